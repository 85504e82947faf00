import type { LoadedBackend } from '../backend/backend.ts';
import {
  checkpointSteps,
  removeCheckpoints,
  removeCheckpointsAfter,
} from '../checkpoint/checkpointFolder.ts';
import type { EnvSpec } from '../env/envPool.ts';
import { SupervisedPool } from '../env/supervisedPool.ts';
import { UserError, messageOf } from '../errors.ts';
import { RunLog } from '../metrics/runLog.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { Replay } from '../replay/replay.ts';
import { assertRunConfig } from './assertRunConfig.ts';
import { availableMemory } from './availableMemory.ts';
import { Checkpoints } from './checkpoints.ts';
import { formCohort, type Cohort } from './cohort.ts';
import { createCommunication } from './communication.ts';
import { createLearner } from './createLearner.ts';
import type { RunConfig } from './config.ts';
import { Evaluator, evaluatedRows } from './evaluator.ts';
import { Experience } from './experience.ts';
import { assertSameVersion, commonCheckpoints, goingOn, type Origin } from './goingOn.ts';
import { Journal } from './journal.ts';
import { layoutFor, type Layout } from './layout.ts';
import { firstStart, trainingLoop, type StepEvent } from './loop.ts';
import { assertFits, memoryNeed, memoryText, replaySizes } from './memory.ts';
import { describeCode, describeCpu } from './provenance.ts';
import { resumeCohort } from './resume.ts';
import type { RunCheckpoint } from './runCheckpoint.ts';
import { runId } from './runId.ts';
import { assertUnlocked, lockFolders } from './runLock.ts';
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
    allowVersionChange = false,
    layout = layoutFor(backend),
    onStep,
  }: TrainOptions,
): Promise<TrainResult> {
  configs.forEach(assertRunConfig);
  if (!(checkpointSeconds >= 0)) {
    throw new UserError(`--checkpoint-seconds has to be at least 0, got ${checkpointSeconds}.`);
  }
  assertWorkerTimeout(workerTimeoutSeconds);
  const cohort = formCohort(configs);
  const { task } = cohort.shared;
  assertUnlocked(folders);
  const seen = folders.map(checkpointSteps);
  const checkpoints = isResumed ? commonCheckpoints(configs, folders, onWarning) : null;
  const available = availableMemory();
  const restarts = new WorkerRestarts(onWarning);
  const supervision = {
    timeoutMs: Math.round(1000 * workerTimeoutSeconds),
    onRestart: restarts.onRestart,
  };
  const startPool = (count: number) => SupervisedPool.start({ task, count, ...supervision });
  await using pool = await startPool(cohort.members.length);
  assertSymmetric(pool.spec);
  const need = memoryNeed(cohort, pool.spec);
  assertFits(cohort, need, available);
  onMemory?.(memoryText(need, available));
  await using evaluationPool = await startPool(evaluatedRows(cohort).length);
  const communication = createCommunication(cohort, layout.lanes);
  using learner = createLearner(cohort, pool.spec, { ...communication, ...layout });
  const experience = new Experience(new Replay(replaySizes(cohort, pool.spec)), learner);
  const evaluator = new Evaluator(cohort, learner, evaluationPool);
  const origin = originOf(cohort, backend, pool.spec);
  if (checkpoints && !allowVersionChange) {
    for (const folder of folders) assertSameVersion(folder, origin);
  }
  const stateful = { cohort, learner, experience, pool };
  const start = checkpoints
    ? await resumeCohort(stateful, checkpoints)
    : await firstStart(cohort, pool);

  onReady?.();
  const unlock = lockFolders(folders);
  const journals: Journal[] = [];
  try {
    if (isResumed) assertAsSeen(folders, seen);
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
  } catch (error) {
    for (const journal of journals) journal.giveUp({ message: messageOf(error) });
    throw error;
  } finally {
    unlock();
  }
}

/** Throws a `UserError` where another process has trained a run while this one made itself ready. */
function assertAsSeen(folders: readonly string[], seen: readonly (readonly number[])[]): void {
  folders.forEach((folder, run) => {
    if (checkpointSteps(folder).join() === seen[run]?.join()) return;
    throw new UserError(
      `${folder} has been written to by another process just now. Give the same command again.`,
    );
  });
}

/** The actor's tanh is scaled by one bound for both directions. */
function assertSymmetric({ task, actionLow_A, actionHigh_A }: EnvSpec): void {
  if (actionHigh_A.every((high, index) => high === -(actionLow_A[index] ?? 0))) return;
  throw new UserError(
    `--task ${task}: actions lie in [${actionLow_A.join(', ')}] to [${actionHigh_A.join(', ')}]. ` +
      'The learner needs bounds that are symmetric about zero; choose another task.',
  );
}

/** The worker's versions without its processor, which is this machine's and has its own entry. */
function workerVersions({ versions }: EnvSpec): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).filter(([name]) => name !== 'cpu'));
}

/** What made a run, as far as all runs of a call share it. */
function originOf(cohort: Cohort, backend: LoadedBackend, spec: EnvSpec): Origin {
  const { version, commit, dirty, hash } = describeCode();
  return {
    cohort: { runs: cohort.runs.length, learners: cohort.members.length },
    device: `${backend.device.toUpperCase()}: ${backend.deviceName}`,
    gpu: backend.gpu,
    versions: {
      'resilient-marl': version,
      node: process.versions.node,
      tensorflow: backend.tensorflowVersion,
      tfjs: backend.tfjsVersion,
      ...workerVersions(spec),
    },
    switches: backend.switches,
    cpu: describeCpu(),
    code: { commit, dirty, hash },
  };
}

/** Opens one journal after the other, so that those before one that cannot be opened are known. */
function* openJournals(
  cohort: Cohort,
  folders: readonly string[],
  origin: Origin,
  checkpoints: readonly RunCheckpoint[] | null,
): Generator<Journal> {
  const startedAt = new Date().toISOString();
  for (const [run, { config }] of cohort.runs.entries()) {
    const folder = folders[run];
    if (folder === undefined) throw new RangeError(`Run ${run} has no folder.`);
    const checkpoint = checkpoints?.[run];
    const log = new RunLog(folder, checkpoint?.rest.tables);
    const record: RunRecord<RunConfig> = {
      format: 1,
      id: runId(config),
      status: 'running',
      error: null,
      config,
      ...origin,
      startedAt,
      finishedAt: null,
      wallSeconds: 0,
      stepsDone: 0,
      resumptions: [],
      workerRestarts: 0,
      checkpoints: { written: 0, seconds: 0 },
      ...(checkpoint && goingOn(folder, checkpoint, origin)),
    };
    yield new Journal(run, cohort, log, record, checkpoint?.rest.episodes);
  }
}
