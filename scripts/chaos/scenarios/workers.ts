import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { assertEnding, ChaosError, reaches } from '../ending.ts';
import { copyOfProgram } from '../copyOfProgram.ts';
import { faultsLeft, faultyPython, type PlannedFault } from '../faultyWorker.ts';
import { finish, lostInTheEnd, plainPlace } from '../finish.ts';
import { startProgram, workersOf } from '../program.ts';
import { isSame } from '../reference.ts';
import { hasBegun, keptIn, lostCheckpoints, recordIn, stepsIn } from '../runFolder.ts';
import { beginning, RUNS, type TinyRun } from '../runs.ts';
import type { Context, Scenario } from '../scenario.ts';

/** More runs than it takes to do harm `times` times, one after the other. */
const MOST_RUNS = 10;

/**
 * The workers of a run are killed, made to hang and told to exit, and those of further runs like it where it
 * ends before that was done `times` times.
 */
function harmedWorkers(name: string, run: TinyRun, isLongOnly: boolean): Scenario {
  return {
    name,
    fault: `Worker killed, hung, ended: ${run.name}`,
    isLongOnly,
    seconds: (times) => 8 + 2.5 * times,
    run: async (context) => {
      const reference = await context.reference(run);
      const counts: HarmCounts = { SIGKILL: 0, SIGSTOP: 0, SIGTERM: 0 };
      let [runs, replaced, bitsEqual] = [0, 0, true];
      while (sumOf(counts) < context.times && runs < MOST_RUNS) {
        const folder = join(context.folder, `out-${runs++}`);
        await harmOneRun(context, run, folder, counts);
        replaced += recordIn(folder).workerRestarts;
        bitsEqual &&= isSame(reference, folder);
      }
      const injected = sumOf(counts);
      if (injected < context.times) {
        throw new ChaosError(`${runs} runs ended after ${injected} of ${context.times} harms.`);
      }
      return {
        injected,
        survived: injected,
        lost: 0,
        bitsEqual,
        note:
          `${counts.SIGKILL} killed, ${counts.SIGSTOP} hung, ${counts.SIGTERM} ended; ` +
          `${replaced} replaced; runs: ${runs}`,
      };
    },
  };
}

type HarmCounts = Record<(typeof HARMS)[number], number>;

/** A hang costs the whole timeout: one in five. */
const HARMS = ['SIGKILL', 'SIGTERM', 'SIGSTOP', 'SIGKILL', 'SIGTERM'] as const;

function sumOf(counts: HarmCounts): number {
  return counts.SIGKILL + counts.SIGSTOP + counts.SIGTERM;
}

/** Does what is left to do to the workers of one run at moments spread over it, until the run ends. */
async function harmOneRun(
  { random, times, tell }: Context,
  run: TinyRun,
  folder: string,
  counts: HarmCounts,
): Promise<void> {
  const program = startProgram(beginning(run, folder, '--worker-timeout', '3'));
  await reaches(program, () => hasBegun(folder));
  const [before, last] = [sumOf(counts), 0.9 * run.steps];
  let hasGoneOn = () => true;
  for (let harm = before; harm < times; harm++) {
    tell(`harm ${harm + 1} of ${times}`);
    // Those at random moments come in order.
    const target = (last * (harm - before + random.uniform())) / times;
    const isThere = () =>
      stepsIn(folder) >= target && hasGoneOn() && workersOf(program.pid).length > 1;
    if (!(await reaches(program, isThere))) break;
    await delay(50 * random.uniform());
    const signal = HARMS[sumOf(counts) % HARMS.length] ?? 'SIGKILL';
    const workers = workersOf(program.pid);
    // One that hangs while it starts is waited for a minute: the oldest has started.
    const chosen = signal === 'SIGSTOP' ? 0 : random.integer(Math.max(1, workers.length));
    const worker = workers[chosen];
    if (worker === undefined || !killed(worker, signal)) continue;
    counts[signal]++;
    hasGoneOn = progressIn(folder);
  }
  assertEnding(await program.ended, { code: 0 });
}

/**
 * Whether a run has gone on since: it has a new worker, or has done more steps. Without waiting for that,
 * harm would meet one new worker after the other, and four in a row are a run's end, as promised.
 */
