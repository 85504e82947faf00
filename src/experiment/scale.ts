import { paperGraph } from '../cooperation/graph.ts';
import { UserError } from '../errors.ts';
import type { SharedSettings } from './cohort.ts';
import type { RunConfig } from './config.ts';
import { PAPER_LEARNER, PAPER_SCHEDULE, PAPER_TASKS, paperAttack } from './defaults.ts';

/** How large a reproduction is. */
export interface Scale {
  readonly name: ScaleName;
  readonly summary: string;
  /** Runs trained in lockstep in one program. */
  readonly runsPerCohort: number;
  /** What a task's runs share at this scale; undefined where the scale has no settings for it. */
  readonly settings: (task: string) => Omit<SharedSettings, 'task'> | undefined;
}

export const SCALE_NAMES = ['quick', 'laptop', 'paper'] as const;

export type ScaleName = (typeof SCALE_NAMES)[number];

/** Small enough for minutes on two cores, and seen to learn (deviation 29). */
const QUICK_SETTINGS: Readonly<Record<string, Omit<SharedSettings, 'task'>>> = {
  [PAPER_TASKS.pendulum]: {
    steps: 4600,
    warmup: 600,
    period: 200,
    aggregateDuringWarmup: true,
    evaluationPeriod: 200,
    overlap: true,
    learner: {
      ...PAPER_LEARNER,
      hidden: [64, 64],
      // Seen here with 16 agents alone: at layer 2 a mean return of about 90 after 6000 steps, at layer 1
      // of 660, and with this tau of 800 after 5000.
      criticActionLayer: 1,
      batch: 64,
      replayCapacity: 4600,
      tau: 0.05,
      actorLearningRate: 3e-3,
      criticLearningRate: 3e-3,
      noise: 0.3,
    },
  },
  [PAPER_TASKS.halfCheetah]: {
    steps: 17_000,
    warmup: 2000,
    period: 500,
    aggregateDuringWarmup: true,
    evaluationPeriod: 500,
    overlap: true,
    learner: { ...PAPER_LEARNER, hidden: [64, 64], batch: 64, replayCapacity: 17_000 },
  },
};

/**
 * Small networks for about an hour on two cores, all panels with three seeds, and long enough that
 * every rule learns (deviation 31). Seen here with one seed after 28,000 steps of HalfCheetah: 2,100
 * without cooperation, 3,800 with soft-medoid at T = 10; after 10,000 of the pendulum: 840 and 1,000.
 */
const LAPTOP_SETTINGS: Readonly<Record<string, Omit<SharedSettings, 'task'>>> = {
  [PAPER_TASKS.pendulum]: {
    steps: 15_500,
    warmup: 500,
    period: 500,
    aggregateDuringWarmup: true,
    evaluationPeriod: 500,
    overlap: true,
    learner: {
      ...PAPER_LEARNER,
      hidden: [64, 64],
      criticActionLayer: 1,
      batch: 64,
      replayCapacity: 15_500,
      tau: 0.05,
      actorLearningRate: 3e-3,
      criticLearningRate: 3e-3,
      noise: 0.3,
    },
  },
  [PAPER_TASKS.halfCheetah]: {
    steps: 42_000,
    warmup: 2000,
    period: 1000,
    aggregateDuringWarmup: true,
    evaluationPeriod: 1000,
    overlap: true,
    learner: {
      ...PAPER_LEARNER,
      hidden: [64, 64],
      batch: 64,
      replayCapacity: 42_000,
      tau: 0.02,
      actorLearningRate: 3e-3,
      criticLearningRate: 3e-3,
    },
  },
};

export const SCALES: Readonly<Record<ScaleName, Scale>> = {
  quick: {
    name: 'quick',
    summary: 'small networks and short runs: minutes',
    runsPerCohort: 64,
    settings: (task) => QUICK_SETTINGS[task],
  },
  laptop: {
    name: 'laptop',
    summary: 'small networks, long enough for every rule to learn: about an hour on two cores',
    // A seed at a time: the first results come early.
    runsPerCohort: 19,
    settings: (task) => LAPTOP_SETTINGS[task],
  },
  paper: {
    name: 'paper',
    summary: "the paper's networks and lengths: many hours without a GPU",
    runsPerCohort: 1,
    settings: () => ({ ...PAPER_SCHEDULE, learner: PAPER_LEARNER }),
  },
};

