import { join } from 'node:path';

import { messageOf, UserError } from '../errors.ts';
import { damaged, readEpisodes, readText } from './readTable.ts';
import { RUN_STATUSES, type GpuRecord, type RunRecord } from './runRecord.ts';
import type { EpisodeRow } from './tables.ts';

/** A run as its folder tells it. The larger tables are read on their own: see `readTable.ts`. */
export interface Run<Config> {
  readonly folder: string;
  readonly record: RunRecord<Config>;
  readonly evaluations: readonly EpisodeRow[];
}

/**
 * Reads a run's folder back. `readConfig` turns the configuration, as JSON gave it, into its type and
 * throws where it cannot. A missing or damaged file is a `UserError` that names the file, and the line
 * where there is one.
 */
export function readRun<Config>(
  folder: string,
  readConfig: (config: unknown) => Config,
): Run<Config> {
  return {
    folder,
    record: readRecord(folder, readConfig),
    evaluations: readEpisodes(folder, 'evaluations.csv'),
  };
}

/** Reads `run.json` alone: cheap, for listing runs and for finding out what is finished. */
export function readRecord<Config>(
  folder: string,
  readConfig: (config: unknown) => Config,
): RunRecord<Config> {
  const path = join(folder, 'run.json');
  const json = parseJson(path, readText(path));
  if (!isObject(json)) throw invalid(path, 'the file', 'an object', json);
  if (json['format'] !== 1) throw invalid(path, 'format', '1', json['format']);
  for (const [field, check] of Object.entries(FIELDS)) {
    if (!check.holds(json[field])) throw invalid(path, field, check.expected, json[field]);
  }
  // Every field but `config` has just been checked.
  const record = json as unknown as RunRecord<unknown>;
  const code = { ...record.code, hash: (json['code'] as { hash?: string }).hash ?? null };
  const resumptions = (json['resumptions'] as RunRecord<unknown>['resumptions'] | undefined) ?? [];
  const workerRestarts = (json['workerRestarts'] as number | undefined) ?? 0;
  const checkpoints = (json['checkpoints'] as RunRecord<unknown>['checkpoints'] | undefined) ?? {
    written: 0,
    seconds: 0,
  };
  const gpu = (json['gpu'] as RunRecord<unknown>['gpu'] | undefined) ?? null;
  const later = { gpu, resumptions, workerRestarts, checkpoints };
  try {
    return { ...record, code, ...later, config: readConfig(record.config) };
  } catch (error) {
    throw new UserError(`${path}: config: ${messageOf(error)}`, { cause: error });
  }
}

interface Check {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const text: Check = { expected: 'a text', holds: (value) => typeof value === 'string' };
const amount: Check = {
  expected: 'a number, not negative',
  holds: (value) => typeof value === 'number' && value >= 0,
};
const texts: Check = {
  expected: 'an object of texts',
  holds: (value) => isObject(value) && Object.values(value).every(text.holds),
};

const FIELDS: Readonly<Record<Exclude<keyof RunRecord<unknown>, 'format' | 'config'>, Check>> = {
  id: text,
  status: {
    expected: RUN_STATUSES.join(', '),
    holds: (value) => RUN_STATUSES.some((status) => status === value),
  },
  error: {
    expected: 'null or an object with a message',
    holds: (value) => value === null || (isObject(value) && text.holds(value['message'])),
  },
  cohort: {
    expected: 'numbers of runs and learners',
    holds: (value) =>
      isObject(value) && amount.holds(value['runs']) && amount.holds(value['learners']),
  },
  device: text,
  gpu: {
    expected: 'null or a GPU with its versions and settings',
    // Not there in runs of before it was recorded.
    holds: (value) => value === undefined || value === null || isGpu(value),
  },
  versions: texts,
  switches: texts,
  cpu: {
    expected: 'a model, a number of cores and a list of flags',
    holds: (value) =>
      isObject(value) &&
      text.holds(value['model']) &&
      amount.holds(value['cores']) &&
      Array.isArray(value['flags']) &&
      value['flags'].every(text.holds),
  },
  code: {
    expected: 'a commit and whether it was dirty',
    holds: (value) =>
      isObject(value) &&
      (value['commit'] === null || text.holds(value['commit'])) &&
      (value['dirty'] === null || typeof value['dirty'] === 'boolean') &&
      (value['hash'] === undefined || value['hash'] === null || text.holds(value['hash'])),
  },
  resumptions: {
    expected: 'a list of steps, times and changes',
    // Not there in runs of before there were any.
    holds: (value) => value === undefined || (Array.isArray(value) && value.every(isObject)),
  },
  workerRestarts: {
    expected: amount.expected,
    // Not there in runs of before they were counted.
    holds: (value) => value === undefined || amount.holds(value),
  },
  checkpoints: {
    expected: 'how many were written and the seconds they took',
    // Not there in runs of before they were timed.
    holds: (value) =>
      value === undefined ||
      (isObject(value) && amount.holds(value['written']) && amount.holds(value['seconds'])),
  },
  startedAt: text,
  finishedAt: {
    expected: 'null or a text',
    holds: (value) => value === null || text.holds(value),
  },
  wallSeconds: amount,
  stepsDone: amount,
};

const GPU_FIELDS: Readonly<Record<keyof GpuRecord, 'string' | 'number' | 'boolean'>> = {
  name: 'string',
  computeCapability: 'string',
  memoryBytes: 'number',
  driver: 'string',
  cuda: 'string',
  cudnn: 'string',
  tf32: 'boolean',
  memoryGrowth: 'boolean',
  xla: 'boolean',
};

function isGpu(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.entries(GPU_FIELDS).every(([field, type]) => typeof value[field] === type)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(path: string, field: string, expected: string, got: unknown): UserError {
  return new UserError(
    `${path}: ${field} is ${got === undefined ? 'missing' : JSON.stringify(got)}, expected ${expected}. ` +
      'The file is damaged or was written by another version of this program.',
  );
}

function parseJson(path: string, content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec(messageOf(error))?.[1];
    const before = position === undefined ? content : content.slice(0, Number(position));
    throw damaged(path, before.split('\n').length, `not JSON (${messageOf(error)})`);
  }
}
