import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RandomStream } from '../../../src/random.ts';
import { assertEnding, ChaosError, reaches, send } from '../ending.ts';
import { startProgram, workersInGroup, type RunningProgram } from '../program.ts';
import { isSame } from '../reference.ts';
import { reproducing, runsOf } from '../reproductions.ts';
import { readTables, recordIn, stepsIn, type Tables } from '../runFolder.ts';
import { beginning, RUNS } from '../runs.ts';
import type { Context, Scenario } from '../scenario.ts';

const run = RUNS.attackedPendulum;

/** The first is killed long before it has started, others at some time before or after that. */
const START_MS = { first: 100, others: 800 } as const;
/** Of one start of the program: four in a row would be its end, as promised. */
const MOST_KILLS = 3;
const RUNS_OF_PANEL = 7;
/** Characters of a table: many rows. */
const LEAST_SHARED = 2000;

/** Workers are killed as they start for the first time, before any run has begun. */
const KILLED_AT_START: Scenario = {
  name: 'workers-at-start',
  fault: 'Worker killed as it starts',
  seconds: (times) => 12 + 12 * Math.min(times, 4),
  run: async (context) => {
    const { random, times, isShort, tell } = context;
    const reference = await context.reference(run);
    const trainings = isShort ? 1 : Math.min(times, 4);
    let [inTrain, neverBegun, restarts] = [0, 0, 0];
    let areEqual = true;
    for (let training = 0; training < trainings; training++) {
      tell(`train, ${training + 1} of ${trainings}`);
      const folder = join(context.folder, `train-${training}`);
      const program = startProgram(beginning(run, folder));
      const killed = await killFirstWorkers(program, random, () => stepsIn(folder) > 0);
      const ending = await program.ended;
      assertEnding(ending, { code: 0 });
      neverBegun += ending.stderr.match(/lost while it started/g)?.length ?? 0;
      inTrain += killed;
      const { workerRestarts } = recordIn(folder);
      if (workerRestarts < killed) {
        throw new ChaosError(`${killed} workers were killed; run.json counts ${workerRestarts}.`);
      }
      restarts += workerRestarts;
      areEqual = isSame(reference, folder) && areEqual;
    }
    const reproduced = isShort ? null : await killInReproduce(context, Math.min(times, 2));
    if (neverBegun === 0) throw new ChaosError('Each worker had started before it was killed.');
    const injected = inTrain + (reproduced?.killed ?? 0);
    return {
      injected,
      planned: trainings,
      survived: injected,
      lost: 0,
      bitsEqual: areEqual && reproduced?.areEqual !== false,
      note:
        `${inTrain} in ${trainings} starts of train, ${neverBegun} of them before they had made an environment, ` +
        `${restarts} replaced; ` +
        (reproduced ? `${reproduced.killed} in reproduce --jobs 2` : 'reproduce in the long form'),
    };
  },
};

/**
 * Kills workers of a program and of its jobs at random moments of their start, until runs are under way.
 * Returns how many; at least the first.
 */
async function killFirstWorkers(
  program: RunningProgram,
  random: RandomStream,
  isUnderWay: () => boolean,
): Promise<number> {
  const seen = new Set<number>();
  let killed = 0;
  for (;;) {
    const fresh = () => workersInGroup(program.pid).find((pid) => !seen.has(pid));
    await reaches(program, () => isUnderWay() || fresh() !== undefined);
    const worker = fresh();
    if (worker === undefined || isUnderWay() || killed === MOST_KILLS) return killed;
    seen.add(worker);
    if (killed > 0 && random.uniform() < 0.5) continue;
    await delay((killed === 0 ? START_MS.first : START_MS.others) * random.uniform());
    try {
      process.kill(worker, 'SIGKILL');
      killed++;
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Steps after which learning has begun at that scale. */
const FAR_ENOUGH = 650;

/** What reproductions whose workers are killed have written by some step has to be what a sound one has. */
async function killInReproduce(
  context: Context,
  times: number,
): Promise<{ readonly killed: number; readonly areEqual: boolean }> {
  context.tell('reproduce without any fault');
  const sound = join(context.folder, 'sound');
  await reproduceInPart(sound, () => Promise.resolve());
  let killed = 0;
  let areEqual = true;
  for (let time = 0; time < times; time++) {
    context.tell(`reproduce, ${time + 1} of ${times}`);
    const out = join(context.folder, `reproduce-${time}`);
    await reproduceInPart(out, async (program) => {
      killed += await killFirstWorkers(program, context.random, () => runsOf(out).length > 0);
    });
    const pairs = runsOf(sound).map((folder) => [folder, folder.replace(sound, out)] as const);
    areEqual &&= pairs.every(([a, b]) => haveSameBeginning(readTables(a), readTables(b)));
  }
  return { killed, areEqual };
}

/** Begins a reproduction and stops it once all of its runs have learned for some steps. */
async function reproduceInPart(
  out: string,
  harm: (program: RunningProgram) => Promise<void>,
): Promise<void> {
  const program = startProgram(reproducing(out));
  await harm(program);
  const isFarEnough = () => {
    const steps = runsOf(out).map(stepsIn);
    return steps.length === RUNS_OF_PANEL && Math.min(...steps) >= FAR_ENOUGH;
  };
  await reaches(program, isFarEnough);
  send(program, 'SIGTERM');
  assertEnding(await program.ended, { code: 130 });
}

/** Whether the longer of two tables begins with the shorter; some have to have rows. */
function haveSameBeginning(a: Tables, b: Tables): boolean {
  const shared = [...a].map(([name, text]) => {
    const other = b.get(name) ?? '';
    const length = Math.min(text.length, other.length);
    return text.slice(0, length) === other.slice(0, length) ? length : -1;
  });
  return !shared.includes(-1) && shared.some((length) => length > LEAST_SHARED);
}

export const WORKERS_AT_START: readonly Scenario[] = [KILLED_AT_START];
