import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const TAIL_CHARACTERS = 2000;
const GRACE_MS = 5000;

export type Reply = Readonly<Record<string, unknown>>;

/** What is measured could not do what it was asked to. */
export class SubjectError extends Error {
  override readonly name = 'SubjectError';
}

/** A program and its arguments. */
export interface SubjectCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** One of `subjects/`, in TypeScript. */
export function typescriptSubject(name: string): SubjectCommand {
  return { program: process.execPath, args: [join(FOLDER, 'subject.mjs'), name] };
}

/** One of `peers/`, in Python. */
export function pythonSubject(python: string, script: string, ...args: string[]): SubjectCommand {
  return { program: python, args: [join(FOLDER, 'peers', script), ...args] };
}

/**
 * A process that does work on command: one JSON object a line goes in, one comes back. Each lives as
 * long as its contest, so that loading and compiling stay outside of what is timed, and waits for a
 * command while others work.
 */
export class SubjectProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  #waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | null = null;
  #stderrTail = '';

  constructor({ program, args }: SubjectCommand) {
    this.#child = spawn(program, [...args], { stdio: 'pipe' });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-TAIL_CHARACTERS);
    });
    this.#child.stdin?.on('error', () => undefined);
    if (this.#child.stdout) {
      createInterface(this.#child.stdout).on('line', (line) => {
        this.#answer(line);
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', ({ message }) => {
        resolve(message);
      });
      this.#child.once('close', (code, signal) => {
        resolve(`ended with ${signal ?? `exit code ${String(code)}`}\n${this.#stderrTail}`.trim());
      });
    });
    void this.#ended.then((how) => {
      this.#waiting?.reject(new SubjectError(how));
      this.#waiting = null;
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Asks for one piece of work. Rejects with a `SubjectError`. */
  request(command: string, message: object = {}): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#waiting) throw new Error('SubjectProcess: one request at a time.');
      if (this.#child.exitCode !== null || this.#child.pid === undefined) {
        void this.#ended.then((how) => {
          reject(new SubjectError(how));
        });
        return;
      }
      this.#waiting = { resolve, reject };
      this.#child.stdin?.write(`${JSON.stringify({ do: command, ...message })}\n`);
    });
  }

  #answer(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    const reply = JSON.parse(line) as Reply;
    if (typeof reply['error'] === 'string') waiting?.reject(new SubjectError(reply['error']));
    else waiting?.resolve(reply);
  }

  /** It ends by itself when its input does. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
