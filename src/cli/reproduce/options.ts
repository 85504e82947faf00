import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { InferredOptionTypes, Options } from 'yargs';
import { UserError } from '../../errors.ts';
import { PAPER_TASKS } from '../../experiment/defaults.ts';
import { SCALES, SCALE_NAMES } from '../../experiment/scale.ts';
import { cohortOptions, machineOptions, resumeOptions } from '../options.ts';
import type { Reproduction } from '../reproduction.ts';

/** One table: the options of `reproduce`, their help and their types. */
export const reproduceOptions = {
  scale: {
    choices: SCALE_NAMES,
    default: 'quick' as const,
    describe: SCALE_NAMES.map((name) => `${name}: ${SCALES[name].summary}`).join('; ') + '.',
  },
  figure: {
    type: 'string',
    default: 'pendulum',
    describe:
      'What to reproduce: a panel (2a, 2b, 3a, 3b, 4a, 4b, 5a, 5b), a figure (2 to 5), all panels of a task (pendulum, half-cheetah), all, or several of these with commas.',
  },
  seeds: { type: 'number', default: 1, describe: 'Number of seeds: 0, 1, 2 ...' },
  period: {
    type: 'number',
    describe:
      'Steps between communication rounds. 1: a round after each update, none in the warm-up. [default: the scale’s]',
  },
  'attack-beta': {
    type: 'number',
    alias: 'beta',
    describe: 'Step size of the attacks. [default: 0.5; 0.05 at --period 1]',
  },
  task: {
    type: 'string',
    describe: `Task of Figs. 2b, 5a and 5b, with the pendulum’s settings. [default: ${PAPER_TASKS.pendulum}]`,
  },
  'replay-capacity': {
    type: 'number',
    describe: 'Transitions a learner remembers. [default: the scale’s]',
  },
  plan: {
    type: 'boolean',
    default: false,
    describe:
      'Print the runs, how far they are, memory and an estimate of the time; train and write nothing.',
  },
  jobs: {
    type: 'number',
    describe:
      'Processes that train at once, each with its share of the threads. [default: 2, or 1 on one core or a GPU]',
  },
  out: { type: 'string', describe: 'Output folder. [default: results/<scale>-<figure>]' },
  ...machineOptions,
  ...resumeOptions,
  ...cohortOptions,
} as const satisfies Record<string, Options>;

export type ReproduceArguments = InferredOptionTypes<typeof reproduceOptions>;

/** What the options ask for. Throws a `UserError` where that cannot be. */
export function reproductionOf(args: ReproduceArguments): Reproduction {
  const { scale, figure, seeds, period, 'attack-beta': beta, task } = args;
  requireCount('--seeds', seeds);
  if (task === PAPER_TASKS.halfCheetah) {
    throw new UserError(
      `--task ${task} is the task of Figs. 2a, 3 and 4 already. Give one in place of ${PAPER_TASKS.pendulum}, such as InvertedDoublePendulum-v5.`,
    );
  }
  return {
    format: 1,
    scale,
    figure,
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    period: period ?? null,
    beta: beta ?? null,
    task: task === PAPER_TASKS.pendulum ? null : (task ?? null),
    replayCapacity: args['replay-capacity'] ?? null,
  };
}

export function outputFolderOf({ out, scale, figure }: ReproduceArguments): string {
  return out ?? join('results', `${scale}-${figure.replaceAll(/\s*,\s*/g, '-')}`);
}

/**
 * Processes that train at once: as asked for, by default two, so that one trains while the other waits
 * for its evaluations. On one core, or on a GPU, two would only share.
 *
 * @param device that was loaded; before that, the one that is asked for
 */
export function jobsOn(
  device: ReproduceArguments['device'],
  { jobs, threads }: Pick<ReproduceArguments, 'jobs' | 'threads'>,
): number {
  if (jobs !== undefined || device === 'gpu') return jobs ?? 1;
  return Math.min(2, threads ?? availableParallelism());
}

/** Throws a `UserError` where an option of how to train is no number that it can be. */
export function assertTrainable(
  args: Partial<Readonly<Record<'jobs' | 'runs-per-cohort' | 'env-workers', number | undefined>>>,
): void {
  for (const name of ['jobs', 'runs-per-cohort', 'env-workers'] as const) {
    const value = args[name];
    if (value !== undefined) requireCount(`--${name}`, value);
  }
}

/** Throws a `UserError` unless a value is a whole number of at least 1. */
export function requireCount(option: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new UserError(`${option} has to be a whole number of at least 1, got ${value}.`);
}
