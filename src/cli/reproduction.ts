import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError, messageOf } from '../errors.ts';
import type { RunConfig } from '../experiment/config.ts';
import type { SharedSettings } from '../experiment/cohort.ts';
import { PAPER_TASKS } from '../experiment/defaults.ts';
import {
  joinFigures,
  planRuns,
  selectPanels,
  type PaperPanel,
  type PlannedRun,
} from '../experiment/paperPlan.ts';
import { SCALES, SCALE_NAMES, scaledSettings, type ScaleName } from '../experiment/scale.ts';
import type { RunRounds } from '../figures/rounds.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import type { Run } from '../metrics/readRun.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { MANIFEST, assertFreeFolder, assertWritableFolder } from './outputFolder.ts';
import { readOwnRecord, readWholeRounds, readWholeRun } from './wholeRun.ts';

/** What a folder reproduces. The runs follow from it. */
export interface Reproduction {
  readonly format: 1;
  readonly scale: ScaleName;
  readonly figure: string;
  readonly seeds: readonly number[];
  readonly period: number | null;
  readonly beta: number | null;
  /** In place of the paper's "InvertedPendulum2d", with the pendulum's settings; null: the default. */
  readonly task: string | null;
  readonly replayCapacity: number | null;
  /** Changes of version that `--allow-version-change` accepted in this folder. */
  readonly versionChanges?: readonly VersionChange[];
}

/** Runs of one folder that different versions made. */
export interface VersionChange {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** By name: then and now. */
  readonly changed: Readonly<Record<string, { readonly before: string; readonly now: string }>>;
}

/** The panels and runs that a reproduction means. */
export function planOf(reproduction: Reproduction): { panels: PaperPanel[]; runs: PlannedRun[] } {
  const { figure, seeds, beta, task } = reproduction;
  const panels = selectPanels(figure, task ?? undefined);
  const settings = (wanted: string) => settingsOf(reproduction, wanted);
  return { panels, runs: planRuns(panels, settings, seeds, beta ?? undefined) };
}

function settingsOf(reproduction: Reproduction, task: string): SharedSettings {
  const { scale, period, replayCapacity } = reproduction;
  const known = task === reproduction.task ? PAPER_TASKS.pendulum : task;
  const { learner, ...rest } = scaledSettings(SCALES[scale], known);
  return {
    ...rest,
    ...(period === null ? {} : { period, aggregateDuringWarmup: period !== 1 }),
    task,
    learner: replayCapacity === null ? learner : { ...learner, replayCapacity },
  };
}

/** Where a reproduction keeps a run. */
export function runFolder(out: string, id: string): string {
  return join(out, 'runs', id);
}

/** The record of a planned run; null where it was never started. */
export function recordOf(out: string, { id }: PlannedRun): RunRecord<RunConfig> | null {
  const folder = runFolder(out, id);
  if (!existsSync(join(folder, 'run.json'))) return null;
  return advised(folder, () => readOwnRecord(folder, id));
}

/** A planned run with its evaluations, whole where it is finished; null where it was never started. */
export function runOf(out: string, { id }: PlannedRun): Run<RunConfig> | null {
  const folder = runFolder(out, id);
  if (!existsSync(join(folder, 'run.json'))) return null;
  return advised(folder, () => readWholeRun(folder, id));
}

/** The rounds of a planned run; none where it is not finished or does not cooperate. */
export function roundsOf(run: Run<RunConfig>): RunRounds[] {
  return advised(run.folder, () => readWholeRounds([run]));
}

/** What `read` gives; where files of a planned run are missing or damaged, says how to train it anew. */
function advised<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `${error.message}\nDelete the folder ${folder} and give the command that trained it again: ` +
        'it trains this run anew, and the other runs stay.',
      { cause: error },
    );
  }
}

/**
 * What the folder `out` reproduces once `asked` is there, too: the same, with the figures and seeds of
 * both. Throws a `UserError` where it holds anything else: another scale, period, step size of the
 * attacks or task, or no reproduction. Writes nothing.
 */
export function grownReproduction(out: string, asked: Reproduction): Reproduction {
  const known = readReproduction(out);
  if (known === null) {
    assertFreeFolder(out, false);
    return asked;
  }
  assertWritableFolder(out);
  const isSame = (['scale', 'period', 'beta', 'task', 'replayCapacity'] as const).every(
    (setting) => known[setting] === asked[setting],
  );
  if (isSame) {
    const seeds = [...new Set([...known.seeds, ...asked.seeds])].sort((a, b) => a - b);
    return { ...known, figure: joinFigures([known.figure, asked.figure]), seeds };
  }
  throw new UserError(
    `--out ${out} holds another reproduction (${join(out, MANIFEST)}): ${describe(known)}. Asked for: ` +
      `${describe(asked)}. A folder holds one scale, period, step size and task; figures and seeds can ` +
      'be added. Give another folder, or --overwrite to replace what is there.',
  );
}

/** Makes `out` the folder of a reproduction. `grownReproduction` comes first. */
export function claimFolder(out: string, reproduction: Reproduction): void {
  mkdirSync(out, { recursive: true });
  replaceFile(join(out, MANIFEST), `${JSON.stringify(reproduction, null, 2)}\n`);
}

/** The literal command that makes a reproduction. */
export function commandOf(reproduction: Reproduction, out: string): string {
  return `npm start -- reproduce ${describe(reproduction)} --out ${shellWord(out)}`;
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function describe(reproduction: Reproduction): string {
  const { scale, figure, seeds, period, beta, task, replayCapacity } = reproduction;
  const parts = [`--scale ${scale}`, `--figure ${figure}`, `--seeds ${seeds.length}`];
  if (period !== null) parts.push(`--period ${period}`);
  if (beta !== null) parts.push(`--attack-beta ${beta}`);
  if (task !== null) parts.push(`--task ${task}`);
  if (replayCapacity !== null) parts.push(`--replay-capacity ${replayCapacity}`);
  return parts.join(' ');
}

/** What `folder` reproduces; null where it is no reproduction. Throws a `UserError` on a damaged file. */
export function readReproduction(folder: string): Reproduction | null {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return null;
  try {
    const given = JSON.parse(readFileSync(path, 'utf8')) as Partial<Reproduction> | null;
    // Not there in folders of before there were these options.
    const known = { task: null, replayCapacity: null, ...given };
    if (isReproduction(known)) return known;
    throw new Error('it is not what `reproduce` writes');
  } catch (error) {
    throw new UserError(
      `${path} is damaged: ${messageOf(error)}. Give another folder, or let \`reproduce --overwrite\` start anew.`,
      { cause: error },
    );
  }
}

function isReproduction(known: Partial<Reproduction>): known is Reproduction {
  const isText = (value: unknown) => typeof value === 'string';
  const isNumberOrNull = (value: unknown) => value === null || typeof value === 'number';
  return (
    known.format === 1 &&
    SCALE_NAMES.some((name) => name === known.scale) &&
    typeof known.figure === 'string' &&
    Array.isArray(known.seeds) &&
    known.seeds.every((seed) => Number.isSafeInteger(seed)) &&
    isNumberOrNull(known.period) &&
    isNumberOrNull(known.beta) &&
    (known.task === null || typeof known.task === 'string') &&
    isNumberOrNull(known.replayCapacity) &&
    (known.versionChanges ?? []).every(({ changed }) =>
      Object.values(changed).every((change) => isText(change.before) && isText(change.now)),
    )
  );
}
