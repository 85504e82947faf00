import { Dealer } from 'zeromq';
import { messageOf } from '../errors.ts';
import { TransportError, WorkerError } from './errors.ts';
import {
  codeName,
  decodeReply,
  encodeRequest,
  type Payload,
  type Reply,
  type ReplyFields,
  type RequestFields,
  type RequestKind,
} from './messages.ts';
import { stayAwake } from './stayAwake.ts';

const MAX_MESSAGE_BYTES = 64 * 2 ** 20;
const MAX_ID = 2 ** 32 - 1;
/** A wait no longer than this is spent awake. Eight environments are done before, 64 are not. */
const AWAKE_MS = 0.5;

/**
 * One controller's line to one worker. At most one request is in flight; its answer is the matching
 * reply, or an error. After a fault (a reply that is late, garbled or another request's) nothing more
 * can be known about the worker, so that the connection is closed for good.
 */
export class Connection {
  readonly #socket: Dealer;
  readonly #timeoutMs: number;
  #lastId = 0;
  #isBusy = false;
  #lastWaitMs = Infinity;
  /** Why the connection is closed. */
  #closedBy: Error | null = null;

  /** Connects to `endpoint`, such as `ipc:///run/x/env.sock`. Every request may take `timeoutMs`. */
  constructor(endpoint: string, timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#socket = new Dealer({
      linger: 0,
      sendTimeout: timeoutMs,
      receiveTimeout: timeoutMs,
      maxMessageSize: MAX_MESSAGE_BYTES,
      reconnectInterval: 10,
    });
    this.#socket.connect(endpoint);
  }

  get isOpen(): boolean {
    return this.#closedBy === null;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * Sends a request and waits for its reply. The message leaves before this function returns its
   * promise. Throws a `WorkerError` for an error reply and a `TransportError` where there is none.
   */
  async request<K extends RequestKind>(
    kind: K,
    fields: RequestFields[K],
    timeoutMs: number = this.#timeoutMs,
  ): Promise<ReplyFields[K]> {
    if (this.#closedBy !== null) throw closedError(kind, this.#closedBy);
    if (this.#isBusy) {
      throw new TransportError('busy', `${kind}: the request before is still in flight; await it.`);
    }
    const id = this.#lastId === MAX_ID ? 1 : this.#lastId + 1;
    const frame = encodeRequest(id, kind, fields);
    this.#isBusy = true;
    this.#lastId = id;
    try {
      return payloadOf(await this.#exchange(frame, kind, timeoutMs), id, kind);
    } catch (error) {
      if (error instanceof TransportError) this.close(error);
      throw error;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Closes the socket; a request in flight is rejected with `reason`, and so are all that follow. */
  close(reason: Error = new TransportError('closed', 'The connection is closed.')): void {
    if (this.#closedBy !== null) return;
    this.#closedBy = reason;
    this.#socket.close();
  }

  /** Stays awake where the wait before was short: in a long one it would be in the worker's way. */
  async #receive(): Promise<Buffer[]> {
    const start = performance.now();
    const sleep = this.#lastWaitMs < AWAKE_MS ? stayAwake(AWAKE_MS) : null;
    try {
      return await this.#socket.receive();
    } finally {
      sleep?.();
      this.#lastWaitMs = performance.now() - start;
    }
  }

  async #exchange(frame: Uint8Array, kind: RequestKind, timeoutMs: number): Promise<Reply> {
    let frames: Buffer[];
    try {
      if (this.#socket.receiveTimeout !== timeoutMs) this.#socket.receiveTimeout = timeoutMs;
      await this.#socket.send(frame);
      frames = await this.#receive();
    } catch (cause) {
      if (this.#closedBy !== null) throw this.#closedBy;
      throw new TransportError(
        'timeout',
        `${kind}: the worker gave no answer in ${timeoutMs} ms.`,
        {
          cause,
        },
      );
    }
    const [reply, ...rest] = frames;
    if (reply === undefined || rest.length > 0) {
      throw new TransportError(
        'garbled',
        `${kind}: the answer has ${frames.length} frames, not one.`,
      );
    }
    try {
      return decodeReply(reply);
    } catch (cause) {
      const message = `${kind}: the answer of ${reply.length} bytes is no reply (${messageOf(cause)}).`;
      throw new TransportError('garbled', message, { cause });
    }
  }
}

/** What a reply says to request `id`; an error with id 0 answers a request that was not readable. */
function payloadOf<K extends RequestKind>(reply: Reply, id: number, kind: K): ReplyFields[K] {
  const { error } = reply;
  if (reply.id !== id && !(reply.id === 0 && error)) {
    const message = `${kind}: the answer is to request ${reply.id}, expected ${id}.`;
    throw new TransportError('mismatched', message);
  }
  if (error) throw new WorkerError(codeName(error.code), error.request || kind, error.message);
  const payload: Payload = reply;
  const fields = payload[kind];
  if (fields === null) {
    const got = reply.payload ?? 'nothing';
    throw new TransportError('mismatched', `${kind}: the answer holds ${got}, expected ${kind}.`);
  }
  return fields;
}

/** What a request on a closed connection gets: what the worker came to, whether it was asked meanwhile or not. */
function closedError(kind: RequestKind, cause: Error): Error {
  if (!(cause instanceof TransportError)) return cause;
  return new TransportError('closed', `${kind}: the connection is closed. ${cause.message}`, {
    cause,
  });
}
