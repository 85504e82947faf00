import type { RunConfig } from '../experiment/config.ts';
import type { PaperPanel, PlannedRun } from '../experiment/paperPlan.ts';
import type { PanelRun } from '../figures/panel.ts';
import type { RunRounds } from '../figures/rounds.ts';
import type { Run } from '../metrics/readRun.ts';
import { assertOneCode, codesOf, type Codes } from './oneCode.ts';
import { commandOf, planOf, roundsOf, runOf, type Reproduction } from './reproduction.ts';

/** A planned run with what its folder holds. */
export type DrawnRun = PlannedRun & PanelRun;

/** All that the figures and the report of a reproduction are made from. */
export interface DrawnRuns {
  readonly panels: readonly PaperPanel[];
  readonly planned: readonly DrawnRun[];
  /** Those that were started. */
  readonly runs: readonly Run<RunConfig>[];
  readonly rounds: readonly RunRounds[];
}

/**
 * Reads all runs of a reproduction. Throws a `UserError` that names the file where one is damaged, and one
 * with the hashes where finished runs come from several versions of the code and `reproduce.json` does not
 * say that this was accepted. Writes nothing.
 */
export function readDrawnRuns(out: string, reproduction: Reproduction): DrawnRuns {
  const { panels, runs: plan } = planOf(reproduction);
  const planned = plan.map((run): DrawnRun => ({ ...run, run: runOf(out, run) }));
  const runs = planned.flatMap(({ run }) => run ?? []);
  const finished = runs.filter(({ record }) => record.status === 'finished');
  assertDrawnTogether(out, reproduction, codesOf(finished));
  return { panels, planned, runs, rounds: runs.flatMap((run) => roundsOf(run)) };
}

/** Throws a `UserError` where codes would stand side by side in the figures of a reproduction that has not accepted it. */
export function assertDrawnTogether(out: string, reproduction: Reproduction, codes: Codes): void {
  assertOneCode(
    codes,
    'Nothing was drawn or overwritten. Reproduce each version in a folder of its own, or accept the mix, ' +
      `which reproduce.json then tells: ${commandOf(reproduction, out)} --allow-version-change`,
    reproduction.versionChanges,
  );
}
