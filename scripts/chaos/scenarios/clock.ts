import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertEnding, ChaosError, reaches, send } from '../ending.ts';
import { finish, lostInTheEnd } from '../finish.ts';
import { STOPPING } from '../interrupted.ts';
import { startProgram } from '../program.ts';
import { keptIn, lostCheckpoints, recordIn, stepsIn } from '../runFolder.ts';
import { beginning, RUNS } from '../runs.ts';
import type { Scenario } from '../scenario.ts';

const CLOCK = join(import.meta.dirname, '../jumpingClock.mjs');
const DAY_MS = 24 * 3600 * 1000;

/** A run is begun, interrupted and ended by programs whose clock is now a year ahead, now behind. */
const JUMPING_CLOCK: Scenario = {
  name: 'clock',
  fault: 'Clock a year ahead, then behind',
  seconds: () => 12,
  run: async (context) => {
    const run = RUNS.attackedPendulum;
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    const options = { env: { NODE_OPTIONS: `--import=${pathToFileURL(CLOCK).href}` } };
    const program = startProgram(beginning(run, folder), options);
    await reaches(program, () => stepsIn(folder) > 0.3 * run.steps);
    const then = keptIn(folder);
    send(program, 'SIGTERM');
    assertEnding(await program.ended, { code: 130, says: STOPPING });
    const lost = lostCheckpoints(then, folder);
    const bitsEqual = await finish(run, reference, { folder, seen: folder, options });
    const { startedAt, finishedAt, resumptions, wallSeconds } = recordIn(folder);
    const times = [startedAt, finishedAt ?? '', ...resumptions.map(({ at }) => at)];
    const off = times.map((time) => Math.round((Date.parse(time) - Date.now()) / DAY_MS));
    const jumps = off.filter((days) => Math.abs(days) > 300).length;
    if (jumps < times.length) {
      throw new ChaosError(`The clock did not jump: times are off by ${off.join(', ')} days.`);
    }
    if (!(wallSeconds >= 0 && wallSeconds < DAY_MS / 1000)) {
      throw new ChaosError(`The run is said to have taken ${wallSeconds} s.`);
    }
    return {
      injected: jumps,
      survived: jumps,
      lost: lost + lostInTheEnd([then], folder),
      bitsEqual,
      note: `times on record are off by ${off.join(', ')} days`,
    };
  },
};

export const CLOCKS: readonly Scenario[] = [JUMPING_CLOCK];
