import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** How the program ended. */
export interface Ending {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  /** Default: this clone. */
  readonly root?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The program, running in a process group of its own. */
export interface RunningProgram {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Closes the reading end of its output. */
  readonly stopReading: () => void;
}

/** Starts `resilient-marl` as a user would, its output in pipes. */
export function startProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): RunningProgram {
  const { root = ROOT, cwd = root, env = {} } = options;
  const child = spawn(process.execPath, [join(root, 'scripts/resilient-marl.mjs'), ...args], {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    pid: child.pid ?? 0,
    stopReading: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ended: new Promise((settle, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => {
        settle({ code, signal, stdout, stderr });
      });
    }),
  };
}

/** Runs `resilient-marl` to its end. */
export function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Ending> {
  return startProgram(args, options).ended;
}

/** The environment workers of a program. */
export function workersOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isWorkerOf(pid, name))
    .map(Number);
}

function isWorkerOf(pid: number, name: string): boolean {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
    if (Number(parent) !== pid) return false;
    return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('resilient_env');
  } catch {
    return false; // It has ended meanwhile.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A copy of the program in `folder`, set up for the CPU but without Python: `root` for `startProgram`. */
export function copyWithoutPython(folder: string): string {
  for (const part of ['scripts', 'src', 'python_env', 'package.json', 'package-lock.json']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, '.setup/native'), { recursive: true });
  symlinkSync(join(ROOT, '.setup/native/cpu'), join(folder, '.setup/native/cpu'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
