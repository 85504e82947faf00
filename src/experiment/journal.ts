import type { RunFailure, RunRecord, RunStatus } from '../metrics/runRecord.ts';
import type { RunLog } from '../metrics/runLog.ts';
import type { Cohort } from './cohort.ts';
import type { RunConfig } from './config.ts';
import type { StepEvent } from './loop.ts';
import type { CheckpointRest } from './runCheckpoint.ts';
import { nonFiniteText, type NonFinite } from './nonFinite.ts';
import { configHash } from './runId.ts';
import { RunTracker, type EpisodeSums } from './tracker.ts';

/** One run's folder while it is being trained. */
export class Journal {
  readonly folder: string;
  readonly #log: RunLog;
  readonly #tracker: RunTracker;
  readonly #run: number;
  readonly #cohort: Cohort;
  readonly #started = performance.now();
  readonly #secondsBefore: number;
  #record: RunRecord<RunConfig>;

  /** @param episodes those under way where the run goes on */
  constructor(
    run: number,
    cohort: Cohort,
    log: RunLog,
    record: RunRecord<RunConfig>,
    episodes?: EpisodeSums,
  ) {
    const rows = cohort.runs[run];
    if (!rows) throw new RangeError(`No run ${run} in the cohort.`);
    this.folder = log.folder;
    this.#run = run;
    this.#cohort = cohort;
    this.#log = log;
    this.#tracker = new RunTracker(run, rows, log, episodes);
    this.#record = record;
    this.#secondsBefore = record.wallSeconds;
    this.#log.writeRecord(record);
  }

  get isOver(): boolean {
    return this.#record.status !== 'running';
  }

  observe(event: StepEvent): void {
    if (this.isOver) return;
    const own = event.broken.find((broken) => this.#isEndedBy(broken));
    // What a policy that is not finite would have scored is no evaluation.
    this.#tracker.observe(own ? { ...event, evaluation: null } : event);
    this.#record = { ...this.#record, stepsDone: event.step };
    if (own) {
      const { agent = NaN, isVirtual = false } = this.#cohort.members[own.row] ?? {};
      const who = isVirtual ? `agent ${agent} (the virtual agent)` : `agent ${agent}`;
      const message = nonFiniteText(own, who, event.step);
      this.end('failed', { message, step: event.step, agent });
    } else if (event.evaluation) {
      this.#write({});
    }
  }

  /** Puts on record that environment workers were replaced while the run was going on. */
  countWorkerRestarts(count: number): void {
    if (this.isOver) return;
    this.#write({ workerRestarts: this.#record.workerRestarts + count });
  }

  /** Counts a checkpoint, which the next record tells: one of its own would cost more time. */
  countCheckpoint(took: number): void {
    if (this.isOver) return;
    const { written, seconds } = this.#record.checkpoints;
    this.#record = {
      ...this.#record,
      checkpoints: { written: written + 1, seconds: rounded(seconds + took) },
    };
  }

  /** What a checkpoint says of this run's folder. Its rows so far are sure to stay then. */
  checkpoint(): Omit<CheckpointRest, 'streams'> {
    return {
      configHash: configHash(this.#record.config),
      episodes: this.#tracker.episodes,
      tables: this.#log.sync(),
      wallSeconds: this.#wallSeconds(),
    };
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

  /** Whether something that is not finite ends this run. */
  #isEndedBy({ row, what }: NonFinite): boolean {
    if (this.#cohort.members[row]?.run !== this.#run) return false;
    return what !== 'received vector' || this.#record.config.nonFinite !== 'exclude';
  }

  #write(change: Partial<RunRecord<RunConfig>>): void {
    const record = { ...this.#record, ...change, wallSeconds: this.#wallSeconds() };
    this.#log.writeRecord(record);
    this.#record = record;
  }

  #wallSeconds(): number {
    return rounded(this.#secondsBefore + (performance.now() - this.#started) / 1000);
  }
}

/** To milliseconds. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
