import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readRecord } from '../metrics/readRun.ts';
import type { GpuRecord, RunRecord } from '../metrics/runRecord.ts';
import type { RunConfig } from './config.ts';
import { latestCheckpoint, type OnDamage } from './resume.ts';
import type { RunCheckpoint } from './runCheckpoint.ts';

/** What made a run, as far as all runs of a cohort share it. */
export type Origin = Pick<
  RunRecord<RunConfig>,
  'cohort' | 'device' | 'gpu' | 'versions' | 'switches' | 'cpu' | 'code'
>;

type Changes = RunRecord<RunConfig>['resumptions'][number]['changed'];

/**
 * Throws a `UserError` where a run is finished: a process that looked at it before has to look again, for to
 * go on with it would be to start it anew.
 */
export function assertUnfinished(folders: readonly string[]): void {
  for (const folder of folders) {
    if (!existsSync(join(folder, 'run.json'))) continue;
    const { status, stepsDone } = recordIn(folder);
    if (status !== 'finished') continue;
    throw new UserError(
      `${folder} was finished meanwhile by another process, after ${stepsDone} steps. It was left as it ` +
        'is. Give the same command again: it takes it as finished.',
    );
  }
}

/**
 * The checkpoint of each run; null where all start anew. Throws a `UserError` where runs stand at different
 * steps: another process has gone on with some since the cohort was formed.
 */
export function commonCheckpoints(
  configs: readonly RunConfig[],
  folders: readonly string[],
  onDamage: OnDamage,
): RunCheckpoint[] | null {
  const found = configs.map((config, run) =>
    latestCheckpoint(folders[run] ?? '', config, onDamage),
  );
  const steps = found.map((checkpoint) => checkpoint?.step ?? 0);
  if (new Set(steps).size > 1) {
    throw new UserError(
      `Runs of one cohort stand at different steps: ${steps.join(', ')}; another process may have gone on ` +
        'with some of them. Give the same command again.',
    );
  }
  const checkpoints = found.filter((checkpoint) => checkpoint !== null);
  return checkpoints.length === 0 ? null : checkpoints;
}

/** Throws a `UserError` where a run was made by another version of the program or its libraries. */
export function assertSameVersion(folder: string, origin: Origin): void {
  const changes = Object.entries(versionChanges(recordIn(folder), origin));
  if (changes.length === 0) return;
  const texts = changes.map(([name, { before, now }]) => `${name} ${before} then, ${now} now`);
  throw new UserError(
    `${folder} was begun by other versions: ${texts.join('; ')}. What follows could differ in its ` +
      'last bits, and so in everything after. Go on with the versions of then, or with ' +
      '--allow-version-change, which run.json tells, or start anew: its command with --overwrite, and without --resume.',
  );
}

/** What the record of a run keeps of its first start, and the resumption that is under way. */
export function goingOn(
  folder: string,
  { step, rest }: RunCheckpoint,
  origin: Origin,
): Pick<
  RunRecord<RunConfig>,
  'startedAt' | 'wallSeconds' | 'stepsDone' | 'resumptions' | 'workerRestarts' | 'checkpoints'
> {
  const before = recordIn(folder);
  const changed = { ...versionChanges(before, origin), ...machineChanges(before, origin) };
  return {
    startedAt: before.startedAt,
    wallSeconds: rest.wallSeconds,
    stepsDone: step,
    resumptions: [...before.resumptions, { step, at: new Date().toISOString(), changed }],
    workerRestarts: before.workerRestarts,
    checkpoints: before.checkpoints,
  };
}

/** The configuration is compared by its hash, which the checkpoint has. */
function recordIn(folder: string): RunRecord<RunConfig> {
  return readRecord(folder, (config) => config as RunConfig);
}

/** Versions that differ, by name. */
export function versionChanges(before: Origin, now: Origin): Changes {
  const names = new Set([...Object.keys(before.versions), ...Object.keys(now.versions)]);
  names.delete('resilient-marl');
  return differences([
    ['code', before.code.hash ?? 'unknown', now.code.hash ?? 'unknown'],
    ...[...names].map((name): Pair => [
      name,
      before.versions[name] ?? 'none',
      now.versions[name] ?? 'none',
    ]),
  ]);
}

/** A run may go on elsewhere; that bits may differ from there on is then on record. */
export function machineChanges(before: Origin, now: Origin): Changes {
  return differences([
    ['device', before.device, now.device],
    ...gpuPairs(before.gpu, now.gpu),
    ['cpu', before.cpu.model, now.cpu.model],
    ['instruction sets', before.cpu.flags.join(' '), now.cpu.flags.join(' ')],
    ['switches', JSON.stringify(before.switches), JSON.stringify(now.switches)],
  ]);
}

/** Field by field, where both are GPUs; the `device` tells the rest. */
function gpuPairs(before: GpuRecord | null, now: GpuRecord | null): Pair[] {
  if (before === null || now === null) return [];
  const fields = Object.keys(now) as (keyof GpuRecord)[];
  return fields.map((field) => [`GPU ${field}`, String(before[field]), String(now[field])]);
}

type Pair = readonly [name: string, before: string, now: string];

function differences(pairs: readonly Pair[]): Changes {
  return Object.fromEntries(
    pairs
      .filter(([, before, now]) => before !== now)
      .map(([name, before, now]) => [name, { before, now }]),
  );
}
