import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Argv, CommandModule, Options } from 'yargs';
import { UserError } from '../errors.ts';
import { writeError } from '../metrics/atomicFile.ts';
import { drawClaims } from '../report/claimsFiles.ts';
import { joinedText, rebased } from '../report/joined.ts';
import { writeReportFiles } from '../report/write.ts';
import { readFolders, type FolderToJoin } from './joinedFolders.ts';
import type { Outcome } from './outcome.ts';
import { assertFreeFolder } from './outputFolder.ts';
import { shellWord } from './reproduction.ts';
import { strict } from './strict.ts';

interface ReportArguments {
  readonly folders: readonly string[];
  readonly out: string;
}

const reportOptions = {
  out: {
    type: 'string',
    default: 'results/report',
    describe: 'Output folder, new or empty.',
  },
} as const satisfies Record<string, Options>;

/** `report`: one report of several folders, the verdicts of every reproduction side by side. */
export function reportCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, ReportArguments> {
  return {
    command: 'report [folders..]',
    describe: 'Join reproductions and other results into one report, claims side by side.',
    builder: (cli): Argv<ReportArguments> =>
      cli
        .positional('folders', {
          type: 'string',
          array: true,
          default: [] as string[],
          describe: 'Output folders of reproduce, compare, sensitivity and theory.',
        })
        .options(strict(reportOptions))
        .example(
          '$0 report results/laptop-all results/laptop-period-1 --out results/report',
          'the claims at both periods',
        ),
    handler: async ({ folders, out }) => {
      if (folders.length === 0) {
        throw new UserError(
          'report: got no folder. Give those of reproductions, and of compare, sensitivity or theory.',
        );
      }
      assertFreeFolder(out, false);
      assertApart(out, folders);
      const read = readFolders(folders);
      for (const folder of read) copyFiles(folder, out);
      const reproductions = read.flatMap(({ reproduction }) => reproduction ?? []);
      const picture = await drawClaims(out, reproductions);
      const command = ['npm start -- report', ...folders.map(shellWord), '--out', shellWord(out)];
      const text = joinedText(out, {
        folders: read,
        reproductions,
        picture,
        command: command.join(' '),
      });
      const { md, html } = writeReportFiles(out, text);
      process.stdout.write(`${[...(picture ? [picture.png] : []), md, html].join('\n')}\n`);
      ending('done');
    },
  };
}

/** Throws a `UserError` where the report would come to lie in what it joins. */
function assertApart(out: string, folders: readonly string[]): void {
  const within = folders.find((folder) => resolve(out).startsWith(`${resolve(folder)}${sep}`));
  if (within === undefined) return;
  throw new UserError(
    `--out ${out} lies in ${within}, which is to be joined. Give a folder apart from it.`,
  );
}

/** Copies a folder's pictures to `figures/<name>`, and its data to `data/<name>`. */
function copyFiles({ folder, name, pictures }: FolderToJoin, out: string): void {
  const copy = (from: string, to: string): void => {
    try {
      mkdirSync(dirname(to), { recursive: true });
      cpSync(from, to, { recursive: true });
    } catch (error) {
      throw writeError(to, error);
    }
  };
  mkdirSync(out, { recursive: true });
  for (const path of pictures) copy(join(folder, path), join(out, rebased(name, path)));
  const data = join(folder, 'data');
  if (existsSync(data)) copy(data, join(out, 'data', name));
}