function progressIn(folder: string): () => boolean {
  const [restarts, steps] = [recordIn(folder).workerRestarts, stepsIn(folder)];
  return () => recordIn(folder).workerRestarts > restarts || stepsIn(folder) > steps;
}

function killed(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // It has ended meanwhile.
  }
}

const DAMAGES = [
  'garbled',
  'truncated',
  'empty',
  'longer',
  'oversized',
  'duplicate',
  'in two frames',
  'of another request',
  'of another kind',
  'too short',
  'damaged request',
  'crash',
  'late',
  'hang',
] as const;

const SOUND: PlannedFault = { reply: -1, fault: '' };

/** The worker behind a proxy that does harm to one reply after the other, in the place of the real one. */
const DAMAGED_REPLIES: Scenario = {
  name: 'replies',
  fault: 'Damaged, late, doubled replies',
  seconds: () => 45,
  run: async (context) => {
    const run = RUNS.attackedPendulum;
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    // Each fault costs a start of a worker, and the last two a timeout.
    const damages = context.isShort ? DAMAGES.slice(0, 6) : DAMAGES;
    const distance = Math.floor((0.9 * run.steps) / damages.length);
    // Each comes later than the one before, so that a new worker gets past what it is told to do again.
    const [first, ...others] = damages.map((fault, index) => ({
      reply: 2 + distance * index + 1 + context.random.integer(distance - 1),
      fault,
    }));
    // The second worker that is started plays the evaluations.
    const faults = [first ?? SOUND, SOUND, ...others];
    // A checkpoint would make what is done again shorter, and a fault meet another reply.
    const options = ['--worker-timeout', '3', '--checkpoint-seconds', '3600'];
    const program = startFaulty(context.folder, faults, beginning(run, folder, ...options));
    await reaches(program, () => {
      context.tell(
        `${faults.length - 1 - faultsLeft(context.folder)} of ${damages.length} workers`,
      );
      return false;
    });
    assertEnding(await program.ended, { code: 0 });
    const { workerRestarts } = recordIn(folder);
    return {
      injected: damages.length,
      survived: Math.min(damages.length, workerRestarts),
      lost: 0,
      bitsEqual: isSame(reference, folder),
      note: `${workerRestarts} workers replaced`,
    };
  },
};

/** From some moment on every worker dies at the same request: the run is given up, and can go on. */
const DYING_WORKERS: Scenario = {
  name: 'dying-workers',
  fault: 'Worker that dies each time',
  seconds: () => 20,
  run: async (context) => {
    const run = RUNS.attackedPendulum;
    const reference = await context.reference(run);
    const folder = join(context.folder, 'out');
    const crash = (reply: number): PlannedFault => ({ reply, fault: 'crash' });
    const reply = Math.floor(run.steps * (0.3 + 0.4 * context.random.uniform()));
    // Each new worker dies as soon as its environments are to be put back.
    const faults = [crash(reply), SOUND, crash(2), crash(2), crash(2)];
    const program = startFaulty(context.folder, faults, beginning(run, folder));
    assertEnding(await program.ended, {
      code: 1,
      says: /tried on 4 environment workers.*exit code 7\. The last it wrote:\nan invented crash\nWhat was done is kept in/s,
    });
    const then = keptIn(folder);
    const lost = lostCheckpoints(then, folder) + (then.checkpoint > 0 ? 0 : 1);
    return {
      injected: 1,
      survived: 1,
      bitsEqual: await finish(run, reference, plainPlace(folder)),
      lost: lost + lostInTheEnd([then], folder),
      note: 'given up after 4 workers, exit code 1; went on afterwards',
    };
  },
};

/** Starts a copy of the program whose Python is a faulty worker. */
function startFaulty(folder: string, faults: readonly PlannedFault[], args: readonly string[]) {
  const root = join(folder, 'program');
  mkdirSync(root);
  return startProgram(args, { root: copyOfProgram(root, faultyPython(folder, faults)) });
}

export const WORKERS: readonly Scenario[] = [
  harmedWorkers('workers-pendulum', RUNS.attackedPendulum, false),
  harmedWorkers('workers-cheetah', RUNS.attackedCheetah, true),
  DAMAGED_REPLIES,
  DYING_WORKERS,
];
