import { join } from 'node:path';
import type { Argv, CommandModule } from 'yargs';
import { deviceText, gpuMemory, loadBackend, type LoadedBackend } from '../backend/backend.ts';
import { UserError } from '../errors.ts';
import { createRunConfig } from '../experiment/createRunConfig.ts';
import type { RunConfig } from '../experiment/config.ts';
import { readGraph } from '../experiment/readGraph.ts';
import { runId } from '../experiment/runId.ts';
import { trainCohort } from '../experiment/trainCohort.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { failureText, keptIn } from './failure.ts';
import { assertNotInterrupted, resumeCommand, runToResume } from './interruptedRun.ts';
import { interruptible } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { parseHidden, trainOptions, type TrainArguments } from './options.ts';
import { assertFreeFolder, emptyFolder } from './outputFolder.ts';
import { meanReturn, createProgress } from './progress.ts';
import { strict } from './strict.ts';

/** `train`: one run with every choice open. */
export function trainCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, TrainArguments> {
  let parser: Argv | null = null;
  return {
    command: 'train',
    describe: 'Train one run: task, rule, attack, graph and every hyper-parameter.',
    builder: (cli): Argv<TrainArguments> => {
      parser = cli;
      return cli
        .options(strict(trainOptions))
        .example(
          '$0 train --task InvertedPendulum-v4 --rule medoid --attack average --steps 8000 --warmup 500 --hidden 64,64 --batch 64 --period 250 --evaluation-period 250',
          'a small attacked run',
        );
    },
    handler: async (args) => {
      const run = runOf(args, defaultedIn(parser));
      if (!run) return;
      const backend = await loadBackend(machineOf(args));
      ending(await interruptible((signal) => trainOne(run, args, backend, signal)));
    },
  };
}

interface WantedRun {
  readonly config: RunConfig;
  readonly folder: string;
  readonly isResumed: boolean;
}

/** The run to train; null where it is finished, which is told. */
function runOf(
  args: TrainArguments,
  defaulted: Readonly<Record<string, boolean>>,
): WantedRun | null {
  if (args.resume !== undefined) {
    const { config, status, stepsDone } = runToResume(args.resume, args, defaulted);
    if (status === 'finished') {
      process.stdout.write(`finished before, after ${stepsDone} steps: ${args.resume}\n`);
      return null;
    }
    return { config, folder: args.resume, isResumed: true };
  }
  const config = configOf(args);
  const folder = args.out ?? join('results', 'train', runId(config));
  if (!args.overwrite) assertNotInterrupted(folder, config);
  assertFreeFolder(folder, args.overwrite);
  return { config, folder, isResumed: false };
}

/** Names of the options that were not given and have a default. yargs knows and its types do not tell. */
function defaultedIn(parser: Argv | null): Readonly<Record<string, boolean>> {
  const parsed = parser?.parsed as { defaulted?: Readonly<Record<string, boolean>> } | undefined;
  return parsed?.defaulted ?? {};
}

async function trainOne(
  { config, folder, isResumed }: WantedRun,
  args: TrainArguments,
  backend: LoadedBackend,
  signal: AbortSignal,
): Promise<Outcome> {
  const progress = createProgress('train', config.steps, args.quiet);
  let latest = '';
  const training = { hasBegun: false };
  try {
    const [record] = await trainCohort([config], {
      backend,
      folders: [folder],
      onMemory: (memory) => {
        progress.begin(`device: ${deviceText(backend)}\nmemory: ${memory}`);
      },
      onReady: () => {
        if (!isResumed) {
          // Another process may have trained here since the first look; now the folder is ours.
          assertFreeFolder(folder, args.overwrite);
          emptyFolder(folder);
        }
        training.hasBegun = true;
      },
      signal,
      onWarning: (message) => process.stderr.write(`resilient-marl: ${message}\n`),
      isResumed,
      checkpointSeconds: args['checkpoint-seconds'],
      workerTimeoutSeconds: args['worker-timeout'],
      envWorkers: args['env-workers'],
      deviceMemory: gpuMemory()?.freeBytes ?? null,
      allowVersionChange: args['allow-version-change'],
      onStep: ({ step, evaluation }) => {
        if (evaluation) latest = `mean return ${meanReturn(evaluation)}`;
        progress.update(step, latest);
      },
    });
    progress.stop();
    if (!record) throw new Error('trainCohort returned no record.');
    return tellEnd(record, folder, latest);
  } catch (error) {
    progress.stop();
    // A disk that fills up under a run is no mistake in what was asked for.
    if (error instanceof UserError && !training.hasBegun) throw error;
    process.stderr.write(`resilient-marl: ${failureText(error)}\n${keptIn(folder)}\n`);
    return 'failed';
  }
}

function tellEnd(record: RunRecord<RunConfig>, folder: string, latest: string): Outcome {
  const { status, error, stepsDone, wallSeconds, device } = record;
  if (status === 'failed') {
    process.stderr.write(`resilient-marl: ${error?.message ?? 'failed'}\n${keptIn(folder)}\n`);
    return 'failed';
  }
  const end = `${status} after ${stepsDone} steps and ${wallSeconds.toFixed(0)} s, on ${device}`;
  process.stdout.write(`${[end, ...(latest === '' ? [] : [latest])].join(', ')}: ${folder}\n`);
  if (status !== 'interrupted') return 'done';
  process.stdout.write(`Go on with it: ${resumeCommand(folder)}\n`);
  return 'interrupted';
}

function configOf(args: TrainArguments): RunConfig {
  return createRunConfig({
    ...args,
    medianEvenCount: args['median-even-count'],
    medoidTie: args['medoid-tie'],
    nonFinite: args['non-finite'],
    attack: args.attack === 'none' ? null : args.attack,
    graph: readGraph(args.graph),
    aggregateDuringWarmup: args['aggregate-during-warmup'],
    evaluationPeriod: args['evaluation-period'],
    learner: {
      hidden: parseHidden(args.hidden),
      criticActionLayer: args['critic-action-layer'],
      batch: args.batch,
      replayCapacity: args['replay-capacity'],
      gamma: args.gamma,
      tau: args.tau,
      actorLearningRate: args['actor-learning-rate'],
      criticLearningRate: args['critic-learning-rate'],
      noise: args.noise,
    },
  });
}

/** What `--device` and `--threads` ask of the backend. */
export function machineOf({ device, threads }: Pick<TrainArguments, 'device' | 'threads'>) {
  if (threads === undefined) return { device };
  if (Number.isSafeInteger(threads) && threads >= 1) return { device, threads };
  throw new UserError(`--threads has to be a whole number of at least 1, got ${threads}.`);
}
