import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LOCK } from '../../../src/experiment/runLock.ts';
import { assertEnding, ChaosError, reaches, send } from '../ending.ts';
import { makeInterrupted } from '../interrupted.ts';
import { startProgram, type RunningProgram } from '../program.ts';
import { isSame } from '../reference.ts';
import { reproducing, runsOf } from '../reproductions.ts';
import { hasBegun, keptIn, lostCheckpoints, recordIn, stepsIn } from '../runFolder.ts';
import { beginning, RUNS } from '../runs.ts';
import type { Context, Scenario } from '../scenario.ts';

const run = RUNS.attackedPendulum;
const LONGEST_STAGGER_MS = 2000;

/** Two processes that start at about the same time on one folder: one trains, the other is refused. */
const STARTED_TOGETHER: Scenario = {
  name: 'start-together',
  fault: 'Two processes started together',
  seconds: (times) => 12 + 10 * Math.min(times, 4),
  run: async (context) => {
    const { random, times, isShort, tell } = context;
    const reference = await context.reference(run);
    const original = join(context.folder, 'original');
    await makeInterrupted(context, run, original);
    const trainings = isShort ? 1 : Math.min(times, 4);
    let areEqual = true;
    for (let pair = 0; pair < trainings; pair++) {
      tell(`train, ${pair + 1} of ${trainings}`);
      const folder = join(context.folder, `train-${pair}`);
      // In the place of another run, and into an empty folder.
      const isReplaced = pair % 2 === 0;
      if (isReplaced) cpSync(original, folder, { recursive: true });
      const before = isReplaced ? recordIn(folder).startedAt : '';
      const start = () => startProgram(beginning(run, folder, ...(isReplaced ? OVERWRITE : [])));
      const isUnderWay = () =>
        hasBegun(folder) && recordIn(folder).startedAt !== before && stepsIn(folder) > 0;
      const winner = await startTwo(start, LONGEST_STAGGER_MS * random.uniform(), {
        folder,
        isUnderWay,
      });
      assertEnding(await winner.ended, { code: 0, says: /^$/ });
      areEqual = isSame(reference, folder) && areEqual;
    }
    const reproductions = isShort ? 1 : Math.min(times, 2);
    const lost = await reproduceTogether(context, reproductions);
    const injected = trainings + reproductions;
    return {
      injected,
      survived: injected,
      lost,
      bitsEqual: areEqual,
      note: `${trainings} pairs of train, ${reproductions} of reproduce --overwrite; one of each trained`,
    };
  },
};

const OVERWRITE = ['--overwrite'];

/** Each pair replaces what the one before has left. Returns the checkpoints that are not whole afterwards. */
async function reproduceTogether(context: Context, pairs: number): Promise<number> {
  const out = join(context.folder, 'reproduce');
  const args = reproducing(out, ...OVERWRITE);
  let lost = 0;
  for (let pair = 0; pair < pairs; pair++) {
    context.tell(`reproduce, ${pair + 1} of ${pairs}`);
    const before = startsIn(out);
    // Of each run of the reproduction, so that both jobs are at work.
    const isUnderWay = () => {
      const starts = startsIn(out);
      const isNew = [...starts].every(([folder, at]) => before.get(folder) !== at);
      return starts.size > 0 && isNew && [...starts.keys()].every((folder) => stepsIn(folder) > 0);
    };
    const stagger = LONGEST_STAGGER_MS * context.random.uniform();
    const winner = await startTwo(() => startProgram(args), stagger, {
      folder: out,
      isUnderWay,
    });
    const kept = [...startsIn(out).keys()].map((folder) => [folder, keptIn(folder)] as const);
    send(winner, 'SIGTERM');
    assertEnding(await winner.ended, { code: 130 });
    for (const [folder, then] of kept) lost += lostCheckpoints(then, folder);
  }
  return lost;
}

/** When each run of a reproduction was begun, by its folder. */
function startsIn(out: string): Map<string, string> {
  return new Map(runsOf(out).map((folder) => [folder, recordIn(folder).startedAt] as const));
}

/**
 * Starts a program twice. The one that comes to train is stopped until the other has ended: it has to be
 * refused, however late it comes. Returns the one that goes on.
 */
async function startTwo(
  start: () => RunningProgram,
  staggerMs: number,
  { folder, isUnderWay }: { readonly folder: string; readonly isUnderWay: () => boolean },
): Promise<RunningProgram> {
  const first = start();
  await delay(staggerMs);
  const second = start();
  const pair = [first, second];
  const areBothThere = () => pair.every((program) => program.ending() === null);
  await reaches(first, () => !areBothThere() || isUnderWay());
  if (areBothThere()) {
    const holder = pair.find(({ pid }) => pid === holderOf(folder));
    if (!holder) throw new ChaosError('Neither of the two holds the folder, though one trains.');
    send(holder, 'SIGSTOP');
    await Promise.race(pair.map(({ ended }) => ended));
    send(holder, 'SIGCONT');
  }
  const [refused, another] = pair.filter((program) => program.ending() !== null);
  if (!refused || another) throw new ChaosError('Both processes have ended.');
  assertEnding(await refused.ended, { code: 2, says: /is being written to by (another )?process/ });
  const winner = refused === first ? second : first;
  await reaches(winner, isUnderWay);
  return winner;
}

function holderOf(folder: string): number {
  return (JSON.parse(readFileSync(join(folder, LOCK), 'utf8')) as { pid: number }).pid;
}

export const TOGETHER: readonly Scenario[] = [STARTED_TOGETHER];
