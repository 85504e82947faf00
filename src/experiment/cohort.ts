import { UserError } from '../errors.ts';
import type { RunConfig } from './config.ts';

/** Who a row of the learner axis is. */
export interface Member {
  /** Index of its run in the cohort. */
  readonly run: number;
  readonly seed: number;
  /** Number in its run; the virtual agent's is the number of agents. */
  readonly agent: number;
  readonly isVirtual: boolean;
}

/** Where a run stands on the learner axis. */
export interface RunRows {
  readonly config: RunConfig;
  readonly firstLearner: number;
  readonly agents: number;
  /** Row of the virtual agent of an attacked run. */
  readonly virtualLearner: number | null;
}

/**
 * One or more runs trained in lockstep on one learner axis. They share task, schedule and learner
 * settings, and may differ in rule, attack, seed and graph. A single run is a cohort of one.
 */
export interface Cohort {
  readonly runs: readonly RunRows[];
  readonly members: readonly Member[];
  /** What all runs share. */
  readonly shared: SharedSettings;
}

const SHARED = [
  'task',
  'steps',
  'warmup',
  'period',
  'aggregateDuringWarmup',
  'evaluationPeriod',
  'overlap',
  'learner',
] as const satisfies readonly (keyof RunConfig)[];

export type SharedSettings = Pick<RunConfig, (typeof SHARED)[number]>;

/** What a run has to share with others of its cohort. */
export function sharedSettings(config: RunConfig): SharedSettings {
  return Object.fromEntries(SHARED.map((key) => [key, config[key]])) as unknown as SharedSettings;
}

/** Lays runs out on the learner axis: each run's agents, then its virtual agent if it is attacked. */
export function formCohort(configs: readonly RunConfig[]): Cohort {
  const [first] = configs;
  if (!first) throw new RangeError('formCohort: a cohort has at least one run.');
  for (const key of SHARED) {
    const other = configs.find(
      (config) => JSON.stringify(config[key]) !== JSON.stringify(first[key]),
    );
    if (other) {
      throw new UserError(
        `Runs of one cohort share their ${key}: got ${JSON.stringify(first[key])} and ` +
          `${JSON.stringify(other[key])}. Train them in separate cohorts.`,
      );
    }
  }
  const members: Member[] = [];
  const runs = configs.map((config, run): RunRows => {
    const firstLearner = members.length;
    const agents = config.graph.neighbors.length;
    const rows = config.attack ? agents + 1 : agents;
    for (let agent = 0; agent < rows; agent++) {
      members.push({ run, seed: config.seed, agent, isVirtual: agent === agents });
    }
    return {
      config,
      firstLearner,
      agents,
      virtualLearner: config.attack ? firstLearner + agents : null,
    };
  });
  return { runs, members, shared: first };
}
