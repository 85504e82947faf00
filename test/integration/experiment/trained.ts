import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBackend } from '../../../src/backend/backend.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { trainCohort, type TrainOptions } from '../../../src/experiment/trainCohort.ts';
import { TABLES, type TableName } from '../../../src/metrics/tables.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

export type Tables = Readonly<Record<TableName, string>>;

/** Trains runs as one cohort; what their tables hold, to the last byte. */
export async function trained(
  configs: readonly RunConfig[],
  options: Partial<TrainOptions> = {},
): Promise<Tables[]> {
  using root = temporaryFolder();
  const folders = configs.map((_config, run) => join(root.path, String(run)));
  await trainCohort(configs, {
    backend: await loadBackend({ device: 'cpu' }),
    folders,
    signal: new AbortController().signal,
    onStep: () => undefined,
    ...options,
  });
  return folders.map(readTables);
}

/** What a run's tables hold. */
export function readTables(folder: string): Tables {
  const names = Object.keys(TABLES) as TableName[];
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  ) as unknown as Tables;
}

/** Rows of a table, without its heading, as lists of cells. */
export function rowsOf(table: string): string[][] {
  return table
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));
}
