import { Router } from 'zeromq';
import { observationsIn, specIn, statesIn, stepIn } from '../../src/env/answers.ts';
import { Connection } from '../../src/transport/connection.ts';
import { TransportError, WorkerError } from '../../src/transport/errors.ts';
import type { ReplyFields, RequestKind } from '../../src/transport/messages.ts';
import { readReply } from '../../src/transport/readReply.ts';
import { COUNT, type GarbledReply, garbledReplies, OBSERVATION_SIZE } from './garbledReplies.ts';
import { liveBytes } from './resources.ts';

const TIMEOUT_MS = 10_000;

export interface ReplyFuzz {
  readonly replies: number;
  /** How many replies came to what: the name of a fault, `error` or `accepted`. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What this process held after half of the replies and after all, in bytes. */
  readonly live: { readonly half: number; readonly end: number };
}

/** A garbled reply that says something after all, and what a pool makes of it. */
export interface Accepted {
  readonly reply: GarbledReply;
  readonly answer: unknown;
}

/**
 * Reads `count` garbled replies as a connection and a pool read them. Throws where one comes to
 * anything but a `TransportError`, a `WorkerError` or, if that is possible, an answer.
 */
export function fuzzReplies(
  seed: number,
  count: number,
  onAccepted: (accepted: Accepted) => void = () => undefined,
): ReplyFuzz {
  const outcomes: Record<string, number> = {};
  let half = 0;
  let read = 0;
  for (const reply of garbledReplies(seed, count)) {
    const { kind, id, frames } = reply;
    let outcome = 'accepted';
    try {
      onAccepted({ reply, answer: answerIn(kind, readReply(frames, id, kind)) });
    } catch (error) {
      outcome = faultOf(error, reply);
    }
    note(outcomes, outcome, reply);
    if (++read === Math.floor(count / 2)) half = liveBytes();
  }
  return { replies: count, outcomes, live: { half, end: liveBytes() } };
}

/** The same over a real socket, from a peer that answers every request with a garbled reply. */
export async function fuzzRepliesOverSocket(seed: number, count: number): Promise<ReplyFuzz> {
  const peer = new Router({ linger: 0, receiveTimeout: TIMEOUT_MS, sendTimeout: TIMEOUT_MS });
  await peer.bind('tcp://127.0.0.1:*');
  const connect = () => new Connection(peer.lastEndpoint ?? '', TIMEOUT_MS);
  const outcomes: Record<string, number> = {};
  let connection = connect();
  let half = 0;
  let read = 0;
  try {
    // On each connection the ids count up from 1: those of the replies are written anew.
    for (const made of garbledReplies(seed, count)) {
      if (made.frames.length === 0) continue; // There is no such message.
      if (!connection.isOpen) connection = connect();
      const pending = askFor(connection, made.kind);
      const [sender = Buffer.alloc(0)] = await peer.receive();
      await peer.send([sender, ...made.frames]);
      const outcome = await pending.catch((error: unknown) => faultOf(error, made));
      note(outcomes, outcome, made);
      if (++read === Math.floor(count / 2)) half = liveBytes();
    }
  } finally {
    connection.close();
    peer.close();
  }
  return { replies: read, outcomes, live: { half, end: liveBytes() } };
}

async function askFor(connection: Connection, kind: RequestKind): Promise<string> {
  answerIn(kind, await connection.request(kind, {}));
  return 'accepted';
}

/** What a pool of the garbled replies' environments makes of the fields of one. */
function answerIn<K extends RequestKind>(kind: K, fields: ReplyFields[K]): unknown {
  const readers: { readonly [R in RequestKind]: (reply: ReplyFields[R]) => unknown } = {
    describe: (reply) => reply,
    make: (reply) => specIn(reply, 'Task-v1', {}),
    reset: (reply) => observationsIn(reply, COUNT, OBSERVATION_SIZE),
    step: (reply) => stepIn(reply, COUNT, OBSERVATION_SIZE),
    getState: (reply) => statesIn(reply, COUNT),
    setState: (reply) => observationsIn(reply, COUNT, OBSERVATION_SIZE),
    close: () => ({}),
  };
  return readers[kind](fields);
}

function faultOf(error: unknown, reply: GarbledReply): string {
  if (error instanceof TransportError) return error.fault;
  if (error instanceof WorkerError) return 'error';
  throw new Error(`${described(reply)} came to another error.`, { cause: error });
}

function note(outcomes: Record<string, number>, outcome: string, reply: GarbledReply): void {
  if (outcome === 'accepted' && reply.isSurelyBad)
    throw new Error(`${described(reply)} was taken.`);
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}

function described({ recipe, kind, frames }: GarbledReply): string {
  const hex = frames.map((frame) => Buffer.from(frame).toString('hex')).join(' | ');
  return `A reply to ${kind}, ${recipe} (${hex}),`;
}
