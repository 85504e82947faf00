import { join } from 'node:path';
import { finish, finishCohort, plainPlace } from '../finish.ts';
import { killAgain, outcomeOf } from '../killAgain.ts';
import { startProgram } from '../program.ts';
import { startCohort } from '../reference.ts';
import { hasBegun } from '../runFolder.ts';
import { beginning, goingOn, RUNS, type TinyRun } from '../runs.ts';
import type { Scenario } from '../scenario.ts';

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
      const { steps, evaluationPeriod } = run;
      const kills = await killAgain(context, {
        start: (options) =>
          startProgram(hasBegun(folder) ? goingOn(folder) : beginning(run, folder), options),
        folders: () => [folder],
        steps,
        evaluationPeriod,
        isInEachPhase: run === RUNS.attackedPendulum,
      });
      return outcomeOf(kills, await finish(run, reference, plainPlace(folder)));
    },
  };
}

/** Runs in one cohort. They may stand at different steps after a kill, and go on one by one then. */
function killedCohort(
  name: string,
  task: string,
  runs: readonly [TinyRun, TinyRun],
  isLongOnly: boolean,
): Scenario {
  return {
    name,
    fault: `SIGKILL of a cohort of 2 runs: ${task}`,
    isLongOnly,
    seconds: (times) => 12 + 3 * times,
    run: async (context) => {
      const references = [];
      for (const run of runs) references.push(await context.reference(run));
      const folders = runs.map((_run, index) => join(context.folder, `run${index}`));
      const order = {
        runs: references.map(({ config }, index) => ({ config, folder: folders[index] ?? '' })),
        stopAt: null,
        checkpointSeconds: 0,
      };
      const [{ steps, evaluationPeriod }] = runs;
      const kills = await killAgain(context, {
        start: (options) => startCohort(order, options),
        folders: () => folders,
        steps,
        evaluationPeriod,
      });
      return outcomeOf(kills, await finishCohort(runs, references, folders));
    },
  };
}

export const KILLS: readonly Scenario[] = [
  killedRun('kill-attacked-pendulum', RUNS.attackedPendulum, false),
  killedRun('kill-pendulum', RUNS.pendulum, true),
  killedRun('kill-attacked-cheetah', RUNS.attackedCheetah, false),
  killedRun('kill-cheetah', RUNS.cheetah, true),
  killedCohort('kill-cohort', 'pendulum', [RUNS.pendulum, RUNS.attackedPendulum], false),
  killedCohort('kill-cohort-cheetah', 'cheetah', [RUNS.cheetah, RUNS.attackedCheetah], true),
];
