import { assertRunConfig } from '../experiment/assertRunConfig.ts';
import type { LearnerConfig, RunConfig } from '../experiment/config.ts';

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
  nonFinite: (value) => value === undefined || value === 'exclude',
};

/** The first field that is missing or of another type; null where there is none. */
function wrongField(value: unknown, checks: Readonly<Record<string, Check>>): string | null {
  const fields = new Map(Object.entries(value ?? {}));
  return Object.keys(checks).find((name) => checks[name]?.(fields.get(name)) !== true) ?? null;
}
