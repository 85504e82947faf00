import { Dealer } from 'zeromq';
import { type ConnectionKeys, CURVE_BYTES, curveOptions } from './curveKeys.ts';
import { TransportError } from './errors.ts';
import {
  encodeRequest,
  type ReplyFields,
  type RequestFields,
  type RequestKind,
} from './messages.ts';
import { readReply } from './readReply.ts';
import { stayAwake } from './stayAwake.ts';

/** Both sides hang up on who sends more. */
export const MAX_MESSAGE_BYTES = 64 * 2 ** 20;
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

  /**
   * Connects to `endpoint`, such as `ipc:///run/x/env.sock`, encrypted where there are `keys`. Every
   * request may take `timeoutMs`.
   */
  constructor(endpoint: string, timeoutMs: number, keys: ConnectionKeys | null = null) {
    this.#timeoutMs = timeoutMs;
    this.#socket = new Dealer({
      linger: 0,
      sendTimeout: timeoutMs,
      receiveTimeout: timeoutMs,
      maxMessageSize: MAX_MESSAGE_BYTES + (keys === null ? 0 : CURVE_BYTES),
      reconnectInterval: 10,
      ...curveOptions(keys),
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
   * promise. Throws a `WorkerError` for an error reply, a `TransportError` where there is none, and a
   * `RangeError` for a request that is larger than a message may be, which is not sent.
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
    if (frame.length > MAX_MESSAGE_BYTES) {
      throw new RangeError(
        `${kind}: the request has ${frame.length} bytes, a message at most ${MAX_MESSAGE_BYTES}.`,
      );
    }
    this.#isBusy = true;
    this.#lastId = id;
    try {
      return readReply(await this.#exchange(frame, kind, timeoutMs), id, kind);
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

  async #exchange(frame: Uint8Array, kind: RequestKind, timeoutMs: number): Promise<Buffer[]> {
    try {
      if (this.#socket.receiveTimeout !== timeoutMs) this.#socket.receiveTimeout = timeoutMs;
      await this.#socket.send(frame);
      return await this.#receive();
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
  }
}

/** What a request on a closed connection gets: what the worker came to, whether it was asked meanwhile or not. */
function closedError(kind: RequestKind, cause: Error): Error {
  if (!(cause instanceof TransportError)) return cause;
  return new TransportError('closed', `${kind}: the connection is closed. ${cause.message}`, {
    cause,
  });
}
