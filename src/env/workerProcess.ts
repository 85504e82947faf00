import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { type ConnectionKeys, type KeyPair, newKeyPair } from '../transport/curveKeys.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEFAULT_PYTHON = join(ROOT, '.setup/venv/bin/python');
const PACKAGE_FOLDER = join(ROOT, 'python_env');
const READY_LINE = /^resilient-env listens on (\S+)(?: with key (\S+))?$/;

/** Loading MuJoCo takes a second, on a cold and slow disk many. */
export const START_TIMEOUT_MS = 60_000;
const GRACE_MS = 2_000;
const STDERR_TAIL_CHARACTERS = 4_000;

export type Transport = 'ipc' | 'tcp';

/** A worker that ended without being told to. The message holds the end of what it wrote. */
export class WorkerExitError extends Error {
  override readonly name = 'WorkerExitError';
}

/** Workers whose end has not been seen. */
const running = new Set<WorkerProcess>();

/**
 * One Python process that serves environments.
 *
 * Its standard input is its lifeline: nothing is written to it, and it ends when the other end is
 * closed, however this process may go. It then removes its socket itself. What is done here is for
 * workers that cannot do so any more.
 */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #python: string;
  /** Anyone on this machine can reach a tcp socket: the worker answers the holder of these alone. */
  readonly #ownKeys: KeyPair | null;
  #keys: ConnectionKeys | null = null;
  #endpoint = '';
  #stderrTail = '';
  /** How it ended, once all that it wrote has been read. */
  readonly exited: Promise<string>;
  #hasExited = false;

  private constructor(python: string, transport: Transport) {
    this.#python = python;
    // -E and -s: the packages of the lock file, whatever PYTHONPATH and the user's site folder hold.
    const flags = ['-E', '-s', '-m', 'resilient_env', '--transport', transport];
    this.#ownKeys = transport === 'tcp' ? newKeyPair() : null;
    if (this.#ownKeys !== null) flags.push(`--client-key=${this.#ownKeys.publicKey}`);
    this.#child = spawn(python, flags, { cwd: PACKAGE_FOLDER, stdio: 'pipe' });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-STDERR_TAIL_CHARACTERS);
    });
    this.exited = new Promise((settle) => {
      this.#child.once('error', (error) => {
        settle(`could not be started (${error.message})`);
      });
      this.#child.once('close', (code, signal) => {
        settle(signal === null ? `ended with exit code ${code ?? '?'}` : `was ended by ${signal}`);
      });
    });
    if (running.size === 0) process.on('exit', killAll);
    running.add(this);
    void this.exited.then(() => {
      this.#hasExited = true;
      this.#forget();
    });
  }

  /** Starts a worker and waits until it listens. Throws a `UserError` where it does not. */
  static async start(
    python = DEFAULT_PYTHON,
    transport: Transport = 'ipc',
  ): Promise<WorkerProcess> {
    const isPath = python.includes('/');
    if (isPath && !existsSync(python)) {
      throw new UserError(
        `The environment worker needs Python, and ${python} does not exist. Run \`npm run setup\`.`,
      );
    }
    const worker = new WorkerProcess(isPath ? resolve(python) : python, transport);
    try {
      await worker.#ready();
    } catch (error) {
      await worker.stop();
      throw error;
    }
    return worker;
  }

  /** The address of its socket. */
  get endpoint(): string {
    return this.#endpoint;
  }

  /** What a connection to it has to be encrypted with; null over ipc. */
  get keys(): ConnectionKeys | null {
    return this.#keys;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** An error that says `what` happened, and the last that the worker wrote. */
  describe(what: string): string {
    const lastWords = this.#stderrTail.trim();
    const said = lastWords === '' ? 'It wrote no message.' : `The last it wrote:\n${lastWords}`;
    return `The environment worker (${this.#python}, pid ${this.pid}) ${what}. ${said}`;
  }

  /** Lets it end by itself, then makes it. Nothing of it is left when the promise resolves. */
  async stop(): Promise<void> {
    this.#child.stdin?.end();
    if (await this.#endsInTime()) return;
    this.#child.kill('SIGTERM');
    if (await this.#endsInTime()) return;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** Ends it at once, whatever it is doing, and waits for its end. */
  async kill(): Promise<void> {
    this.#child.stdin?.destroy();
    this.#child.kill('SIGKILL');
    this.#forget();
    await this.#endsInTime();
  }

  async #ready(): Promise<void> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('The worker has no standard output.');
    const cancel = new AbortController();
    const listening = new Promise<string>((settle) => {
      createInterface(stdout).on('line', (line) => {
        const [, endpoint, workerPublicKey] = READY_LINE.exec(line) ?? [];
        if (endpoint === undefined) return;
        this.#endpoint = endpoint;
        const own = this.#ownKeys;
        this.#keys = own && workerPublicKey !== undefined ? { own, workerPublicKey } : null;
        settle('listens');
      });
    });
    const late = delay(START_TIMEOUT_MS, `did not listen within ${START_TIMEOUT_MS / 1000} s`, {
      signal: cancel.signal,
    }).catch(() => '');
    const outcome = await Promise.race([listening, this.exited, late]);
    cancel.abort();
    if (outcome === 'listens') return;
    // What ends by itself would do so again; what is ended, or starved, may do better another time.
    if (!/^(ended with|could not be)/.test(outcome))
      throw new WorkerExitError(this.describe(outcome));
    throw new UserError(
      `${this.describe(outcome)}\nIf a package is missing, run \`npm run setup\`.`,
    );
  }

  async #endsInTime(): Promise<boolean> {
    const cancel = new AbortController();
    const late = delay(GRACE_MS, undefined, { signal: cancel.signal }).catch(() => undefined);
    await Promise.race([this.exited, late]);
    cancel.abort();
    return this.#hasExited;
  }

  #forget(): void {
    if (!running.delete(this)) return;
    if (running.size === 0) process.off('exit', killAll);
    if (this.#endpoint.startsWith('ipc://')) removeSocket(this.#endpoint.slice('ipc://'.length));
  }
}

/** Removes a socket's file and its folder, where the worker could not. */
function removeSocket(path: string): void {
  rmSync(path, { force: true });
  try {
    rmdirSync(dirname(path));
  } catch {
    // The worker has removed it, as it does whenever it can.
  }
}

/** The last resort of a process that ends without having closed its pools. */
function killAll(): void {
  for (const worker of running) void worker.kill();
}
