import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import { readAggregation } from '../metrics/readTable.ts';
import type { AggregationRow } from '../metrics/tables.ts';

/** A finished run with the rounds that it logged. */
export interface RunRounds {
  readonly config: RunConfig;
  readonly rows: readonly AggregationRow[];
}

/** Reads the rounds of finished runs that cooperate. */
export function readRounds(runs: readonly Run<RunConfig>[]): RunRounds[] {
  return runs
    .filter(({ record }) => record.status === 'finished' && record.config.rule.name !== 'none')
    .map(({ folder, record }) => ({ config: record.config, rows: readAggregation(folder) }));
}
