import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkpointsOf } from '../../../src/checkpoint/checkpointFolder.ts';
import { ChaosError, reaches } from '../ending.ts';
import { finish, lostInTheEnd, plainPlace } from '../finish.ts';
import { startProgram, type RunningProgram } from '../program.ts';
import { isSame, startCohort } from '../reference.ts';
import { hasBegun, keptIn, lostCheckpoints, recordIn, stepsIn, type Kept } from '../runFolder.ts';
import { beginning, goingOn, RUNS, type TinyRun } from '../runs.ts';
import type { Context, Outcome, Scenario } from '../scenario.ts';

/** A run that is killed and gone on with, `times` times. */
function killedRun(name: string, run: TinyRun, isLongOnly: boolean): Scenario {
  return {
    name,
    fault: `SIGKILL of a run: ${run.name}`,
    isLongOnly,
    seconds: (times) => 8 + 3 * times,
    run: async (context) => {
      const reference = await context.reference(run);
      const folder = join(context.folder, 'out');
      const start = () => startProgram(hasBegun(folder) ? goingOn(folder) : beginning(run, folder));
      const kills = await killAgain(context, [folder], run.steps, start);
      const isEqual = await finish(run, reference, plainPlace(folder));
      return outcomeOf(kills, [folder], isEqual);
    },
  };
}

/** Two runs in one cohort. They may stand at different steps after a kill, and go on one by one then. */
const KILLED_COHORT: Scenario = {
  name: 'kill-cohort',
  fault: 'SIGKILL of a cohort of 2 runs',
  seconds: (times) => 8 + 3 * times,
  run: async (context) => {
    const runs = [RUNS.pendulum, RUNS.attackedPendulum];
    const references = [];
    for (const run of runs) references.push(await context.reference(run));
    const folders = runs.map((_run, index) => join(context.folder, `run${index}`));
    const order = {
      runs: references.map(({ config }, index) => ({ config, folder: folders[index] ?? '' })),
      stopAt: null,
      checkpointSeconds: 0,
    };
    const start = () => startCohort(order);
    const kills = await killAgain(context, folders, RUNS.pendulum.steps, start);
    const { code } = await start().ended;
    const isEqual = references.every((reference, index) => isSame(reference, folders[index] ?? ''));
    return outcomeOf(kills, folders, code === 0 && isEqual);
  },
};

export const KILLS: readonly Scenario[] = [
  killedRun('kill-attacked-pendulum', RUNS.attackedPendulum, false),
  killedRun('kill-pendulum', RUNS.pendulum, true),
  killedRun('kill-attacked-cheetah', RUNS.attackedCheetah, false),
  killedRun('kill-cheetah', RUNS.cheetah, true),
  KILLED_COHORT,
];

/** Kills that took place. */
interface Kills {
  readonly injected: number;
  readonly lostCheckpoints: number;
  /** What was on disk before each, a list for each folder. */
  readonly kept: readonly (readonly Kept[])[];
  readonly moments: Readonly<Record<Moment, number>>;
}

type Moment = 'start-up' | 'checkpoint' | 'elsewhere';

const START_UP_MS = 2000;
const LONGEST_DELAY_MS = 120;

/**
 * Starts a program and kills it, `times` times: at random steps of the whole run, in the midst of
 * writing a checkpoint, and while it starts up.
 */
async function killAgain(
  { random, times, tell }: Context,
  folders: readonly string[],
  steps: number,
  start: () => RunningProgram,
): Promise<Kills> {
  // Steps at which to kill, over all of the run but its end, which comes too soon to be met.
  const targets = Array.from({ length: times }, () => Math.floor(0.9 * steps * random.uniform()));
  targets.sort((a, b) => a - b);
  const kept: Kept[][] = folders.map(() => []);
  const moments = { 'start-up': 0, checkpoint: 0, elsewhere: 0 };
  let lost = 0;
  for (const [index, target] of targets.entries()) {
    tell(`kill ${index + 1} of ${times}`);
    const moment = momentOf(random.uniform(), folders.every(hasBegun));
    const program = start();
    await until(moment, program, folders, target);
    if (moment !== 'checkpoint') {
      await delay((moment === 'start-up' ? START_UP_MS : LONGEST_DELAY_MS) * random.uniform());
    }
    if (program.ending() !== null) break;
    const before = folders.map(keptIn);
    process.kill(program.pid, 'SIGKILL');
    const { signal, code, stderr } = await program.ended;
    if (signal === null) {
      if (code !== 0) throw new ChaosError(`After kill ${index} the program failed: ${stderr}`);
      break;
    }
    moments[moment]++;
    before.forEach((then, run) => {
      lost += isFinished(folders[run] ?? '') ? 0 : lostCheckpoints(then, folders[run] ?? '');
      kept[run]?.push(then);
    });
  }
  const injected = moments['start-up'] + moments.checkpoint + moments.elsewhere;
  return { injected, lostCheckpoints: lost, kept, moments };
}

function momentOf(draw: number, isGoingOn: boolean): Moment {
  if (draw < 0.15 && isGoingOn) return 'start-up';
  return draw < 0.5 ? 'checkpoint' : 'elsewhere';
}

/** Waits for a moment at which to kill; no longer than the program runs. */
async function until(
  moment: Moment,
  program: RunningProgram,
  folders: readonly string[],
  target: number,
): Promise<void> {
  if (moment === 'checkpoint') await stopInCheckpoint(program, folders, target);
  if (moment !== 'elsewhere') return;
  const before = folders.map(stepsIn);
  await reaches(program, () =>
    folders.every((folder, run) => {
      const steps = stepsIn(folder);
      return isFinished(folder) || (steps > (before[run] ?? 0) && steps >= target);
    }),
  );
}

/** Stops a program in the midst of writing a checkpoint, which takes some milliseconds. */
async function stopInCheckpoint(
  program: RunningProgram,
  folders: readonly string[],
  target: number,
): Promise<void> {
  const areThere = () => folders.every((folder) => existsSync(checkpointsOf(folder)));
  await reaches(program, () => areThere() || folders.some(isFinished));
  let isWriting = false;
  const watchers = folders
    .filter((folder) => existsSync(checkpointsOf(folder)))
    .map((folder) =>
      watch(checkpointsOf(folder), (_event, name) => {
        if (isWriting || !name?.startsWith('.step-') || stepsIn(folder) < target) return;
        if (program.ending() !== null) return;
        isWriting = true;
        process.kill(program.pid, 'SIGSTOP');
      }),
    );
  await reaches(program, () => isWriting);
  for (const watcher of watchers) watcher.close();
}

function isFinished(folder: string): boolean {
  return hasBegun(folder) && recordIn(folder).status === 'finished';
}

function outcomeOf(kills: Kills, folders: readonly string[], isEqual: boolean): Outcome {
  const { injected, kept, moments } = kills;
  const rows = folders.map((folder, run) => lostInTheEnd(kept[run] ?? [], folder));
  return {
    injected,
    survived: injected,
    lost: kills.lostCheckpoints + rows.reduce((sum, count) => sum + count, 0),
    bitsEqual: isEqual,
    note: `${moments.checkpoint} while a checkpoint was written, ${moments['start-up']} in start-up`,
  };
}
