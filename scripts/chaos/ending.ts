import { setTimeout as delay } from 'node:timers/promises';
import type { Ending, RunningProgram } from './program.ts';

/** Something did not go as it has to: the fault was not survived. */
export class ChaosError extends Error {
  override readonly name = 'ChaosError';
}

/** How a program has to end. */
export interface ExpectedEnding {
  readonly code: number;
  /** What it has to say on standard error. */
  readonly says?: RegExp;
}

const LONGEST_QUOTE = 1500;

/** Throws a `ChaosError` where a program ended otherwise, or with a stack trace. */
export function assertEnding(ending: Ending, { code, says }: ExpectedEnding): void {
  const { stdout, stderr } = ending;
  const fail = (what: string) =>
    new ChaosError(
      `${what}\n${[stdout, stderr].join('\n').trim().slice(-LONGEST_QUOTE)}`.trimEnd(),
    );
  if (ending.code !== code) {
    const how = ending.signal ?? `exit code ${ending.code ?? '?'}`;
    throw fail(`The program ended with ${how}, expected exit code ${code}:`);
  }
  if (says && !says.test(stderr)) throw fail(`The program did not say ${String(says)} but:`);
  if (/^\s+at .*:\d+:\d+\)?$/m.test(stderr)) throw fail('The program shows a stack:');
}

const POLL_MS = 5;
/** Longer than anything takes, on a machine with much else to do. */
const LONGEST_WAIT_MS = 900_000;

/** Waits until `condition` holds. False where the program has ended before. */
export async function reaches(program: RunningProgram, condition: () => boolean): Promise<boolean> {
  const until = performance.now() + LONGEST_WAIT_MS;
  while (!condition()) {
    if (program.ending() !== null) return false;
    if (performance.now() > until) {
      process.kill(-program.pid, 'SIGKILL');
      throw new ChaosError(`The program got nowhere in ${LONGEST_WAIT_MS / 1000} s.`);
    }
    await delay(POLL_MS);
  }
  return program.ending() === null;
}

/** Sends a signal to a program, or to its whole group. Throws where it has ended before. */
export function send(program: RunningProgram, signal: NodeJS.Signals, toGroup = false): void {
  const ending = program.ending();
  if (ending !== null) {
    throw new ChaosError(`The program had ended before the signal: ${ending.stderr}`);
  }
  process.kill(toGroup ? -program.pid : program.pid, signal);
}
