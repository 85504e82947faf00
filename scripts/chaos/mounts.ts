import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ChaosError } from './ending.ts';

/** Whether this process may make mounts that only its children see. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Mounts that are seen only by processes that are started within. */
export interface OwnMounts extends AsyncDisposable {
  /** Words to put before a command, so that it sees the mounts. */
  readonly within: readonly string[];
  /** A path as those processes have it, for us to look at. */
  readonly seen: (path: string) => string;
  /** Changes the mounts. */
  readonly run: (script: string, ...args: readonly string[]) => void;
}

/** Makes mounts by a shell script, whose `$1`, `$2` ... are `args`. */
export async function makeMounts(script: string, ...args: readonly string[]): Promise<OwnMounts> {
  // It holds the mounts, and ends when its standard input does, however this process may go.
  const holder = spawn(
    'unshare',
    ['-rm', 'sh', '-ec', `${script}\necho ready\nexec cat`, 'sh', ...args],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const { pid = 0 } = holder;
  let complaints = '';
  holder.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = once(holder, 'close');
  const isReady = await Promise.race([
    once(createInterface(holder.stdout), 'line').then(() => true),
    closed.then(() => false),
  ]);
  if (!isReady) throw new ChaosError(`The mounts could not be made: ${complaints.trim()}`);
  const within = ['nsenter', '-t', String(pid), '-U', '-m', '--preserve-credentials'];
  return {
    within,
    seen: (path) => `/proc/${pid}/root${path}`,
    run: (change, ...words) => {
      const [command = '', ...rest] = [...within, 'sh', '-ec', change, 'sh', ...words];
      execFileSync(command, rest, { stdio: 'pipe' });
    },
    [Symbol.asyncDispose]: async () => {
      holder.stdin.end();
      await closed;
    },
  };
}

/** Words that let a command run under a limit of the size of each file that it writes, in KiB. */
export function fileSizeLimit(kibibytes: number): readonly string[] {
  return ['bash', '-c', `ulimit -f ${kibibytes}; exec "$@"`, 'bash'];
}
