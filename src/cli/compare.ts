import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { UserError } from '../errors.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { readPublished } from '../published/readSource.ts';
import { writeComparison } from '../report/published.ts';
import { comparedRuns, plannedRuns, trainPlanned } from './comparedRuns.ts';
import { TASKS, compareOptions, type CompareArguments } from './compareOptions.ts';
import { failureText, keptIn } from './failure.ts';
import type { Outcome } from './outcome.ts';
import { COMPARISON_MANIFEST, assertFreeFolder, assertWritableFolder } from './outputFolder.ts';
import { assertTrainable } from './reproduce/options.ts';
import { shellWord } from './reproduction.ts';
import { strict } from './strict.ts';

/** `compare`: our DDPG without cooperation beside curves that others have published. */
export function compareCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, CompareArguments> {
  return {
    command: 'compare [folders..]',
    describe: 'Compare our DDPG, without cooperation, with published DDPG and TD3 curves.',
    builder: (cli): Argv<CompareArguments> =>
      cli
        .positional('folders', {
          type: 'string',
          array: true,
          default: [] as string[],
          describe: 'Run folders to compare, rule none; without them, runs are trained.',
        })
        .options(strict(compareOptions))
        .example('$0 compare --task half-cheetah', 'train 125,000 steps, and compare')
        .example('$0 compare runs/a --out comparison', 'a run that is there'),
    handler: async (args) => {
      assertTrainable(args);
      const out = args.out ?? join('results', 'compare');
      for (const task of TASKS) readPublished(task);
      if (args.folders.length > 0) {
        await compareGiven(args, out);
        return;
      }
      const plan = plannedRuns(args);
      const manifest: Manifest = { format: 1, runs: plan.map(({ id }) => id) };
      assertClaimable(out, manifest, args.overwrite);
      ending(
        await trainPlanned(plan, out, args, () => {
          claim(out, manifest);
        }),
      );
      const runs = comparedRuns(plan.map(({ id }) => join(out, 'runs', id)).filter(hasRun));
      try {
        await tell(out, runs, args);
      } catch (error) {
        // After hours of training, a disk that is full by now is no mistake in what was asked for.
        process.stderr.write(`resilient-marl: ${failureText(error)}\n${keptIn(out)}\n`);
        ending('failed');
      }
    },
  };
}

async function compareGiven(args: CompareArguments, out: string): Promise<void> {
  const { folders, task, steps, scale, seeds } = args;
  for (const [option, value] of Object.entries({ task, steps, scale, seeds })) {
    if (value === undefined) continue;
    throw new UserError(
      `compare: --${option} ${value} says what to train, and run folders are given, which are as they are. ` +
        'Leave out the one or the other.',
    );
  }
  const runs = comparedRuns(folders);
  const manifest: Manifest = { format: 1, folders };
  assertClaimable(out, manifest, args.overwrite);
  // Pictures and tables are replaced as they are written. Nothing else is: a run may lie in the folder.
  claim(out, manifest);
  await tell(out, runs, args);
}

async function tell(
  out: string,
  runs: ReturnType<typeof comparedRuns>,
  args: CompareArguments,
): Promise<void> {
  const { lines, files } = await writeComparison(out, runs, commandOf(args, out));
  process.stdout.write(`${[...lines, ...files].join('\n')}\n`);
}

function hasRun(folder: string): boolean {
  return existsSync(join(folder, 'run.json'));
}

/** What a folder compares: which runs it trained, or which were given. */
interface Manifest {
  readonly format: 1;
  readonly runs?: readonly string[];
  readonly folders?: readonly string[];
}

/** Throws a `UserError` unless `out` is new or empty, or holds the same comparison. Writes nothing. */
function assertClaimable(out: string, manifest: Manifest, isOverwritten: boolean): void {
  const path = join(out, COMPARISON_MANIFEST);
  if (isOverwritten || !existsSync(path)) {
    assertFreeFolder(out, isOverwritten);
    return;
  }
  assertWritableFolder(out);
  if (readFileSync(path, 'utf8') === manifestText(manifest)) return;
  throw new UserError(
    `--out ${out} holds another comparison: ${path} is of other runs than those asked for. ` +
      'Give another folder, or --overwrite to replace what is there.',
  );
}

function claim(out: string, manifest: Manifest): void {
  mkdirSync(out, { recursive: true });
  replaceFile(join(out, COMPARISON_MANIFEST), manifestText(manifest));
}

function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The literal command that makes a comparison. */
function commandOf(
  { task, steps, scale, seeds, threads, folders }: CompareArguments,
  out: string,
): string {
  const options = Object.entries({ task, steps, scale, seeds, threads, out })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `--${name} ${shellWord(String(value))}`);
  return ['npm start -- compare', ...options, ...folders.map(shellWord)].join(' ');
}
