import type { LoadedBackend } from '../backend/backend.ts';
import { removeCheckpoints, removeCheckpointsAfter } from '../checkpoint/checkpointFolder.ts';
import type { SpreadPool } from '../env/spreadPool.ts';
import { UserError, messageOf } from '../errors.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { Replay } from '../replay/replay.ts';
import { assertRunConfig } from './assertRunConfig.ts';
import { availableMemory } from './availableMemory.ts';
import { Checkpoints } from './checkpoints.ts';
import { formCohort, type Cohort } from './cohort.ts';
import { createCommunication } from './communication.ts';
import { createLearner } from './createLearner.ts';
import type { RunConfig } from './config.ts';
import { assertFitsDevice, deviceMemoryNeed } from './deviceMemory.ts';
import { envWorkersOf, startEnvironments, startEvaluationEnvironments } from './environments.ts';
import { Evaluator } from './evaluator.ts';
import { Experience } from './experience.ts';
import { assertSameVersion, assertUnfinished, commonCheckpoints, type Origin } from './goingOn.ts';
import type { Journal } from './journal.ts';
import { layoutFor, type Layout } from './layout.ts';
import { firstStart, trainingLoop, type StepEvent } from './loop.ts';
import { assertFits, memoryNeed, memoryText, replaySizes } from './memory.ts';
import { openJournals } from './openJournals.ts';
import { explainMemory } from './outOfMemory.ts';
import { describeCode, describeCpu } from './provenance.ts';
import { resumeCohort } from './resume.ts';
import { lockFolders } from './runLock.ts';
import { WorkerRestarts, assertWorkerTimeout } from './workerRestarts.ts';

export interface TrainOptions {
  readonly backend: LoadedBackend;
  /** Folder of each run, in the order of the configurations. */
  readonly folders: readonly string[];
  /** Called with the memory that is needed, once it is known to be there; see `memoryText`. */
  readonly onMemory?: (memory: string) => void;
  /** Called once everything works and before the first file is written. */
  readonly onReady?: () => void;
  /** Aborted: the cohort stops after the step under way, and what was done is kept. */
  readonly signal: AbortSignal;
  /** Told what is no error and yet worth knowing, such as a worker that was replaced. */
  readonly onWarning?: (message: string) => void;
  /** Whether runs go on from checkpoints in their folders; default: yes. */
  readonly isResumed?: boolean;
  /** Seconds between checkpoints. Default: 60. */
  readonly checkpointSeconds?: number;
  /** Seconds that an environment worker may take for an answer; then it is replaced. Default: 60. */
  readonly workerTimeoutSeconds?: number;
  /** Processes among which the environments are divided. Default: `workersFor`. */
  readonly envWorkers?: number | undefined;
  /**
   * Bytes that are free on the GPU before this process has taken any; null, the default: nothing is checked.
   * TensorFlow keeps what a cohort before has taken, and takes it again, which the driver cannot tell.
   */
  readonly deviceMemory?: number | null;
  /** Goes on from checkpoints of another version of the program or its libraries; default: refuses. */
  readonly allowVersionChange?: boolean;
  /** Default: that of the device. */
  readonly layout?: Layout;
  /** Told after every step. */
  readonly onStep: (event: StepEvent) => void;
}

/** How each run of a cohort ended, in the order of the configurations. */
export type TrainResult = readonly RunRecord<RunConfig>[];

/**
 * Trains one or more runs in lockstep and writes their folders. Runs with a checkpoint in their folder
 * go on from it; all have to stand at the same step then (`resumeStep`). A run whose numbers stop being finite
 * fails alone; whatever else goes wrong fails all runs that were still going on, and is thrown.
 */
export async function trainCohort(
  configs: readonly RunConfig[],
  options: TrainOptions,
): Promise<TrainResult> {
  configs.forEach(assertRunConfig);
  // First of all: of two processes that start together the second is refused before it does any harm.
  const unlock = lockFolders(options.folders);
  try {
    if (options.isResumed ?? true) assertUnfinished(options.folders);
    return await train(configs, options);
  } catch (error) {
    throw explainMemory(error, configs.length, options.backend.device);
  } finally {
    unlock();
  }
}

