import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { assertEnding, ChaosError, reaches, send } from '../ending.ts';
import { finish, lostInTheEnd, plainPlace } from '../finish.ts';
import { startProgram, workersOf } from '../program.ts';
import { hasBegun, keptIn, lostCheckpoints, recordIn, stepsIn, type Kept } from '../runFolder.ts';
import { beginning, goingOn, RUNS } from '../runs.ts';
import { STOPPING } from '../interrupted.ts';
import type { Scenario } from '../scenario.ts';

/** How a program is asked to stop: a signal to it alone, or to its whole group as a terminal sends it. */
const STOPS = [
  { signal: 'SIGTERM', toGroup: false },
  { signal: 'SIGINT', toGroup: true },
  { signal: 'SIGINT', toGroup: false },
] as const;

const run = RUNS.attackedPendulum;

/** A run that is asked to stop again and again: each time it writes a checkpoint and ends at once. */
const STOPPED: Scenario = {
  name: 'stop',
  fault: 'SIGTERM and Ctrl-C',
  seconds: () => 8 + 3 * STOPS.length,
  run: async (context) => {
    const { random, tell } = context;
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    const kept: Kept[] = [];
    let lost = 0;
    let slowest = 0;
    for (const [index, { signal, toGroup }] of STOPS.entries()) {
      tell(`stop ${index + 1} of ${STOPS.length}`);
      const before = stepsIn(folder);
      const program = startProgram(hasBegun(folder) ? goingOn(folder) : beginning(run, folder));
      await reaches(program, () => stepsIn(folder) > before);
      await delay(100 * random.uniform());
      const then = keptIn(folder);
      const began = performance.now();
      send(program, signal, toGroup);
      assertEnding(await program.ended, { code: 130, says: STOPPING });
      slowest = Math.max(slowest, performance.now() - began);
      if (recordIn(folder).status !== 'interrupted')
        throw new ChaosError('It was not interrupted.');
      lost += lostCheckpoints(then, folder);
      kept.push(then);
    }
    const bitsEqual = await finish(run, reference, plainPlace(folder));
    const count = STOPS.length;
    return {
      injected: count,
      survived: count,
      lost: lost + lostInTheEnd(kept, folder),
      bitsEqual,
      note: `ended with a checkpoint, the slowest after ${Math.round(slowest)} ms`,
    };
  },
};

/** The worker hangs, so that the step under way does not end, and Ctrl-C comes a second time. */
const STOPPED_TWICE: Scenario = {
  name: 'stop-twice',
  fault: 'Second Ctrl-C while the first waits',
  seconds: () => 10,
  run: async (context) => {
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    const program = startProgram(beginning(run, folder));
    await reaches(program, () => stepsIn(folder) > 0);
    await delay(100 * context.random.uniform());
    for (const worker of workersOf(program.pid)) process.kill(worker, 'SIGSTOP');
    const then = keptIn(folder);
    send(program, 'SIGINT');
    // One that comes sooner counts as the same one, passed on twice.
    await delay(1000);
    if (program.ending() !== null) throw new ChaosError('It did not wait for the step under way.');
    const began = performance.now();
    send(program, 'SIGINT');
    assertEnding(await program.ended, { code: 130, says: STOPPING });
    const took = Math.round(performance.now() - began);
    const lost = lostCheckpoints(then, folder);
    const bitsEqual = await finish(run, reference, plainPlace(folder));
    return {
      injected: 1,
      survived: 1,
      lost: lost + lostInTheEnd([then], folder),
      bitsEqual,
      note: `left ${took} ms after the second`,
    };
  },
};

export const SIGNALS: readonly Scenario[] = [STOPPED, STOPPED_TWICE];
