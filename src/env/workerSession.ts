import { messageOf, UserError } from '../errors.ts';
import { Connection } from '../transport/connection.ts';
import { WorkerError } from '../transport/errors.ts';
import {
  START_TIMEOUT_MS,
  type Transport,
  WorkerExitError,
  WorkerProcess,
} from './workerProcess.ts';

const PROTOCOL = 1;
const CLOSE_TIMEOUT_MS = 2_000;
const DEFAULT_TIMEOUT_MS = 60_000;

export interface SessionOptions {
  readonly python?: string | undefined;
  readonly transport?: Transport | undefined;
  /** How long a request may take, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** A worker that has been greeted: the process, the line to it, and what it says that it is. */
export class WorkerSession implements AsyncDisposable {
  readonly connection: Connection;
  /** Versions of what can move a bit of a trajectory: libraries, protocol and processor. */
  readonly versions: Readonly<Record<string, string>>;
  readonly #worker: WorkerProcess;

  private constructor(
    worker: WorkerProcess,
    connection: Connection,
    versions: Readonly<Record<string, string>>,
  ) {
    this.#worker = worker;
    this.connection = connection;
    this.versions = versions;
  }

  /**
   * Starts a worker and greets it. Throws a `WorkerExitError` where it is lost meanwhile, and a `UserError`
   * where another would do no better; nothing is left then.
   */
  static async start(options: SessionOptions = {}): Promise<WorkerSession> {
    const worker = await WorkerProcess.start(options.python, options.transport);
    const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const connection = new Connection(worker.endpoint, timeoutMs, worker.keys);
    void worker.exited.then((ending) => {
      connection.close(new WorkerExitError(worker.describe(ending)));
    });
    try {
      return new WorkerSession(worker, connection, await greet(connection));
    } catch (cause) {
      connection.close();
      await worker.stop();
      const what = worker.describe(`could not be greeted: ${messageOf(cause)}`);
      throw isRefusal(cause)
        ? new UserError(what, { cause })
        : new WorkerExitError(what, { cause });
    }
  }

  get pid(): number {
    return this.#worker.pid;
  }

  /** An error that says `what` happened, and the last that the worker wrote. */
  describe(what: string): string {
    return this.#worker.describe(what);
  }

  /** Ends the worker at once, whatever it is doing. */
  async kill(): Promise<void> {
    this.connection.close();
    await this.#worker.kill();
  }

  /** Ends the worker; a request in flight is rejected. May be called again, and in any state. */
  async close(): Promise<void> {
    if (this.connection.isOpen && !this.connection.isBusy) {
      await this.connection.request('close', {}, CLOSE_TIMEOUT_MS).catch(() => undefined);
    }
    this.connection.close();
    await this.#worker.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Whether a worker answered and will not do, rather than that it, or its answer, got lost. */
function isRefusal(cause: unknown): boolean {
  if (cause instanceof WorkerError) return !cause.isOfDamagedRequest;
  return cause instanceof UserError;
}

async function greet(connection: Connection): Promise<Readonly<Record<string, string>>> {
  const { protocol, ...versions } = await connection.request('describe', {}, START_TIMEOUT_MS);
  if (protocol !== PROTOCOL) {
    throw new UserError(
      `it speaks version ${protocol} of the protocol, this program version ${PROTOCOL}`,
    );
  }
  return { protocol: String(protocol), ...versions };
}