async function train(
  configs: readonly RunConfig[],
  {
    backend,
    folders,
    onMemory,
    onReady,
    signal,
    onWarning = () => undefined,
    isResumed = true,
    checkpointSeconds = 60,
    workerTimeoutSeconds = 60,
    envWorkers,
    deviceMemory = null,
    allowVersionChange = false,
    layout = layoutFor(backend),
    onStep,
  }: TrainOptions,
): Promise<TrainResult> {
  if (!(checkpointSeconds >= 0)) {
    throw new UserError(`--checkpoint-seconds has to be at least 0, got ${checkpointSeconds}.`);
  }
  assertWorkerTimeout(workerTimeoutSeconds);
  const cohort = formCohort(configs);
  const checkpoints = isResumed ? commonCheckpoints(configs, folders, onWarning) : null;
  const available = availableMemory();
  const restarts = new WorkerRestarts(onWarning);
  const supervision = {
    timeoutMs: Math.round(1000 * workerTimeoutSeconds),
    onRestart: restarts.onRestart,
  };
  const workers = envWorkersOf(cohort, backend.device, envWorkers);
  await using pool = await startEnvironments(cohort, workers, supervision);
  const need = memoryNeed(cohort, pool.spec, workers);
  assertFits(cohort, need, available);
  assertFitsDevice(cohort, deviceMemoryNeed(cohort, pool.spec), deviceMemory);
  onMemory?.(memoryText(need, available));
  await using evaluationPool = await startEvaluationEnvironments(cohort, workers, supervision);
  const communication = createCommunication(cohort, layout.lanes);
  using learner = createLearner(cohort, pool.spec, { ...communication, ...layout });
  const experience = new Experience(new Replay(replaySizes(cohort, pool.spec)), learner);
  const evaluator = new Evaluator(cohort, learner, evaluationPool);
  const origin = originOf(cohort, backend, pool);
  if (checkpoints && !allowVersionChange) {
    for (const folder of folders) assertSameVersion(folder, origin);
  }
  const stateful = { cohort, learner, experience, pool };
  const start = checkpoints
    ? await resumeCohort(stateful, checkpoints)
    : await firstStart(cohort, pool);

  onReady?.();
  const journals: Journal[] = [];
  try {
    for (const folder of folders) removeCheckpointsAfter(folder, start.stepsDone);
    for (const journal of openJournals(cohort, folders, origin, checkpoints)) {
      journals.push(journal);
    }
    restarts.countIn(journals);
    const saving = new Checkpoints(stateful, journals, start, checkpoints, checkpointSeconds);
    const parts = { cohort, learner, communication, experience, pool, evaluator, start };
    let step = start.stepsDone;
    for await (const event of trainingLoop(parts)) {
      ({ step } = event);
      journals.forEach((journal) => {
        journal.observe(event);
      });
      onStep(event);
      if (signal.aborted || journals.every(({ isOver }) => isOver)) break;
      if (step < cohort.shared.steps) await saving.saveIfDue(step);
    }
    if (signal.aborted && step < cohort.shared.steps) {
      await saving.save(step);
      return journals.map((journal) => journal.end('interrupted'));
    }
    return journals.map((journal) => {
      const record = journal.end('finished');
      if (record.status === 'finished') removeCheckpoints(journal.folder);
      return record;
    });
  } catch (failure) {
    const error = explainMemory(failure, configs.length, backend.device);
    for (const journal of journals) journal.giveUp({ message: messageOf(error) });
    throw error;
  }
}

/** The worker's versions without its processor, which is this machine's and has its own entry. */
function workerVersions({ spec: { versions } }: SpreadPool): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).filter(([name]) => name !== 'cpu'));
}

/** What made a run, as far as all runs of a call share it. */
function originOf(cohort: Cohort, backend: LoadedBackend, pool: SpreadPool): Origin {
  const { version, commit, dirty, hash } = describeCode();
  return {
    cohort: {
      runs: cohort.runs.length,
      learners: cohort.members.length,
      envWorkers: pool.pids.length,
    },
    device: `${backend.device.toUpperCase()}: ${backend.deviceName}`,
    gpu: backend.gpu,
    versions: {
      'resilient-marl': version,
      node: process.versions.node,
      tensorflow: backend.tensorflowVersion,
      tfjs: backend.tfjsVersion,
      ...workerVersions(pool),
    },
    switches: backend.switches,
    cpu: describeCpu(),
    code: { commit, dirty, hash },
  };
}
