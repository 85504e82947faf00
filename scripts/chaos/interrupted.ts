import { setTimeout as delay } from 'node:timers/promises';
import { assertEnding, reaches } from './ending.ts';
import { startProgram } from './program.ts';
import { keptIn } from './runFolder.ts';
import { beginning, type TinyRun } from './runs.ts';
import type { Context } from './scenario.ts';

/** What the program says at Ctrl-C, and nothing else. */
export const STOPPING = /^\nStopping after this step; once more to leave at once\.\n$/;

/** Makes a run that was interrupted at a random moment, with two checkpoints. */
export async function makeInterrupted(
  { random, tell }: Pick<Context, 'random' | 'tell'>,
  run: TinyRun,
  folder: string,
): Promise<void> {
  tell('a run to be interrupted');
  const program = startProgram(beginning(run, folder));
  const seen = new Set<number>();
  await reaches(program, () => seen.add(keptIn(folder).checkpoint).size > 3);
  await delay(50 * random.uniform());
  process.kill(program.pid, 'SIGTERM');
  assertEnding(await program.ended, { code: 130, says: STOPPING });
}
