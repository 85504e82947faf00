import type { InferredOptionTypes, Options } from 'yargs';
import { SCALES, SCALE_NAMES } from '../experiment/scale.ts';
import { PUBLISHED_TASKS, type PublishedTask } from '../published/sources.ts';
import { cohortOptions, machineOptions, resumeOptions } from './options.ts';

/** The tasks that have published curves, by the names of `--task`. */
export const TASKS = Object.keys(PUBLISHED_TASKS) as PublishedTask[];

/** The options of `compare`. What is undefined was left out: not all go with run folders. */
export const compareOptions = {
  task: {
    choices: [...TASKS, 'both'] as const,
    describe: 'What to train. [default: both]',
  },
  steps: {
    type: 'number',
    describe:
      'Environment steps of each agent, warm-up included. [default: 125000 on HalfCheetah, 75000 on InvertedPendulum; at other scales than paper, the scale’s]',
  },
  scale: {
    choices: SCALE_NAMES,
    describe:
      SCALE_NAMES.map((name) => `${name}: ${SCALES[name].summary}`).join('; ') +
      '. [default: paper]',
  },
  seeds: { type: 'number', describe: 'Runs of each task, of eight agents each. [default: 1]' },
  out: { type: 'string', describe: 'Output folder. [default: results/compare]' },
  ...machineOptions,
  ...resumeOptions,
  ...cohortOptions,
} as const satisfies Record<string, Options>;

/** What the command line gives `compare`. */
export type CompareArguments = InferredOptionTypes<typeof compareOptions> & {
  readonly folders: readonly string[];
};
