import type { Argv, CommandModule } from 'yargs';
import { loadBackend, type LoadedBackend } from '../backend/backend.ts';
import { SCALES } from '../experiment/scale.ts';
import { drawAndTell } from './draw.ts';
import { failureText, keptIn } from './failure.ts';
import { interruptible } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { assertFreeFolder, emptyFolder } from './outputFolder.ts';
import { createProgress } from './progress.ts';
import { announcement, differencesText, planText } from './reproduce/announce.ts';
import type { PlannedCohort } from './reproduce/cohorts.ts';
import { failureList } from './reproduce/failureList.ts';
import { jobTrainer } from './reproduce/jobs.ts';
import {
  outputFolderOf,
  reproduceOptions,
  reproductionOf,
  requireCount,
  type ReproduceArguments,
} from './reproduce/options.ts';
import {
  describeTasks,
  estimateText,
  fittingCohorts,
  shareOf,
  type Specs,
} from './reproduce/preparation.ts';
import { statesOf, type RunState } from './reproduce/states.ts';
import { runSteps, trainAll } from './reproduce/trainAll.ts';
import { localTrainer } from './reproduce/trainer.ts';
import { assertSameVersions, currentVersions } from './reproduce/versions.ts';
import {
  claimFolder,
  grownReproduction,
  planOf,
  readReproduction,
  type Reproduction,
  type VersionChange,
} from './reproduction.ts';
import { strict } from './strict.ts';
import { machineOf } from './train.ts';

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
      ending(await reproduce(args));
    },
  };
}

async function reproduce(args: ReproduceArguments): Promise<Outcome> {
  requireCount('--jobs', args.jobs);
  const asked = reproductionOf(args);
  const { panels, runs } = planOf(asked);
  const out = outputFolderOf(args);
  if (args.overwrite) assertFreeFolder(out, true);
  const goal = args.overwrite ? asked : grownReproduction(out, asked);
  const states = args.overwrite
    ? runs.map((run): RunState => ({ run, record: null, isFinished: false, step: 0 }))
    : statesOf(out, runs, warn);
  const missing = states.filter(({ isFinished }) => !isFinished);
  if (args.plan) {
    process.stdout.write(planText(out, states));
    if (missing.length > 0) {
      const { memory, estimate } = await prepare(missing, args);
      process.stdout.write(`${memory}\n${await estimate()}\n`);
    }
    return 'done';
  }
  if (!args.quiet) process.stderr.write(announcement(out, panels, states));
  if (missing.length === 0) {
    const known = readReproduction(out);
    if (known && JSON.stringify(known) !== JSON.stringify(goal)) claimFolder(out, goal);
    await drawAndTell(out, goal);
    return 'done';
  }
  const outcome = await train(out, goal, states, args);
  if (!readReproduction(out)) return outcome;
  try {
    await drawAndTell(out, goal);
    return outcome;
  } catch (error) {
    // After hours of training, a disk that is full by now is no mistake in what was asked for.
    process.stderr.write(`resilient-marl: ${failureText(error)}\n${keptIn(out)}\n`);
    return 'failed';
  }
}

/** What is known before anything is trained. */
interface Preparation {
  readonly backend: LoadedBackend;
  readonly specs: Specs;
  readonly cohorts: readonly PlannedCohort[];
  readonly memory: string;
  /** Measures how long it takes, and says it. */
  readonly estimate: () => Promise<string>;
}

async function prepare(
  missing: readonly RunState[],
  args: ReproduceArguments,
): Promise<Preparation> {
  const { jobs } = args;
  const backend = await loadBackend(shareOf(machineOf(args), jobs));
  const specs = await describeTasks(missing);
  const size = SCALES[args.scale].runsPerCohort;
  const { cohorts, memory } = fittingCohorts(missing, specs, { size, jobs });
  return {
    backend,
    specs,
    cohorts,
    memory,
    estimate: () => estimateText(cohorts, jobs, backend),
  };
}

async function train(
  out: string,
  goal: Reproduction,
  states: readonly RunState[],
  args: ReproduceArguments,
): Promise<Outcome> {
  const missing = states.filter(({ isFinished }) => !isFinished);
  const { backend, specs, cohorts, memory, estimate } = await prepare(missing, args);
  const [spec] = specs.values();
  const changed = assertSameVersions(
    out,
    states.filter(({ step }) => step > 0),
    currentVersions(backend, spec?.versions ?? {}),
    args['allow-version-change'],
  );
  if (!args.quiet) {
    process.stderr.write(`${differencesText(missing.map(({ run }) => run))}${await estimate()}\n`);
  }
  const claim = () => {
    if (args.overwrite) emptyFolder(out);
    claimFolder(out, changed === null ? goal : marked(goal, changed));
  };
  const settings = {
    out,
    checkpointSeconds: args['checkpoint-seconds'],
    allowVersionChange: args['allow-version-change'],
    isResumed: !args.overwrite,
  };
  const { jobs } = args;
  // A job writes as soon as it can.
  if (jobs > 1) claim();
  const trainer =
    jobs === 1
      ? localTrainer(backend, settings)
      : jobTrainer(settings, shareOf(machineOf(args), jobs));
  const total = cohorts.reduce((sum, cohort) => sum + runSteps(cohort), 0);
  const progress = createProgress(`${missing.length} runs`, total, args.quiet);
  const { outcome, failures } = await interruptible((signal) =>
    trainAll(cohorts, {
      trainer,
      jobs,
      progress,
      prepare: () => {
        if (jobs === 1) claim();
        progress.begin(memory);
      },
      warn,
      signal,
    }),
  );
  if (failures.length > 0) {
    const planned = states.map(({ run }) => run);
    process.stderr.write(
      `resilient-marl: ${failureList(out, planned, failures)}\n${keptIn(out)}\n`,
    );
  }
  return outcome;
}

function marked(goal: Reproduction, changed: VersionChange['changed']): Reproduction {
  const change = { at: new Date().toISOString(), changed };
  return { ...goal, versionChanges: [...(goal.versionChanges ?? []), change] };
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}
