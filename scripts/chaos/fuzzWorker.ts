import { Dealer } from 'zeromq';
import { WorkerProcess } from '../../src/env/workerProcess.ts';
import { bytesOf } from '../../src/transport/arrays.ts';
import { Connection } from '../../src/transport/connection.ts';
import { codeName, decodeReply, type Reply } from '../../src/transport/messages.ts';
import { type GarbageRequest, garbageRequests, requestIn } from './garbageRequests.ts';
import { residentBytes } from './resources.ts';

const TASK = 'HalfCheetah-v5';
const COUNT = 2;
const ACTION_SIZE = 6;
const SEEDS = [1, 2];
const TIMEOUT_MS = 30_000;
/** So many messages are under way at once: a worker whose replies nobody reads drops some. */
const WINDOW = 64;
/** Sizes of batches, in turn. A short one is mostly refused as a whole, so that nothing may move. */
const BATCHES = [10, 20, 370];
/** Garbage before there are environments is this part of all. */
const FRESH_PART = 0.05;
const MAX_ERROR_CHARACTERS = 5_000;

export interface WorkerFuzz {
  readonly messages: number;
  /** How many messages got each error code; `accepted` those that were good by accident. */
  readonly replies: Readonly<Record<string, number>>;
  /** Good steps between the garbage, whose bits were those of a worker that saw none. */
  readonly equalSteps: number;
  /** Batches of which every message was refused, or only looked: not one bit had changed then. */
  readonly untouchedBatches: number;
  /** Resident memory of the worker after a tenth of the garbage, half of it and all, in bytes. */
  readonly resident: { readonly tenth: number; readonly half: number; readonly end: number };
}

/**
 * Sends `count` garbage messages to a worker, and good steps between them to it and to another worker
 * that sees no garbage. Throws where a message is not answered by one reply of its own, where an error
 * is INTERNAL, or where the workers' bits differ.
 */
export async function fuzzWorker(seed: number, count: number): Promise<WorkerFuzz> {
  await using dirty = await Subject.start();
  await using clean = await Subject.start();
  const replies: Record<string, number> = {};
  const resident = { tenth: 0, half: 0, end: 0 };
  const fresh = Math.floor(count * FRESH_PART);
  const nothing = { task: TASK, actionSize: ACTION_SIZE, states: [] };
  await dirty.bombard(garbageRequests(seed, fresh, nothing), replies);

  await Promise.all([dirty.make(), clean.make()]);
  const states = await dirty.states();
  const garbage = garbageRequests(seed + 1, count - fresh, { ...nothing, states });
  let untouchedBatches = 0;
  let equalSteps = 0;
  for (let sent = fresh; sent < count;) {
    const size = BATCHES[equalSteps % BATCHES.length] ?? 1;
    const before = await dirty.states();
    const hasMoved = await dirty.bombard(take(garbage, size), replies);
    if (hasMoved) await dirty.restore(before);
    else {
      assertEqual(await dirty.states(), before, 'the states after refused messages');
      untouchedBatches++;
    }
    const [got, expected] = await Promise.all([dirty.step(equalSteps), clean.step(equalSteps)]);
    assertEqual(got, expected, `step ${equalSteps}`);
    equalSteps++;
    sent += size;
    if (sent <= count / 10) resident.tenth = residentBytes(dirty.pid);
    if (sent <= count / 2) resident.half = residentBytes(dirty.pid);
  }
  assertEqual(await dirty.states(), await clean.states(), 'the states in the end');
  resident.end = residentBytes(dirty.pid);
  return { messages: count, replies, equalSteps, untouchedBatches, resident };
}

/** A worker, a good line to it, and a socket for garbage. */
class Subject implements AsyncDisposable {
  readonly #worker: WorkerProcess;
  readonly #good: Connection;
  readonly #dealer: Dealer;

  private constructor(worker: WorkerProcess) {
    this.#worker = worker;
    this.#good = new Connection(worker.endpoint, TIMEOUT_MS);
    this.#dealer = new Dealer({ linger: 0, sendTimeout: TIMEOUT_MS, receiveTimeout: TIMEOUT_MS });
    this.#dealer.connect(worker.endpoint);
    // A message that waits for its reply fails at once where the worker is gone.
    void worker.exited.then(() => {
      this.#dealer.close();
    });
  }

