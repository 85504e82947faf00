import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { cpuFlags } from '../backend/cpu.ts';
import { codeHash } from './codeHash.ts';

/** The processor a run used. */
export interface Cpu {
  readonly model: string;
  readonly cores: number;
  /** Instruction sets that change how fast, and in the last bits what, TensorFlow and MuJoCo compute. */
  readonly flags: readonly string[];
}

/** The code a run used: null where the program does not run from a git clone. */
export interface Code {
  readonly version: string;
  readonly commit: string | null;
  readonly dirty: boolean | null;
  /** See `codeHash`. */
  readonly hash: string;
}

export function describeCpu(): Cpu {
  const cpus = os.cpus();
  return { model: cpus[0]?.model.trim() ?? 'unknown', cores: cpus.length, flags: cpuFlags() };
}

const PROJECT = new URL('../../', import.meta.url);

export function describeCode(): Code {
  return { version: projectVersion(), ...(bundledFrom() ?? checkedOut()), hash: codeHash() };
}

/** What a bundle was made from: its folder may lie in another project's clone. */
function bundledFrom(): Pick<Code, 'commit' | 'dirty'> | null {
  const path = new URL('.made-from.json', PROJECT);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8')) as Pick<Code, 'commit' | 'dirty'>;
}

function checkedOut(): Pick<Code, 'commit' | 'dirty'> {
  const changes = git('status', '--porcelain');
  return { commit: git('rev-parse', 'HEAD'), dirty: changes === null ? null : changes !== '' };
}

/** This program's version. */
export function projectVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', PROJECT), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: PROJECT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
