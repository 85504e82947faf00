import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { assertEnding, reaches, send } from '../ending.ts';
import { finish, lostInTheEnd, plainPlace } from '../finish.ts';
import { makeInterrupted } from '../interrupted.ts';
import { startProgram } from '../program.ts';
import { isSame } from '../reference.ts';
import { keptIn, stepsIn } from '../runFolder.ts';
import { beginning, goingOn, RUNS } from '../runs.ts';
import type { Scenario } from '../scenario.ts';

const run = RUNS.attackedPendulum;

/** A second and a third process want a run's folder while the first writes to it. */
const SECOND_PROCESS: Scenario = {
  name: 'second-process',
  fault: 'Second process on one folder',
  seconds: () => 12,
  run: async (context) => {
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    const first = startProgram(beginning(run, folder));
    await reaches(first, () => stepsIn(folder) > 0);
    // Stopped for as long as the others try, so that it is there whatever they take.
    send(first, 'SIGSTOP');
    try {
      for (const args of [goingOn(folder), beginning(run, folder, '--overwrite')]) {
        assertEnding(await startProgram(args).ended, {
          code: 2,
          says: new RegExp(`is being written to by process ${first.pid} on ${hostname()}`),
        });
      }
    } finally {
      send(first, 'SIGCONT');
    }
    assertEnding(await first.ended, { code: 0 });
    const bitsEqual = isSame(reference, folder);
    return { injected: 2, survived: 2, lost: 0, bitsEqual, note: 'refused, and told who holds it' };
  },
};

/** Locks that nobody holds: of a process that is gone, of one with the same number, and half written. */
const STALE_LOCKS: Scenario = {
  name: 'stale-locks',
  fault: 'Stale lock',
  seconds: () => 18,
  run: async (context) => {
    const reference = await context.reference(run);
    const original = join(context.folder, 'original');
    await makeInterrupted(context, run, original);
    const kept = keptIn(original);
    const host = hostname();
    const all = [
      JSON.stringify({ pid: freePid(), host, began: '1' }),
      JSON.stringify({ pid: process.pid, host, began: '1' }),
      '{"pid":',
    ];
    const locks = context.isShort ? all.slice(0, 1) : all;
    let areEqual = true;
    let lost = 0;
    for (const [index, lock] of locks.entries()) {
      const folder = join(context.folder, String(index));
      cpSync(original, folder, { recursive: true });
      writeFileSync(join(folder, 'run.lock'), lock);
      areEqual = (await finish(run, reference, plainPlace(folder))) && areEqual;
      lost += lostInTheEnd([kept], folder);
    }
    const count = locks.length;
    return { injected: count, survived: count, lost, bitsEqual: areEqual, note: 'taken over' };
  },
};

/** The number of no process. */
function freePid(): number {
  let pid = 30_000;
  while (existsSync(`/proc/${pid}`)) pid++;
  return pid;
}

export const LOCKS: readonly Scenario[] = [SECOND_PROCESS, STALE_LOCKS];
