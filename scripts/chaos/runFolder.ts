import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointSteps, readCheckpoint } from '../../src/checkpoint/checkpointFolder.ts';
import type { RunConfig } from '../../src/experiment/config.ts';
import type { CheckpointRest } from '../../src/experiment/runCheckpoint.ts';
import { readRecord } from '../../src/metrics/readRun.ts';
import type { RunRecord } from '../../src/metrics/runRecord.ts';
import { TABLES, type TableName } from '../../src/metrics/tables.ts';

/** What a run's tables hold, to the last byte. */
export type Tables = ReadonlyMap<TableName, string>;

export function readTables(folder: string): Tables {
  const names = Object.keys(TABLES) as TableName[];
  return new Map(names.map((name) => [name, textIn(folder, name)]));
}

function textIn(folder: string, name: string): string {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

export function sameTables(a: Tables, b: Tables): boolean {
  return [...a].every(([name, text]) => text !== '' && text === b.get(name));
}

export function recordIn(folder: string): RunRecord<RunConfig> {
  return readRecord(folder, (config) => config as RunConfig);
}

export function hasBegun(folder: string): boolean {
  return existsSync(join(folder, 'run.json'));
}

/** Steps that a run is known to have done; it may be further than that. */
export function stepsIn(folder: string): number {
  const written = /"stepsDone": (\d+)/.exec(textIn(folder, 'run.json'))?.[1] ?? '0';
  return Math.max(Number(written), checkpointSteps(folder)[0] ?? 0);
}

/**
 * SHA-256 over where a run stands at a checkpoint: parameters, targets, Adam's state, environments,
 * random streams, episodes under way, rows. Of all that a checkpoint holds only the transitions are
 * left out, whose files depend on when checkpoints were taken, and the time that it took.
 */
export function fingerprint(folder: string, step: number): string {
  const { manifest } = readCheckpoint<CheckpointRest>(folder, step);
  const { streams, episodes, tables, configHash } = manifest.rest;
  const whole = [manifest.stateSha256, streams, episodes, tables, configHash];
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex');
}

/** What of a run is on disk at some moment. */
export interface Kept {
  readonly tables: Tables;
  readonly checkpoint: number;
}

export function keptIn(folder: string): Kept {
  return { checkpoint: checkpointSteps(folder)[0] ?? 0, tables: readTables(folder) };
}

/** 1 where the checkpoint that was there before is not whole any more, nor a later one; 0 otherwise. */
export function lostCheckpoints({ checkpoint }: Kept, folder: string): number {
  if (checkpoint === 0) return 0;
  const latest = checkpointSteps(folder)[0] ?? 0;
  if (latest < checkpoint) return 1;
  try {
    readCheckpoint(folder, latest);
    return 0;
  } catch {
    return 1;
  }
}

/** Rows that were on disk before and that do not stand at the same place in the end. */
export function lostRows({ tables }: Kept, end: Tables): number {
  let lost = 0;
  for (const [name, before] of tables) {
    const after = (end.get(name) ?? '').split('\n');
    const rows = before.slice(0, before.lastIndexOf('\n') + 1).split('\n');
    lost += rows.slice(0, -1).filter((row, index) => row !== after[index]).length;
  }
  return lost;
}

/** SHA-256 over the names and bytes of all files under a folder. */
export function bytesUnder(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) {
    const path = join(folder, name);
    hash.update(`${name}\0`);
    if (statSync(path).isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}
