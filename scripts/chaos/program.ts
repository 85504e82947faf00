import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** How a program ended. */
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
  /** Words to put before the command, of a program that becomes it, such as `nsenter`. */
  readonly within?: readonly string[];
  /** Which of the clone's scripts. Default: `scripts/resilient-marl.mjs`. */
  readonly script?: string;
}

/** The program, running in a process group of its own. */
export interface RunningProgram {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Null while it runs. */
  readonly ending: () => Ending | null;
  /** Closes the reading end of its output. */
  readonly stopReading: () => void;
}

/** Process groups that go with this process. */
const groups = new Set<number>();

process.on('exit', () => {
  for (const pid of groups) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
});

/** Starts `resilient-marl` as a user would, its output in pipes. */
export function startProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): RunningProgram {
  const { root = ROOT, cwd = root, env = {}, within = [] } = options;
  const { script = 'scripts/resilient-marl.mjs' } = options;
  const [command = '', ...words] = [...within, process.execPath, join(root, script), ...args];
  const child = spawn(command, words, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid = 0 } = child;
  if (pid !== 0) groups.add(pid);
  let stdout = '';
  let stderr = '';
  let ending: Ending | null = null;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    pid,
    ending: () => ending,
    stopReading: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ended: new Promise((settle, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => {
        groups.delete(pid);
        ending = { code, signal, stdout, stderr };
        settle(ending);
      });
    }),
  };
}

/** Runs `resilient-marl` to its end. */
export function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Ending> {
  return startProgram(args, options).ended;
}

/** The environment workers of a program, the oldest first: numbers of processes begin anew at some point. */
export function workersOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isWorkerOf(pid, name))
    .map((name) => [Number(name), startOf(name)] as const)
    .sort(([a, aStart], [b, bStart]) => aStart - bStart || a - b)
    .map(([worker]) => worker);
}

/** When a process began, in ticks of the kernel's clock: the 22nd field, of which the second may hold spaces. */
function startOf(name: string): number {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return Infinity; // It has ended meanwhile.
  }
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

/** Whether any process of a program's group is left: the program, its jobs, their workers. */
export function isGroupAlive(group: number): boolean {
  return inGroup(group).length > 0;
}

/** The environment workers of a program and of its jobs. */
export function workersInGroup(group: number): number[] {
  return inGroup(group).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('resilient_env');
    } catch {
      return false; // It has ended meanwhile.
    }
  });
}

function inGroup(group: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The second field is a name in parentheses, which may hold spaces.
        const [state, , ofGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(ofGroup) === group && state !== 'Z';
      } catch {
        return false; // It has ended meanwhile.
      }
    })
    .map(Number);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
