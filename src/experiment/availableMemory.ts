import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Bytes that this program may have in all: what it has already, and what it and its workers can still
 * take before the kernel, or the control group that they run in, ends one of them. An allocation does
 * not tell, for memory is only taken when it is written to. Infinity where the kernel does not say.
 *
 * @param root where `proc` and `sys` are
 */
export function availableMemory(root = '/'): number {
  const machine = numberAfter('MemAvailable:', read(root, 'proc/meminfo')) ?? Infinity;
  // The rest of what it has is pages of files, which count as available.
  const own = numberAfter('RssAnon:', read(root, 'proc/self/status')) ?? 0;
  return Math.min(machine * KIB, ...controlGroups(root).map(leftIn)) + own * KIB;
}

/** The unit of `/proc`. */
const KIB = 1024;

/** What a control group may have and has, in bytes; null where it says nothing. */
interface ControlGroup {
  readonly limit: number | null;
  readonly usage: number | null;
  /** The part of the usage that is pages of files, which it gives back before it runs out. */
  readonly files: number;
}

interface Version {
  /** Of `/proc/self/cgroup`; the path of the group comes after it. */
  readonly line: RegExp;
  readonly mount: string;
  readonly limit: string;
  readonly usage: string;
  readonly files: readonly string[];
}

const VERSIONS: readonly Version[] = [
  {
    line: /^0::(.*)$/m,
    mount: 'sys/fs/cgroup',
    limit: 'memory.max',
    usage: 'memory.current',
    files: ['inactive_file', 'active_file'],
  },
  {
    line: /^\d+:(?:\S*,)?memory(?:,\S*)?:(.*)$/m,
    mount: 'sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    usage: 'memory.usage_in_bytes',
    files: ['total_inactive_file', 'total_active_file'],
  },
];

/** The process's group and those around it, each of which can have a limit. */
function controlGroups(root: string): ControlGroup[] {
  const memberships = read(root, 'proc/self/cgroup');
  return VERSIONS.flatMap(({ line, mount, ...names }) => {
    const path = line.exec(memberships)?.[1];
    if (path === undefined) return [];
    return lineage(path).map((group): ControlGroup => {
      const file = (name: string) => read(root, join(mount, group, name));
      const statistics = file('memory.stat');
      const files = names.files.map((name) => numberAfter(name, statistics) ?? 0);
      return {
        limit: numberAfter('', file(names.limit)),
        usage: numberAfter('', file(names.usage)),
        files: files.reduce((sum, bytes) => sum + bytes, 0),
      };
    });
  });
}

function leftIn({ limit, usage, files }: ControlGroup): number {
  if (limit === null || usage === null) return Infinity;
  return Math.max(0, limit - Math.max(0, usage - files));
}

/** `/a/b`, `/a` and `/`. In a container only the last may be there. */
function lineage(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [path, ...lineage(parent)];
}

/** The number of the line that begins with `name`; null where there is none, as after `max`. */
function numberAfter(name: string, text: string): number | null {
  const digits = new RegExp(`^${name}\\s*(\\d+)`, 'm').exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A file of the kernel; nothing where it is not there or not ours to read. */
function read(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}
