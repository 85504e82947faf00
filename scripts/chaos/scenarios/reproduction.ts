import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { assertUnlocked } from '../../../src/experiment/runLock.ts';
import { assertEnding, reaches } from '../ending.ts';
import { lostInTheEnd } from '../finish.ts';
import { startProgram } from '../program.ts';
import {
  keptIn,
  lostCheckpoints,
  readTables,
  recordIn,
  sameTables,
  stepsIn,
} from '../runFolder.ts';
import type { Kept } from '../runFolder.ts';
import type { Scenario } from '../scenario.ts';

const MOST_KILLS = 3;

/** The runs of one panel in two processes: the first is killed, or all of them at once; the same command again. */
const KILLED_REPRODUCTION: Scenario = {
  name: 'kill-reproduce',
  fault: 'SIGKILL of reproduce --jobs 2',
  isLongOnly: true,
  seconds: (times) => 120 + 15 * Math.min(times, MOST_KILLS),
  run: async ({ folder: root, random, times, tell }) => {
    const whole = join(root, 'whole');
    tell('without any fault');
    assertEnding(await startProgram(reproducing(whole)).ended, { code: 0 });
    const lastSteps = recordIn(runsOf(whole)[0] ?? '').stepsDone;
    const out = join(root, 'out');
    const kept = new Map<string, Kept[]>();
    const count = Math.min(times, MOST_KILLS);
    let injected = 0;
    let lost = 0;
    for (let kill = 0; kill < count; kill++) {
      tell(`kill ${kill + 1} of ${count}`);
      const target = (0.9 * lastSteps * (kill + random.uniform())) / count;
      const program = startProgram(reproducing(out));
      const isFarEnough = () => Math.max(0, ...runsOf(out).map(stepsIn)) >= Math.max(1, target);
      if (!(await reaches(program, isFarEnough))) break;
      await delay(100 * random.uniform());
      const before = runsOf(out).map((folder) => [folder, keptIn(folder)] as const);
      // Where only the first is killed, its jobs write a checkpoint and end by themselves.
      process.kill(random.uniform() < 0.5 ? program.pid : -program.pid, 'SIGKILL');
      const { signal } = await program.ended;
      if (signal === null) break;
      while (isWrittenTo(runsOf(out))) await delay(50);
      injected++;
      for (const [folder, then] of before) {
        if (recordIn(folder).status !== 'finished') lost += lostCheckpoints(then, folder);
        kept.set(folder, [...(kept.get(folder) ?? []), then]);
      }
    }
    tell('to the end');
    assertEnding(await startProgram(reproducing(out)).ended, { code: 0 });
    for (const [folder, list] of kept) lost += lostInTheEnd(list, folder);
    const pairs = runsOf(whole).map((folder) => [folder, folder.replace(whole, out)] as const);
    const bitsEqual = pairs.every(([a, b]) => sameTables(readTables(a), readTables(b)));
    return { injected, survived: injected, lost, bitsEqual, note: `${pairs.length} runs` };
  },
};

function isWrittenTo(folders: readonly string[]): boolean {
  try {
    assertUnlocked(folders);
    return false;
  } catch {
    return true;
  }
}

function reproducing(out: string): string[] {
  const options = '--device cpu --scale quick --figure 2b --jobs 2 --checkpoint-seconds 0';
  return ['reproduce', ...options.split(' '), '--out', out];
}

function runsOf(out: string): string[] {
  const runs = join(out, 'runs');
  return existsSync(runs)
    ? readdirSync(runs)
        .map((name) => join(runs, name))
        .filter((folder) => existsSync(join(folder, 'run.json')))
    : [];
}

export const REPRODUCTIONS: readonly Scenario[] = [KILLED_REPRODUCTION];