/** What a task's runs share at a scale. Throws a `UserError` where the scale lacks the task. */
export function scaledSettings(scale: Scale, task: string): SharedSettings {
  const settings = scale.settings(task);
  if (!settings) {
    throw new UserError(
      `--scale ${scale.name} has no settings for --task ${task}. It has them for ` +
        `${Object.keys(QUICK_SETTINGS).join(' and ')}; use one of these, or --scale paper.`,
    );
  }
  return { task, ...settings };
}

/** One setting in which a run differs from the paper's. */
export interface Difference {
  readonly setting: string;
  readonly paper: string;
  readonly here: string;
}

/** Each setting and its value; undefined where a run has no such setting. */
const SETTINGS: readonly (readonly [setting: string, of: (config: RunConfig) => unknown])[] = [
  ['hidden units', (config) => config.learner.hidden.join('-')],
  ['batch', (config) => config.learner.batch],
  ['steps of an agent', (config) => config.steps],
  ['warm-up steps', (config) => config.warmup],
  ['steps between rounds', (config) => config.period],
  ['rounds during the warm-up', (config) => config.aggregateDuringWarmup],
  ['steps between evaluations', (config) => config.evaluationPeriod],
  ['actor learning rate', (config) => config.learner.actorLearningRate],
  ['critic learning rate', (config) => config.learner.criticLearningRate],
  ['gamma', (config) => config.learner.gamma],
  ['tau', (config) => config.learner.tau],
  ['exploration noise', (config) => config.learner.noise],
  ["layer of the critic's action", (config) => config.learner.criticActionLayer],
  ['transitions remembered', rememberedOf],
  ['update while the environments step', (config) => config.overlap],
  ['graph', graphOf],
  ['median of an even count', ({ rule }) => (rule.name === 'median' ? rule.evenCount : undefined)],
  ['medoid of a tie', ({ rule }) => (rule.name === 'medoid' ? (rule.tie ?? 'self') : undefined)],
  ['attack beta', ({ attack }) => attack?.beta],
  ['attack onset', ({ attack }) => attack?.onset],
  ['attacked edge', ({ attack }) => attack && `${attack.victim} to ${attack.target}`],
  ['forged networks', ({ attack }) => attack?.networks],
];

/**
 * Every setting in which some run differs from the paper's, each difference once, in the order of a
 * reader's interest. The rules, the attacks and the seeds that runs compare are no settings.
 */
export function differencesFromPaper(configs: readonly RunConfig[]): Difference[] {
  return SETTINGS.flatMap(([setting, of]) => {
    const differences = configs
      .map((config) => ({
        setting,
        paper: String(of(paperRun(config))),
        here: String(of(config)),
      }))
      .filter(({ paper, here }) => paper !== here);
    const once = new Map(differences.map((row) => [JSON.stringify(row), row]));
    return [...once.values()];
  });
}

/** The same for each task by itself; a task whose runs are the paper's has an empty list. */
export function differencesByTask(
  configs: readonly RunConfig[],
): { readonly task: string; readonly differences: readonly Difference[] }[] {
  return [...new Set(configs.map(({ task }) => task))].map((task) => ({
    task,
    differences: differencesFromPaper(configs.filter((config) => config.task === task)),
  }));
}

/** The run as the paper has it. The attack's defaults go with the run's own period and warm-up. */
function paperRun(config: RunConfig): RunConfig {
  const { rule, attack } = config;
  return {
    ...config,
    ...PAPER_SCHEDULE,
    learner: PAPER_LEARNER,
    graph: paperGraph,
    rule: paperRule(rule),
    attack: paperAttack(attack?.name ?? null, config),
  };
}

function paperRule(rule: RunConfig['rule']): RunConfig['rule'] {
  if (rule.name === 'median') return { name: 'median', evenCount: 'midpoint' };
  return rule.name === 'medoid' ? { name: 'medoid' } : rule;
}

/** A memory that holds the whole run forgets nothing, whatever its capacity. */
function rememberedOf({ steps, learner: { replayCapacity } }: RunConfig): string {
  return replayCapacity >= steps ? 'the whole run' : String(replayCapacity);
}

function graphOf({ graph: { name, neighbors } }: RunConfig): string {
  const isPaper = JSON.stringify(neighbors) === JSON.stringify(paperGraph.neighbors);
  return isPaper ? paperGraph.name : name;
}
