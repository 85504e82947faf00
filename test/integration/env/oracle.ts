import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const PYTHON = join(ROOT, '.setup/venv/bin/python');
const SCRIPT = join(ROOT, 'test/reference/gymnasium_trajectory.py');

/** One step of all environments. Arrays are little-endian bytes, for comparing bit for bit. */
export interface OracleStep {
  readonly action: Buffer;
  readonly obs: Buffer;
  readonly reward: Buffer;
  readonly terminated: Buffer;
  readonly truncated: Buffer;
  /** The environments whose episode ended with this step, and their observations after a reset. */
  readonly over: readonly number[];
  readonly reset: Buffer;
}

export interface Trajectory {
  readonly firstObs: Buffer;
  readonly steps: readonly OracleStep[];
}

/** What Gymnasium does in process; see the script. */
export function gymnasiumTrajectory(
  task: string,
  seeds: readonly number[],
  steps: number,
): Trajectory {
  const output = execFileSync(PYTHON, [SCRIPT], {
    input: JSON.stringify({ task, seeds, steps }),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(output, (_key, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value, 'base64') : value,
  ) as Trajectory;
}
