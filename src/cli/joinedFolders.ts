import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError, messageOf } from '../errors.ts';
import { attackWords } from '../report/attackWords.ts';
import { judgeClaims } from '../report/claims.ts';
import { VERDICTS_FILE } from '../report/claimsFiles.ts';
import type { JoinedFolder, JoinedReproduction } from '../report/joined.ts';
import { picturesOf } from '../report/section.ts';
import { readVerdicts, verdictsCsv } from '../report/verdictsCsv.ts';
import { readDrawnRuns } from './drawnRuns.ts';
import { COMPARISON_MANIFEST, MANIFEST, SENSITIVITY_MANIFEST } from './outputFolder.ts';
import { readReproduction, shellWord, type Reproduction } from './reproduction.ts';
import { settingName } from './settingName.ts';

/** The file that tells what a folder is, of each kind that can be joined. */
const KINDS = [MANIFEST, COMPARISON_MANIFEST, SENSITIVITY_MANIFEST, 'theory.json'];

/** A folder with all that a joined report takes from it. */
export interface FolderToJoin extends JoinedFolder {
  readonly folder: string;
  /** Paths within it, such as `figures/a.png`; the vector picture too, where there is one. */
  readonly pictures: readonly string[];
  /** Null where it reproduces nothing. */
  readonly reproduction: JoinedReproduction | null;
}

/** Reads what is to be joined. A `UserError` names the file that is missing or damaged. Writes nothing. */
export function readFolders(folders: readonly string[]): FolderToJoin[] {
  const twin = folders.find(
    (folder, index) => folders.findIndex((other) => resolve(other) === resolve(folder)) < index,
  );
  if (twin !== undefined) throw new UserError(`report: ${twin} is given twice. Give it once.`);
  const names = namesOf(folders);
  const read = folders.map((folder, index) => readFolder(folder, names[index] ?? ''));
  return withDistinctSettings(read);
}

function readFolder(folder: string, name: string): FolderToJoin {
  if (!KINDS.some((kind) => existsSync(join(folder, kind)))) {
    throw new UserError(
      `report: ${folder} has none of ${KINDS.join(', ')}, and is no output of reproduce, compare, sensitivity or theory. ` +
        'Give the --out folder of one of these.',
    );
  }
  const markdown = readReport(join(folder, 'report.md'));
  const pictures = picturesOf(markdown).flatMap((path) => {
    if (!path.startsWith('figures/') || path.split('/').includes('..')) {
      throw new UserError(
        `${join(folder, 'report.md')} shows ${path}, which is not among its figures. Draw it again with the command that made it.`,
      );
    }
    const vector = path.replace(/\.png$/, '.svg');
    if (!isFile(join(folder, path))) {
      throw new UserError(
        `${join(folder, path)} is missing, which ${join(folder, 'report.md')} shows. Draw it again with the command that made it.`,
      );
    }
    return vector !== path && isFile(join(folder, vector)) ? [path, vector] : [path];
  });
  const reproduction = readReproduction(folder);
  return {
    folder,
    name,
    markdown,
    pictures,
    reproduction: reproduction && judged(folder, reproduction),
  };
}

function readReport(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `Cannot read ${path}: ${messageOf(error)}. Draw it again with the command that made the folder.`,
      { cause: error },
    );
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * Verdicts as the last drawing kept them, as its report has them; what attacks did only where the runs are.
 * Throws a `UserError` where the runs say otherwise by now.
 */
function judged(folder: string, reproduction: Reproduction): JoinedReproduction {
  const path = join(folder, VERDICTS_FILE);
  const { runs, rounds } = readDrawnRuns(folder, reproduction);
  const verdicts = readVerdicts(path);
  if (runs.length === 0 && verdicts.length === 0) {
    throw new UserError(
      `${path} holds no verdict, and no run is in ${join(folder, 'runs')} to be judged. Restore the file, for ` +
        'example from git, or leave this folder out.',
    );
  }
  if (runs.length > 0 && verdictsCsv(judgeClaims(runs)) !== verdictsCsv(verdicts)) {
    throw new UserError(
      `${path} is not what the runs in ${join(folder, 'runs')} come to: they changed after they were drawn, and ` +
        `so figures and report.md are old. Draw them again first: npm start -- plot ${shellWord(folder)}`,
    );
  }
  return {
    name: settingName(reproduction),
    nameOn: (task: string) => settingName(reproduction, task),
    verdicts,
    words: runs.length > 0 ? attackWords(runs, rounds) : null,
  };
}

/** Names of folders below `figures` and `data`, in letters that need no quoting, each once. */
function namesOf(folders: readonly string[]): string[] {
  const names: string[] = [];
  for (const folder of folders) {
    const base = basename(resolve(folder)).replaceAll(/[^\w.-]+/g, '-') || 'folder';
    let name = base;
    for (let count = 2; names.includes(name); count++) name = `${base}-${count}`;
    names.push(name);
  }
  return names;
}

/** Two reproductions of one setting, such as of two seeds, are told apart by their folders. */
function withDistinctSettings(folders: readonly FolderToJoin[]): FolderToJoin[] {
  const settings = folders.map(({ reproduction }) => reproduction?.name);
  return folders.map((folder) => {
    const { reproduction, name } = folder;
    const isTwin = settings.filter((other) => other === reproduction?.name).length > 1;
    if (reproduction === null || !isTwin) return folder;
    const told = (text: string) => `${text} (${name})`;
    const { nameOn = () => reproduction.name } = reproduction;
    return {
      ...folder,
      reproduction: {
        ...reproduction,
        name: told(reproduction.name),
        nameOn: (task) => told(nameOn(task)),
      },
    };
  });
}
