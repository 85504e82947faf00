import type { InferredOptionTypes, Options } from 'yargs';
import { UserError } from '../errors.ts';
import { PAPER_EDGE, PAPER_LEARNER, PAPER_SCHEDULE, PAPER_TASKS } from '../experiment/defaults.ts';

/** Options that every command which computes has. */
export const machineOptions = {
  device: {
    choices: ['auto', 'cpu', 'gpu'] as const,
    default: 'auto' as const,
    describe: 'Where to compute. auto: a CUDA GPU where one is set up and usable, else the CPU.',
  },
  threads: {
    type: 'number',
    describe: 'Threads that compute, on a CPU. [default: one a core]',
  },
  quiet: { type: 'boolean', default: false, describe: 'No progress, only the result.' },
  overwrite: {
    type: 'boolean',
    default: false,
    describe: 'Replace the run or reproduction in the output folder.',
  },
} as const satisfies Record<string, Options>;

/** Options of commands whose runs go on after an interruption or a fault. */
export const resumeOptions = {
  'checkpoint-seconds': {
    type: 'number',
    default: 60,
    describe: 'Seconds between checkpoints, from which an interrupted run goes on.',
  },
  'worker-timeout': {
    type: 'number',
    default: 60,
    describe: 'Seconds in which an environment worker has to answer; one that hangs is replaced.',
  },
  'env-workers': {
    type: 'number',
    describe:
      'Processes among which the environments are divided; changes no result. [default: 1; beside a GPU one for 32 environments, as far as there are cores]',
  },
  'allow-version-change': {
    type: 'boolean',
    default: false,
    describe:
      'Go on with runs that another version of this program or its libraries began; run.json tells.',
  },
} as const satisfies Record<string, Options>;

/** Options of commands that train many runs. */
export const cohortOptions = {
  'runs-per-cohort': {
    type: 'number',
    describe:
      'Runs that train in lockstep in one program, at most; changes no result. [default: the scale’s; on a GPU all runs of a task that fit into memory]',
  },
} as const satisfies Record<string, Options>;

/** One table: the options of `train`, their help and their types. */
export const trainOptions = {
  task: {
    type: 'string',
    default: PAPER_TASKS.halfCheetah,
    describe: 'Gymnasium MuJoCo environment with box spaces.',
  },
  rule: {
    choices: ['none', 'average', 'median', 'medoid', 'soft-medoid'] as const,
    default: 'soft-medoid' as const,
    describe: 'How an agent combines its neighbors’ parameters.',
  },
  temperature: {
    type: 'number',
    describe:
      'Soft-medoid temperature T > 0, a distance between parameter vectors (eq. 16). [default: 1]',
  },
  'median-even-count': {
    choices: ['midpoint', 'lower'] as const,
    describe:
      'Median of an even count: the midpoint of the middle two, or the lower. [default: midpoint]',
  },
  'medoid-tie': {
    choices: ['self', 'lowest'] as const,
    describe: 'Of several medoids: the agent itself, or the lowest agent number. [default: self]',
  },
  attack: {
    choices: ['none', 'average', 'median'] as const,
    default: 'none' as const,
    describe: 'Attack on the message victim -> target: eq. 10, or eqs. 12-13.',
  },
  beta: {
    type: 'number',
    describe: 'Step size of the attack, 0 < beta <= 1 (eq. 8). [default: 0.5; 0.05 at --period 1]',
  },
  onset: {
    type: 'number',
    describe:
      'Environment step from which messages are forged. [default: the first after the warm-up]',
  },
  target: { type: 'number', describe: `Agent that is attacked. [default: ${PAPER_EDGE.target}]` },
  victim: {
    type: 'number',
    describe: `Neighbor whose message is forged. [default: ${PAPER_EDGE.victim}]`,
  },
  forged: {
    choices: ['both', 'actor', 'critic'] as const,
    describe: 'Which network’s message is forged. [default: both]',
  },
  graph: {
    type: 'string',
    default: 'paper',
    describe:
      "Who hears whom: paper, or an adjacency list such as '0:1,2;1:0;2:0', or a JSON file with a list of neighbor lists.",
  },
  seed: { type: 'number', default: 0, describe: 'Seed of everything random.' },
  steps: {
    type: 'number',
    default: PAPER_SCHEDULE.steps,
    describe: 'Environment steps of each agent, warm-up included.',
  },
  warmup: {
    type: 'number',
    default: PAPER_SCHEDULE.warmup,
    describe: 'First steps: uniform random actions, no updates.',
  },
  period: {
    type: 'number',
    default: PAPER_SCHEDULE.period,
    describe: 'Steps between communication rounds.',
  },
  'aggregate-during-warmup': {
    type: 'boolean',
    describe: 'Rounds take place during the warm-up too. [default: yes; no at --period 1]',
  },
  'evaluation-period': {
    type: 'number',
    default: PAPER_SCHEDULE.evaluationPeriod,
    describe: 'Steps between evaluations.',
  },
  overlap: {
    type: 'boolean',
    default: PAPER_SCHEDULE.overlap,
    describe: 'Update while the environments step, on the memory as it stood. --no-overlap: after.',
  },
  hidden: {
    type: 'string',
    default: PAPER_LEARNER.hidden.join(','),
    describe: 'Units of the two hidden layers.',
  },
  'critic-action-layer': {
    choices: [1, 2] as const,
    default: PAPER_LEARNER.criticActionLayer,
    describe: 'Layer at which the critic takes the action.',
  },
  batch: { type: 'number', default: PAPER_LEARNER.batch, describe: 'Transitions in an update.' },
  'replay-capacity': {
    type: 'number',
    default: PAPER_LEARNER.replayCapacity,
    describe: 'Transitions a learner remembers.',
  },
  gamma: { type: 'number', default: PAPER_LEARNER.gamma, describe: 'Discount of a step.' },
  tau: {
    type: 'number',
    default: PAPER_LEARNER.tau,
    describe: 'Rate of the target networks’ soft update.',
  },
  'actor-learning-rate': {
    type: 'number',
    default: PAPER_LEARNER.actorLearningRate,
    describe: 'Adam’s learning rate of the actor.',
  },
  'critic-learning-rate': {
    type: 'number',
    default: PAPER_LEARNER.criticLearningRate,
    describe: 'Adam’s learning rate of the critic.',
  },
  noise: {
    type: 'number',
    default: PAPER_LEARNER.noise,
    describe: 'Exploration noise: standard deviation in action bounds.',
  },
  'non-finite': {
    choices: ['stop', 'exclude'] as const,
    describe:
      'Where an agent receives NaN or an infinite number: stop the run, or exclude the sender from the rule. [default: stop]',
  },
  out: { type: 'string', describe: 'Output folder. [default: results/train/<run id>]' },
  resume: {
    type: 'string',
    describe:
      'Folder of an interrupted run: goes on with it, as it was configured. [default: a new run]',
  },
  ...machineOptions,
  ...resumeOptions,
} as const satisfies Record<string, Options>;

export type TrainArguments = InferredOptionTypes<typeof trainOptions>;

/** `400,300` as the units of the two hidden layers. */
export function parseHidden(text: string): [number, number] {
  const units = text.split(',').map(Number);
  const [first, second] = units;
  if (units.length === 2 && isCount(first) && isCount(second)) return [first, second];
  throw new UserError(
    `--hidden ${text} is not two layers of at least one unit. Give two whole numbers, such as 400,300.`,
  );
}

function isCount(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
