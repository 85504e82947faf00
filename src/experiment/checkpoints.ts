import { writeCheckpoint, writeSegment, type Segment } from '../checkpoint/checkpointFolder.ts';
import type { RandomStream, StreamState } from '../random.ts';
import type { Journal } from './journal.ts';
import type { LoopStart } from './loop.ts';
import type { Resumed } from './resume.ts';
import { encodeHistory, encodeState, rowsOfState, type RunCheckpoint } from './runCheckpoint.ts';

/** At most this share of the time goes into checkpoints, whatever the interval. */
const LARGEST_SHARE = 0.05;

/** Writes checkpoints of the runs of a cohort now and then. */
export class Checkpoints {
  readonly #parts: Resumed;
  readonly #journals: readonly Journal[];
  readonly #start: LoopStart;
  readonly #intervalMs: number;
  /** The transitions of each run that are written. */
  readonly #segments: (readonly Segment[])[];
  #dueMs: number;

  /** @param resumed of each run, where the cohort goes on */
  constructor(
    parts: Resumed,
    journals: readonly Journal[],
    start: LoopStart,
    resumed: readonly RunCheckpoint[] | null,
    intervalSeconds: number,
  ) {
    this.#parts = parts;
    this.#journals = journals;
    this.#start = start;
    this.#intervalMs = intervalSeconds * 1000;
    this.#segments = journals.map((_, run) => resumed?.[run]?.segments ?? []);
    this.#dueMs = performance.now() + this.#intervalMs;
  }

  /** Between two steps: writes a checkpoint where one is due. */
  async saveIfDue(step: number): Promise<void> {
    if (performance.now() >= this.#dueMs) await this.save(step);
  }

  /** Writes a checkpoint of every run that goes on. Not while a step is under way. */
  async save(step: number): Promise<void> {
    const began = performance.now();
    const { cohort, learner, pool } = this.#parts;
    const state = learner.readState();
    const environments = await pool.getState();
    this.#journals.forEach((journal, run) => {
      const rows = cohort.runs[run];
      if (journal.isOver || !rows) return;
      const { firstLearner: first, agents, virtualLearner } = rows;
      const count = agents + (virtualLearner === null ? 0 : 1);
      const replay = this.#saveReplay(journal.folder, run, first, count);
      const rest = { ...journal.checkpoint(), streams: this.#streams(first, count) };
      const bytes = encodeState(
        rowsOfState(state, first, count),
        environments.slice(first, first + count),
      );
      writeCheckpoint(journal.folder, { step, replay, rest }, bytes);
    });
    const now = performance.now();
    for (const journal of this.#journals) journal.countCheckpoint((now - began) / 1000);
    this.#dueMs = now + pauseMs(this.#intervalMs, now - began);
  }

  #saveReplay(folder: string, run: number, first: number, count: number): readonly Segment[] {
    const { rings } = this.#parts.experience;
    const before = this.#segments[run] ?? [];
    const from = before.at(-1)?.to ?? 0;
    if (from === rings.stored) return before;
    const oldest = rings.stored - rings.sizes.capacity;
    const kept = before.filter(({ to }) => to > oldest);
    const history = rings.history(first, count, from);
    const segment = writeSegment(folder, history, encodeHistory(history));
    const segments = [...kept, segment];
    this.#segments[run] = segments;
    return segments;
  }

  #streams(first: number, count: number) {
    const { warmup, exploration, sampling } = this.#start.streams;
    return Array.from({ length: count }, (_, agent) => ({
      warmup: stateOf(warmup[first + agent]),
      exploration: stateOf(exploration[first + agent]),
      sampling: stateOf(sampling[first + agent]),
    }));
  }
}

/** Milliseconds until the next checkpoint: the interval, or longer where the last one took long. */
export function pauseMs(intervalMs: number, tookMs: number): number {
  return Math.max(intervalMs, tookMs / LARGEST_SHARE);
}

function stateOf(stream: RandomStream | undefined): StreamState {
  if (!stream) throw new RangeError('A learner has no stream.');
  return stream.state;
}
