import { join } from 'node:path';
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs';
import { loadBackend } from '../backend/backend.ts';
import { UserError } from '../errors.ts';
import { describeRun, type PaperPanel, type PlannedRun } from '../experiment/paperPlan.ts';
import { SCALES, SCALE_NAMES } from '../experiment/scale.ts';
import { drawAndTell } from './draw.ts';
import { failureText, keptIn } from './failure.ts';
import { interruptible } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { machineOptions, resumeOptions } from './options.ts';
import { assertFreeFolder, emptyFolder } from './outputFolder.ts';
import {
  assertClaimable,
  claimFolder,
  planOf,
  readReproduction,
  recordOf,
  type Reproduction,
} from './reproduction.ts';
import { strict } from './strict.ts';
import { machineOf } from './train.ts';
import { trainRuns } from './trainRuns.ts';

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
      'What to reproduce: a panel (2a, 2b, 3a, 3b, 4a, 4b, 5a, 5b), a figure (2 to 5), all panels of a task (pendulum, half-cheetah), or all.',
  },
  seeds: { type: 'number', default: 1, describe: 'Number of seeds: 0, 1, 2 ...' },
  period: {
    type: 'number',
    describe: 'Steps between communication rounds. [default: the scale’s]',
  },
  'attack-beta': {
    type: 'number',
    alias: 'beta',
    describe: 'Step size of the attacks. [default: 0.5; 0.05 at --period 1]',
  },
  plan: {
    type: 'boolean',
    default: false,
    describe: 'Print the runs, their steps and how far they are, and train nothing.',
  },
  out: { type: 'string', describe: 'Output folder. [default: results/<scale>-<figure>]' },
  ...machineOptions,
  ...resumeOptions,
} as const satisfies Record<string, Options>;

type ReproduceArguments = InferredOptionTypes<typeof reproduceOptions>;

/** `reproduce`, also the default command: the paper's figures. */
export function reproduceCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, ReproduceArguments> {
  return {
    command: ['reproduce', '$0'],
    describe: 'Reproduce figures of the paper: train what they need, draw them, write a report.',
    builder: (cli): Argv<ReproduceArguments> =>
      cli
        .options(strict(reproduceOptions))
        .example('$0 reproduce', 'Figs. 2b, 5a and 5b in small')
        .example(
          '$0 reproduce --figure 3 --scale paper --seeds 3 --plan',
          'the runs that it needs',
        ),
    handler: async (args) => {
      const reproduction = reproductionOf(args);
      const { panels, runs } = planOf(reproduction);
      const out = args.out ?? join('results', `${args.scale}-${args.figure}`);
      if (args.plan) {
        process.stdout.write(`${planTable(out, runs)}\n`);
        return;
      }
      if (args.overwrite) assertFreeFolder(out, true);
      else assertClaimable(out, reproduction);
      const isMissing = (run: PlannedRun) => recordOf(out, run)?.status !== 'finished';
      const missing = args.overwrite ? runs : runs.filter(isMissing);
      if (!args.quiet) announce(out, panels, runs, missing);
      if (missing.length > 0) {
        const prepare = () => {
          if (args.overwrite) emptyFolder(out);
          claimFolder(out, reproduction);
        };
        ending(await trainMissing(out, missing, args, prepare));
      }
      if (!readReproduction(out)) return;
      try {
        await drawAndTell(out, reproduction);
      } catch (error) {
        // After hours of training, a disk that is full by now is no mistake in what was asked for.
        if (missing.length === 0) throw error;
        process.stderr.write(`resilient-marl: ${failureText(error)}\n${keptIn(out)}\n`);
        ending('failed');
      }
    },
  };
}

function reproductionOf(args: ReproduceArguments): Reproduction {
  const { scale, figure, seeds, period, 'attack-beta': beta } = args;
  if (!Number.isSafeInteger(seeds) || seeds < 1) {
    throw new UserError(`--seeds has to be a whole number of at least 1, got ${seeds}.`);
  }
  return {
    format: 1,
    scale,
    figure,
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    period: period ?? null,
    beta: beta ?? null,
  };
}

function announce(
  out: string,
  panels: readonly PaperPanel[],
  runs: readonly PlannedRun[],
  missing: readonly PlannedRun[],
): void {
  const figures = panels.map(({ id }) => id).join(', ');
  const done = runs.length - missing.length;
  process.stderr.write(
    `Panels ${figures}: ${runs.length} runs, ${done} of them done. Output: ${out}\n` +
      (missing.length === 0 ? 'Nothing to train: redrawing. --overwrite trains anew.\n' : ''),
  );
}

/** @param prepare makes the folder ready; called once, before the first file of a run is written */
async function trainMissing(
  out: string,
  missing: readonly PlannedRun[],
  args: ReproduceArguments,
  prepare: () => void,
): Promise<Outcome> {
  const options = {
    backend: await loadBackend(machineOf(args)),
    out,
    runsPerCohort: SCALES[args.scale].runsPerCohort,
    checkpointSeconds: args['checkpoint-seconds'],
    allowVersionChange: args['allow-version-change'],
    isResumed: !args.overwrite,
    isQuiet: args.quiet,
    prepare,
  };
  return interruptible((signal) => trainRuns(missing, options, signal));
}

function planTable(out: string, runs: readonly PlannedRun[]): string {
  const rows = runs.map((run) => {
    const record = recordOf(out, run);
    const state = record ? `${record.status} at ${record.stepsDone}` : 'not started';
    return `${describeRun(run.config).padEnd(76)} panels ${run.panels.join(' ').padEnd(12)} ${state}`;
  });
  const steps = runs.reduce((sum, { config }) => sum + config.steps, 0);
  return [
    ...rows,
    '',
    `${runs.length} runs, ${steps.toLocaleString('en-US')} steps of an agent in all. Output: ${out}`,
  ].join('\n');
}
