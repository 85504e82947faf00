import { join } from 'node:path';
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs';
import { loadBackend } from '../backend/backend.ts';
import { UserError } from '../errors.ts';
import { describeRun, type PaperPanel, type PlannedRun } from '../experiment/paperPlan.ts';
import { resumeStep } from '../experiment/resume.ts';
import { SCALES, SCALE_NAMES } from '../experiment/scale.ts';
import { trainCohort } from '../experiment/trainCohort.ts';
import { drawAndTell } from './draw.ts';
import { failureText, keptIn } from './failure.ts';
import { interruptible } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { machineOptions, resumeOptions } from './options.ts';
import { assertFreeFolder, emptyFolder } from './outputFolder.ts';
import { meanReturn, createProgress } from './progress.ts';
import {
  assertClaimable,
  claimFolder,
  planOf,
  readReproduction,
  recordOf,
  runFolder,
  type Reproduction,
} from './reproduction.ts';
import { strict } from './strict.ts';
import { machineOf } from './train.ts';

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
  const backend = await loadBackend(machineOf(args));
  let isPrepared = false;
  return interruptible(async (signal) => {
    let outcome: Outcome = 'done';
    const warn = (message: string) => process.stderr.write(`resilient-marl: ${message}\n`);
    const cohorts = cohortsOf(out, missing, SCALES[args.scale].runsPerCohort, warn);
    for (const [index, runs] of cohorts.entries()) {
      const configs = runs.map(({ config }) => config);
      const title = `${configs[0]?.task ?? ''} ${index + 1}/${cohorts.length}`;
      const progress = createProgress(title, configs[0]?.steps ?? 0, args.quiet);
      let latest = `${runs.length} runs`;
      const training = { hasBegun: false };
      try {
        const records = await trainCohort(configs, {
          backend,
          folders: runs.map(({ id }) => runFolder(out, id)),
          onMemory: (memory) => {
            progress.begin(`memory: ${memory}`);
          },
          onReady: () => {
            if (!isPrepared) prepare();
            isPrepared = true;
            training.hasBegun = true;
          },
          signal,
          onWarning: warn,
          checkpointSeconds: args['checkpoint-seconds'],
          allowVersionChange: args['allow-version-change'],
          onStep: ({ step, evaluation }) => {
            if (evaluation) latest = `${runs.length} runs, mean return ${meanReturn(evaluation)}`;
            progress.update(step, latest);
          },
        });
        if (records.some(({ status }) => status === 'failed')) outcome = 'failed';
      } catch (error) {
        // A mistake in the settings stops everything; a fault of one cohort leaves the others to go on.
        if (error instanceof UserError && !training.hasBegun) throw error;
        process.stderr.write(
          `\nresilient-marl: ${title} failed: ${failureText(error)}\n${keptIn(out)}\n`,
        );
        outcome = 'failed';
      } finally {
        progress.stop();
      }
      if (signal.aborted) return 'interrupted';
    }
    return outcome;
  });
}

/** Runs of one task that stand at the same step, in groups of at most `size`. */
function cohortsOf(
  out: string,
  runs: readonly PlannedRun[],
  size: number,
  warn: (message: string) => void,
): PlannedRun[][] {
  const groups = new Map<string, PlannedRun[]>();
  for (const run of runs) {
    const key = `${run.config.task} ${resumeStep(runFolder(out, run.id), run.config, warn)}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
      group.slice(index * size, (index + 1) * size),
    ),
  );
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