  static async start(): Promise<Subject> {
    return new Subject(await WorkerProcess.start());
  }

  get pid(): number {
    return this.#worker.pid;
  }

  async make(): Promise<void> {
    await this.#good.request('make', { task: TASK, count: COUNT });
    await this.#good.request('reset', { seeds: SEEDS });
  }

  async states(): Promise<Uint8Array[]> {
    return (await this.#good.request('getState', {})).states;
  }

  async restore(states: Uint8Array[]): Promise<void> {
    await this.#good.request('setState', { states });
  }

  /** Good step number `t`, and now and then a reset without seeds; all that the worker says of it. */
  async step(t: number): Promise<Uint8Array[]> {
    const isReset = t % 50 === 49;
    const first = isReset ? [(await this.#good.request('reset', {})).observations] : [];
    const action = Float32Array.from({ length: COUNT * ACTION_SIZE }, (_, i) => Math.sin(t + i));
    const reply = await this.#good.request('step', { actions: bytesOf(action) });
    const rewards = new Uint8Array(Float64Array.from(reply.rewards).buffer);
    return [...first, reply.observations, rewards, reply.terminated, reply.truncated];
  }

  /** Sends all of `garbage`; whether any of it was accepted and may have moved an environment. */
  async bombard(
    garbage: Iterable<GarbageRequest>,
    replies: Record<string, number>,
  ): Promise<boolean> {
    const underWay: GarbageRequest[] = [];
    let hasMoved = false;
    const receive = async () => {
      const sent = underWay.shift();
      if (sent === undefined) return;
      const frames = await this.#dealer.receive().catch(async (cause: unknown) => {
        const isGone = this.#dealer.closed ? await this.#worker.exited : 'is there';
        throw new Error(
          `${described(sent)}, or one that followed, got no reply: the worker ${isGone}.`,
          { cause },
        );
      });
      const reply = checkedReply(frames, sent);
      const outcome = reply.error ? codeName(reply.error.code) : 'accepted';
      replies[outcome] = (replies[outcome] ?? 0) + 1;
      hasMoved ||= Boolean(reply.reset ?? reply.step ?? reply.setState);
    };
    for (const message of garbage) {
      await this.#dealer.send([...message.frames]);
      underWay.push(message);
      if (underWay.length >= WINDOW) await receive();
    }
    while (underWay.length > 0) await receive();
    return hasMoved;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#dealer.close();
    this.#good.close();
    await this.#worker.stop();
  }
}

/** The reply to `sent`: an error with a short text, or an answer to what a good request asks. */
function checkedReply(frames: Buffer[], sent: GarbageRequest): Reply {
  const asked = requestIn(sent.frames);
  const fail = (what: string) => new Error(`${described(sent)} got ${what}.`);
  const [frame, ...rest] = frames;
  if (frame === undefined || rest.length > 0) throw fail(`${frames.length} frames`);
  const reply = decodeReply(frame);
  const { error } = reply;
  if (asked !== null && reply.id !== asked.id && reply.id !== 0) throw fail(`reply ${reply.id}`);
  if (reply.id === 0 && codeName(error?.code ?? 0) !== 'MALFORMED')
    throw fail('a reply without id that is not MALFORMED');
  if (error && codeName(error.code) === 'INTERNAL') throw fail(`INTERNAL: ${error.message}`);
  if (error && (error.message === '' || error.message.length > MAX_ERROR_CHARACTERS)) {
    throw fail(`an error of ${error.message.length} characters`);
  }
  return reply;
}

function described({ recipe, frames }: GarbageRequest): string {
  const hex = frames.map((frame) => Buffer.from(frame).toString('hex').slice(0, 20_000));
  return `The message '${recipe}' (${hex.join(' | ')})`;
}

function* take<T>(from: Iterator<T>, count: number): Generator<T> {
  for (let taken = 0; taken < count; taken++) {
    const next = from.next();
    if (next.done === true) return;
    yield next.value;
  }
}

function assertEqual(
  got: readonly Uint8Array[],
  expected: readonly Uint8Array[],
  what: string,
): void {
  const isEqual =
    got.length === expected.length &&
    got.every((bytes, i) => Buffer.compare(bytes, expected[i] ?? new Uint8Array(0)) === 0);
  if (!isEqual) throw new Error(`Of the worker that got garbage, ${what} has other bits.`);
}
