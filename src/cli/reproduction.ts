import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError, messageOf } from '../errors.ts';
import { assertRunConfig } from '../experiment/assertRunConfig.ts';
import type { LearnerConfig, RunConfig } from '../experiment/config.ts';
import type { SharedSettings } from '../experiment/cohort.ts';
import {
  planRuns,
  selectPanels,
  type PaperPanel,
  type PlannedRun,
} from '../experiment/paperPlan.ts';
import { SCALES, SCALE_NAMES, scaledSettings, type ScaleName } from '../experiment/scale.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { readRecord, readRun, type Run } from '../metrics/readRun.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { MANIFEST, assertFreeFolder, assertWritableFolder } from './outputFolder.ts';

/** What a folder reproduces. The runs follow from it. */
export interface Reproduction {
  readonly format: 1;
  readonly scale: ScaleName;
  readonly figure: string;
  readonly seeds: readonly number[];
  readonly period: number | null;
  readonly beta: number | null;
}

/** The panels and runs that a reproduction means. */
export function planOf(reproduction: Reproduction): { panels: PaperPanel[]; runs: PlannedRun[] } {
  const { scale, figure, seeds, period, beta } = reproduction;
  const panels = selectPanels(figure);
  const settings = (task: string): SharedSettings => {
    const shared = scaledSettings(SCALES[scale], task);
    return period === null ? shared : { ...shared, period, aggregateDuringWarmup: period !== 1 };
  };
  return { panels, runs: planRuns(panels, settings, seeds, beta ?? undefined) };
}

/** Where a reproduction keeps a run. */
export function runFolder(out: string, id: string): string {
  return join(out, 'runs', id);
}

/** The record of a planned run; null where it was never started. */
export function recordOf(out: string, planned: PlannedRun): RunRecord<RunConfig> | null {
  return readPlanned(out, planned, readRecord);
}

/** A planned run with its evaluations; null where it was never started. */
export function runOf(out: string, planned: PlannedRun): Run<RunConfig> | null {
  return readPlanned(out, planned, readRun);
}

function readPlanned<T>(
  out: string,
  { id }: PlannedRun,
  read: (folder: string, readConfig: (json: unknown) => RunConfig) => T,
): T | null {
  const folder = runFolder(out, id);
  if (!existsSync(join(folder, 'run.json'))) return null;
  try {
    return read(folder, asRunConfig);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `${error.message}\nDelete the folder ${folder} and run the same command again: ` +
        'it trains this run anew, and the other runs stay.',
      { cause: error },
    );
  }
}

/**
 * Throws a `UserError` unless `out` can be the folder of a reproduction: it is new or empty, or holds
 * the same reproduction, which is then taken up again. Writes nothing.
 */
export function assertClaimable(out: string, reproduction: Reproduction): void {
  const known = readReproduction(out);
  if (known === null) {
    assertFreeFolder(out, false);
    return;
  }
  assertWritableFolder(out);
  if (JSON.stringify(known) === JSON.stringify(reproduction)) return;
  throw new UserError(
    `--out ${out} holds another reproduction: ${describe(known)}. Asked for: ${describe(reproduction)}. ` +
      'Give another folder, or --overwrite to replace what is there.',
  );
}

/** Makes `out` the folder of a reproduction. `assertClaimable` comes first. */
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

function describe({ scale, figure, seeds, period, beta }: Reproduction): string {
  const parts = [`--scale ${scale}`, `--figure ${figure}`, `--seeds ${seeds.length}`];
  if (period !== null) parts.push(`--period ${period}`);
  if (beta !== null) parts.push(`--attack-beta ${beta}`);
  return parts.join(' ');
}

/** What `folder` reproduces; null where it is no reproduction. Throws a `UserError` on a damaged file. */
export function readReproduction(folder: string): Reproduction | null {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return null;
  try {
    const known = JSON.parse(readFileSync(path, 'utf8')) as Partial<Reproduction> | null;
    if (isReproduction(known)) return known;
    throw new Error('it is not what `reproduce` writes');
  } catch (error) {
    throw new UserError(
      `${path} is damaged: ${messageOf(error)}. Give another folder, or let \`reproduce --overwrite\` start anew.`,
      { cause: error },
    );
  }
}

function isReproduction(known: Partial<Reproduction> | null): known is Reproduction {
  const isNumberOrNull = (value: unknown) => value === null || typeof value === 'number';
  return (
    known?.format === 1 &&
    SCALE_NAMES.some((name) => name === known.scale) &&
    typeof known.figure === 'string' &&
    Array.isArray(known.seeds) &&
    known.seeds.every((seed) => Number.isSafeInteger(seed)) &&
    isNumberOrNull(known.period) &&
    isNumberOrNull(known.beta)
  );
}

/** A run's configuration as JSON gave it back. Throws where it is none, or one that cannot be. */
export function asRunConfig(json: unknown): RunConfig {
  const wrong = wrongField(json, CONFIG);
  if (wrong !== null)
    throw new Error(
      `it is not the configuration of a run: ${wrong} is not what this version writes`,
    );
  // Every field has just been checked; the values of rule and attack are the next line's.
  const config = json as RunConfig;
  assertRunConfig(config);
  return config;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isList =
  (holds: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(holds);
const isObject =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    wrongField(value, checks) === null;

const LEARNER: Readonly<Record<keyof LearnerConfig, Check>> = {
  hidden: (value) => isList(isNumber)(value) && (value as unknown[]).length === 2,
  criticActionLayer: (value) => value === 1 || value === 2,
  batch: isNumber,
  replayCapacity: isNumber,
  gamma: isNumber,
  tau: isNumber,
  actorLearningRate: isNumber,
  criticLearningRate: isNumber,
  noise: isNumber,
};

const ATTACK: Readonly<Record<keyof NonNullable<RunConfig['attack']>, Check>> = {
  name: isText,
  beta: isNumber,
  onset: isNumber,
  target: isNumber,
  victim: isNumber,
  networks: isText,
};

const CONFIG: Readonly<Record<keyof RunConfig, Check>> = {
  task: isText,
  seed: isNumber,
  rule: isObject({ name: isText }),
  attack: (value) => value === null || isObject(ATTACK)(value),
  graph: isObject({ name: isText, neighbors: isList(isList(Number.isSafeInteger)) }),
  steps: isNumber,
  warmup: isNumber,
  period: isNumber,
  aggregateDuringWarmup: isBoolean,
  evaluationPeriod: isNumber,
  overlap: isBoolean,
  learner: isObject(LEARNER),
};

/** The first field that is missing or of another type; null where there is none. */
function wrongField(value: unknown, checks: Readonly<Record<string, Check>>): string | null {
  const fields = new Map(Object.entries(value ?? {}));
  return Object.keys(checks).find((name) => checks[name]?.(fields.get(name)) !== true) ?? null;
}
