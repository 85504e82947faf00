import { join } from 'node:path';
import { assertEnding, ChaosError } from '../ending.ts';
import { startProgram } from '../program.ts';
import { keptIn, lostCheckpoints, readTables, recordIn, sameTables } from '../runFolder.ts';
import { beginning, goingOn, RUNS } from '../runs.ts';
import type { Scenario } from '../scenario.ts';

const BROKEN =
  /A parameter of agent \d+( \(the virtual agent\))? is not finite at step (\d+)\.\nWhat was done is kept in/;

/** A step of an infinite size: the run ends in that step, and would again. */
const INFINITE_PARAMETER: Scenario = {
  name: 'infinite',
  fault: 'Infinite parameter',
  seconds: () => 8,
  run: async ({ folder: root }) => {
    const run = RUNS.attackedPendulum;
    const folder = join(root, 'out');
    const first = await startProgram(beginning(run, folder, '--actor-learning-rate', '1e39')).ended;
    assertEnding(first, { code: 1, says: BROKEN });
    const { status, error } = recordIn(folder);
    const kept = keptIn(folder);
    const step = error?.step ?? 0;
    if (status !== 'failed' || error?.agent === undefined || step < 1) {
      throw new ChaosError(`run.json says ${status}, of agent ${error?.agent}, at step ${step}.`);
    }
    if (!(kept.checkpoint > 0 && kept.checkpoint < step)) {
      throw new ChaosError(
        `It failed at step ${step}; the last checkpoint is of ${kept.checkpoint}.`,
      );
    }
    const lost = lostCheckpoints(kept, folder);
    const second = await startProgram(goingOn(folder)).ended;
    assertEnding(second, { code: 1, says: BROKEN });
    return {
      injected: 1,
      survived: 1,
      lost,
      bitsEqual: second.stderr === first.stderr && sameTables(kept.tables, readTables(folder)),
      note: `agent ${error.agent}, step ${step}; gone on with from step ${kept.checkpoint}, the same again`,
    };
  },
};

export const NUMBERS: readonly Scenario[] = [INFINITE_PARAMETER];
