import type { LoadedBackend } from '../backend/backend.ts';
import { EnvPool, type EnvSpec } from '../env/envPool.ts';
import { UserError, messageOf } from '../errors.ts';
import { RunLog } from '../metrics/runLog.ts';
import type { RunFailure, RunRecord, RunStatus } from '../metrics/runRecord.ts';
import { Replay } from '../replay/replay.ts';
import { assertRunConfig } from './assertRunConfig.ts';
import { availableMemory } from './availableMemory.ts';
import { formCohort, type Cohort } from './cohort.ts';
import { createCommunication } from './communication.ts';
import { createLearner } from './createLearner.ts';
import type { RunConfig } from './config.ts';
import { Evaluator, evaluatedRows } from './evaluator.ts';
import { trainingLoop, type StepEvent } from './loop.ts';
import { assertFits, memoryNeed, memoryText, replaySizes } from './memory.ts';
import { describeCode, describeCpu } from './provenance.ts';
import { runId } from './runId.ts';
import { RunTracker } from './tracker.ts';

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
  /** Told after every step. */
  readonly onStep: (event: StepEvent) => void;
}

/** How each run of a cohort ended, in the order of the configurations. */
export type TrainResult = readonly RunRecord<RunConfig>[];

/**
 * Trains one or more runs in lockstep and writes their folders. A run whose numbers stop being finite
 * fails alone; whatever else goes wrong fails all runs that were still going on, and is thrown.
 */
export async function trainCohort(
  configs: readonly RunConfig[],
  { backend, folders, onMemory, onReady, signal, onStep }: TrainOptions,
): Promise<TrainResult> {
  configs.forEach(assertRunConfig);
  const cohort = formCohort(configs);
  const { task } = cohort.shared;
  const available = availableMemory();
  await using pool = await EnvPool.start({ task, count: cohort.members.length });
  assertSymmetric(pool.spec);
  const need = memoryNeed(cohort, pool.spec);
  assertFits(cohort, need, available);
  onMemory?.(memoryText(need, available));
  await using evaluationPool = await EnvPool.start({ task, count: evaluatedRows(cohort).length });
  const { lanes } = backend;
  const communication = createCommunication(cohort, lanes);
  using learner = createLearner(cohort, pool.spec, { ...communication, lanes });
  const replay = new Replay(replaySizes(cohort, pool.spec));
  const evaluator = new Evaluator(cohort, learner, evaluationPool);

  onReady?.();
  const journals: Journal[] = [];
  try {
    for (const journal of openJournals(cohort, folders, backend, pool.spec)) journals.push(journal);
    const parts = { cohort, learner, communication, replay, pool, evaluator };
    for await (const event of trainingLoop(parts)) {
      journals.forEach((journal) => {
        journal.observe(event);
      });
      onStep(event);
      if (signal.aborted || journals.every(({ isOver }) => isOver)) break;
    }
    const status = signal.aborted ? 'interrupted' : 'finished';
    return journals.map((journal) => journal.end(status));
  } catch (error) {
    for (const journal of journals) journal.giveUp({ message: messageOf(error) });
    throw error;
  }
}

/** The actor's tanh is scaled by one bound for both directions. */
function assertSymmetric({ task, actionLow_A, actionHigh_A }: EnvSpec): void {
  if (actionHigh_A.every((high, index) => high === -(actionLow_A[index] ?? 0))) return;
  throw new UserError(
    `--task ${task}: actions lie in [${actionLow_A.join(', ')}] to [${actionHigh_A.join(', ')}]. ` +
      'The learner needs bounds that are symmetric about zero; choose another task.',
  );
}

/** One run's folder while it is being trained. */
class Journal {
  readonly #log: RunLog;
  readonly #tracker: RunTracker;
  readonly #run: number;
  readonly #cohort: Cohort;
  readonly #started = performance.now();
  #record: RunRecord<RunConfig>;

  constructor(run: number, cohort: Cohort, log: RunLog, record: RunRecord<RunConfig>) {
    const rows = cohort.runs[run];
    if (!rows) throw new RangeError(`No run ${run} in the cohort.`);
    this.#run = run;
    this.#cohort = cohort;
    this.#log = log;
    this.#tracker = new RunTracker(run, rows, log);
    this.#record = record;
    this.#log.writeRecord(record);
  }

  get isOver(): boolean {
    return this.#record.status !== 'running';
  }

  observe(event: StepEvent): void {
    if (this.isOver) return;
    const broken = event.broken.map((row) => this.#cohort.members[row]);
    const own = broken.find((member) => member?.run === this.#run);
    // What a policy that is not finite would have scored is no evaluation.
    this.#tracker.observe(own ? { ...event, evaluation: null } : event);
    this.#record = { ...this.#record, stepsDone: event.step };
    if (own) {
      const who = own.isVirtual ? `agent ${own.agent} (the virtual agent)` : `agent ${own.agent}`;
      const message = `A loss or a parameter of ${who} is not finite after step ${event.step}.`;
      this.end('failed', { message, step: event.step, agent: own.agent });
    } else if (event.evaluation) {
      this.#write({});
    }
  }

  /** Closes the folder under a final status; a run that had ended before stays as it was. */
  end(status: RunStatus, error: RunFailure | null = null): RunRecord<RunConfig> {
    if (!this.isOver) {
      this.#log.close();
      this.#write({ status, error, finishedAt: new Date().toISOString() });
    }
    return this.#record;
  }

  /** Closes the folder as failed, as far as it can still be written. Throws nothing: the failure counts. */
  giveUp(failure: RunFailure): void {
    try {
      this.#log.close();
    } catch {
      // Rows that cannot be written are lost; `run.json` is small and may still have room.
    }
    try {
      this.end('failed', failure);
    } catch {
      // `run.json` stays as it was.
    }
  }

  #write(change: Partial<RunRecord<RunConfig>>): void {
    const wallSeconds = Math.round(performance.now() - this.#started) / 1000;
    const record = { ...this.#record, ...change, wallSeconds };
    this.#log.writeRecord(record);
    this.#record = record;
  }
}

/** The worker's versions without its processor, which is this machine's and has its own entry. */
function workerVersions({ versions }: EnvSpec): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).filter(([name]) => name !== 'cpu'));
}

/** Opens one journal after the other, so that those before one that cannot be opened are known. */
function* openJournals(
  cohort: Cohort,
  folders: readonly string[],
  backend: LoadedBackend,
  spec: EnvSpec,
): Generator<Journal> {
  const code = describeCode();
  const common = {
    format: 1,
    status: 'running',
    error: null,
    cohort: { runs: cohort.runs.length, learners: cohort.members.length },
    device: `${backend.device.toUpperCase()}: ${backend.deviceName}`,
    versions: {
      'resilient-marl': code.version,
      node: process.versions.node,
      tensorflow: backend.tensorflowVersion,
      tfjs: backend.tfjsVersion,
      ...workerVersions(spec),
    },
    switches: backend.switches,
    cpu: describeCpu(),
    code: { commit: code.commit, dirty: code.dirty },
    startedAt: new Date().toISOString(),
    finishedAt: null,
    wallSeconds: 0,
    stepsDone: 0,
  } as const;
  for (const [run, { config }] of cohort.runs.entries()) {
    const folder = folders[run];
    if (folder === undefined) throw new RangeError(`Run ${run} has no folder.`);
    const log = new RunLog(folder);
    yield new Journal(run, cohort, log, { ...common, id: runId(config), config });
  }
}
