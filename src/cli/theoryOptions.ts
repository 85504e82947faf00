import type { InferredOptionTypes, Options } from 'yargs';
import { machineOptions } from './options.ts';

/** The options of `theory`. */
export const theoryOptions = {
  seeds: {
    type: 'number',
    default: 8,
    describe: 'Runs of each rule in the checks of Theorems 1 and 2.',
  },
  quick: {
    type: 'boolean',
    default: false,
    describe: 'A tenth of the steps and trials: a look, in seconds.',
  },
  out: { type: 'string', default: 'results/theory', describe: 'Output folder.' },
  ...machineOptions,
} as const satisfies Record<string, Options>;

/** What the command line gives `theory`. */
export type TheoryArguments = InferredOptionTypes<typeof theoryOptions>;
