/** The worker's answer was an error reply: it understood, and refused or failed. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  /** The protocol's name of the error, such as `INVALID_ARGUMENT`. */
  readonly code: string;
  /** The request that it answers, such as `step`. */
  readonly request: string;
  /** What the worker said. */
  readonly workerMessage: string;

  constructor(code: string, request: string, workerMessage: string) {
    super(`The environment worker answered ${request} with ${code}: ${workerMessage}`);
    this.code = code;
    this.request = request;
    this.workerMessage = workerMessage;
  }

  /** Whether the request was damaged on its way: when it is sent it is well-formed. */
  get isOfDamagedRequest(): boolean {
    return this.code === 'MALFORMED';
  }
}

/**
 * What can go wrong between two processes. `busy`: another request is in flight, and goes on.
 * `timeout`: nothing came in time. `garbled`: what came is no reply. `mismatched`: it is the reply to
 * another request. `closed`: the connection was closed before.
 */
export type TransportFault = 'busy' | 'timeout' | 'garbled' | 'mismatched' | 'closed';

/** A request whose answer never came, or came in pieces. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly fault: TransportFault;

  constructor(fault: TransportFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
