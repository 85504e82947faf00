import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError, messageOf } from '../errors.ts';
import { codeHash } from '../experiment/codeHash.ts';
import type { RunConfig } from '../experiment/config.ts';
import { PAPER_TASKS } from '../experiment/defaults.ts';
import { planRuns, selectPanels, type PlannedRun } from '../experiment/paperPlan.ts';
import { SCALES, SCALE_NAMES, scaledSettings, type ScaleName } from '../experiment/scale.ts';
import { planVariants, type Choice, type Variant } from '../experiment/variants.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import type { Run } from '../metrics/readRun.ts';
import { SENSITIVITY_MANIFEST, assertFreeFolder, assertWritableFolder } from './outputFolder.ts';
import { assertOneCode, codesOf } from './oneCode.ts';
import { readReproduction, recordOf, runFolder, runOf } from './reproduction.ts';

/** The tasks, as `--task` names them. */
export const SENSITIVITY_TASKS = {
  pendulum: PAPER_TASKS.pendulum,
  'half-cheetah': PAPER_TASKS.halfCheetah,
} as const;

export type SensitivityTask = keyof typeof SENSITIVITY_TASKS;

/** What a folder varies. Its runs follow from it and from the choices that are asked for. */
export interface SensitivityManifest {
  readonly format: 1;
  readonly scale: ScaleName;
  readonly task: SensitivityTask;
  readonly seeds: readonly number[];
}

/** The base and its variants. */
export function variantsOf(
  { scale, task, seeds }: SensitivityManifest,
  choices: readonly Choice[],
): Variant[] {
  const settings = (id: string) => scaledSettings(SCALES[scale], id);
  return planVariants(planRuns(selectPanels(task), settings, seeds), choices);
}

/** Where finished runs may lie: the sensitivity's own folder, and reproductions that have some of them. */
export class RunSources {
  readonly #folders: readonly string[];

  /** @param folders looked into in this order; what was begun and not finished is looked for in the first */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** A planned run, the finished one where there are two; null where it was never started. */
  read(planned: PlannedRun): Run<RunConfig> | null {
    return runOf(this.#folderOf(planned), planned);
  }

  isFinished(planned: PlannedRun): boolean {
    return recordOf(this.#folderOf(planned), planned)?.status === 'finished';
  }

  /**
   * Throws a `UserError` where finished runs come from several versions of the code, with that of now
   * among them if `isTraining`.
   */
  assertOneCode(runs: readonly PlannedRun[], isTraining: boolean): void {
    const standing = runs.flatMap((run) => {
      const folder = this.#folderOf(run);
      const record = recordOf(folder, run);
      if (record?.status !== 'finished') return [];
      return [{ folder: runFolder(folder, run.id), record }];
    });
    const now = isTraining ? [[codeHash(), 'this program'] as const] : [];
    assertOneCode(
      new Map([...now, ...codesOf(standing)]),
      'Give another --base or --out, or --allow-version-change to compare them all the same.',
    );
  }

  #folderOf(planned: PlannedRun): string {
    const holds = (folder: string) => recordOf(folder, planned)?.status === 'finished';
    return this.#folders.find(holds) ?? this.#folders[0] ?? '';
  }
}

/** Throws a `UserError` unless `base` is a reproduction that has finished runs of a sensitivity. */
export function assertBase(
  base: string,
  { scale }: SensitivityManifest,
  runs: readonly PlannedRun[],
) {
  const known = existsSync(base) ? readReproduction(base) : null;
  if (known === null) {
    throw new UserError(
      `--base ${base} is no reproduction. Give a folder that \`reproduce\` made, or leave --base out.`,
    );
  }
  if (known.scale !== scale) {
    throw new UserError(
      `--base ${base} is a reproduction at scale ${known.scale}, but --scale is ${scale}. Give one of the same scale.`,
    );
  }
  if (runs.some((run) => recordOf(base, run)?.status === 'finished')) return;
  throw new UserError(
    `--base ${base} has no finished run that is needed here: it holds --figure ${known.figure} with other ` +
      'settings or tasks. Give a reproduction of the same task, and of a setting that is looked at.',
  );
}

/** Throws a `UserError` unless `out` is new or empty, or holds the same sensitivity. Writes nothing. */
export function assertSensitivityFolder(out: string, manifest: SensitivityManifest): void {
  const known = readManifest(out);
  if (known === null) {
    assertFreeFolder(out, false);
    return;
  }
  assertWritableFolder(out);
  if (JSON.stringify(known) === JSON.stringify(manifest)) return;
  throw new UserError(
    `--out ${out} holds another sensitivity: ${describeManifest(known)}. Asked for: ` +
      `${describeManifest(manifest)}. Give another folder, or --overwrite to replace what is there.`,
  );
}

/** Makes `out` the folder of a sensitivity. `assertSensitivityFolder` comes first. */
export function claimSensitivityFolder(out: string, manifest: SensitivityManifest): void {
  mkdirSync(out, { recursive: true });
  replaceFile(join(out, SENSITIVITY_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** `--scale laptop --task pendulum --seeds 3`. */
export function describeManifest({ scale, task, seeds }: SensitivityManifest): string {
  return `--scale ${scale} --task ${task} --seeds ${seeds.length}`;
}

/** What `folder` varies; null where it is no sensitivity. Throws a `UserError` on a damaged file. */
export function readManifest(folder: string): SensitivityManifest | null {
  const path = join(folder, SENSITIVITY_MANIFEST);
  if (!existsSync(path)) return null;
  try {
    const known = JSON.parse(readFileSync(path, 'utf8')) as Partial<SensitivityManifest> | null;
    if (isManifest(known)) return known;
    throw new Error('it is not what `sensitivity` writes');
  } catch (error) {
    throw new UserError(
      `${path} is damaged: ${messageOf(error)}. Give another folder, or let \`sensitivity --overwrite\` start anew.`,
      { cause: error },
    );
  }
}

function isManifest(known: Partial<SensitivityManifest> | null): known is SensitivityManifest {
  return (
    known?.format === 1 &&
    SCALE_NAMES.some((name) => name === known.scale) &&
    Object.keys(SENSITIVITY_TASKS).some((name) => name === known.task) &&
    Array.isArray(known.seeds) &&
    known.seeds.every((seed) => Number.isSafeInteger(seed))
  );
}
