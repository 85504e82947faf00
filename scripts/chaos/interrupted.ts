import { assertEnding, reaches, send } from './ending.ts';
import { startProgram } from './program.ts';
import { keptIn, stepsIn } from './runFolder.ts';
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
  const target = run.steps * (0.2 + 0.4 * random.uniform());
  await reaches(program, () => keptIn(folder).checkpoint > 0 && stepsIn(folder) >= target);
  send(program, 'SIGTERM');
  assertEnding(await program.ended, { code: 130, says: STOPPING });
}
