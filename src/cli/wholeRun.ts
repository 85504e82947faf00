import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { RunConfig } from '../experiment/config.ts';
import { runId } from '../experiment/runId.ts';
import { readRounds, type RunRounds } from '../figures/rounds.ts';
import { readRecord, readRun, type Run } from '../metrics/readRun.ts';
import { damaged, readText } from '../metrics/readTable.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { NETWORK_NAMES, TABLES, type NetworkName } from '../metrics/tables.ts';
import { asRunConfig } from './asRunConfig.ts';

/**
 * Reads `run.json`. Throws a `UserError` where it is damaged, or of another run than its `id` or than the
 * one that is `expected` there.
 */
export function readOwnRecord(folder: string, expected?: string): RunRecord<RunConfig> {
  const record = readRecord(folder, asRunConfig);
  assertIdentity(folder, record, expected ?? record.id);
  return record;
}

/**
 * Reads a run's folder: see `readOwnRecord`. Of a finished run all tables have to be there, with every
 * evaluation of every agent once; a `UserError` names the file, and the agent and step. A run that is not
 * finished is read as far as it came.
 */
export function readWholeRun(folder: string, expected?: string): Run<RunConfig> {
  const run = readRun(folder, asRunConfig);
  const { config, status } = run.record;
  assertIdentity(folder, run.record, expected ?? run.record.id);
  if (status !== 'finished') return run;
  assertEachOnce(
    join(folder, 'evaluations.csv'),
    run.evaluations.map(({ step, agent }) => nameOf(`agent ${agent}`, step)),
    multiples(config.evaluationPeriod, config.warmup, config.steps),
    [...config.graph.neighbors.keys()].map((agent) => `agent ${agent}`),
  );
  assertTable(folder, 'training.csv');
  assertTable(folder, 'aggregation.csv');
  return run;
}

/**
 * Reads the rounds of finished runs that cooperate. A missing or damaged file is a `UserError`, and so is
 * one that lacks a round, or in a round what another round has. (Runs of earlier versions log more rounds,
 * or none of the virtual agent.)
 */
export function readWholeRounds(runs: readonly Run<RunConfig>[]): RunRounds[] {
  return runs.flatMap((run) => {
    const rounds = readRounds([run]);
    for (const { config, rows } of rounds) {
      const links = rows.map(({ agent, neighbor, network }) => linkName(network, agent, neighbor));
      const steps = rows.map(({ step }) => step);
      assertEachOnce(
        join(run.folder, 'aggregation.csv'),
        rows.map(({ step }, row) => nameOf(links[row] ?? '', step)),
        [...new Set([...loggedRounds(config), ...steps])],
        [...new Set([...linksOf(config), ...links])],
      );
    }
    return rounds;
  });
}

function assertIdentity(
  folder: string,
  { id, config }: RunRecord<RunConfig>,
  expected: string,
): void {
  const own = runId(config);
  if (id === expected && own === expected) return;
  const held = id === own ? `the run ${id}` : `the id ${id} and the configuration of ${own}`;
  throw new UserError(
    `${join(folder, 'run.json')} holds ${held}, expected ${expected}: files of another run were put here, ` +
      'or the file was changed. Put the right ones back, or make this run again in an empty folder.',
  );
}

/** Steps at which rounds are in `aggregation.csv`: where they are more frequent than evaluations, those at evaluations. */
function loggedRounds(config: RunConfig): number[] {
  const { steps, warmup, period, evaluationPeriod, aggregateDuringWarmup } = config;
  const rounds = multiples(period, aggregateDuringWarmup ? 1 : warmup + 1, steps);
  if (period >= evaluationPeriod) return rounds;
  return rounds.filter((step) => step % evaluationPeriod === 0);
}

/** What each agent receives in a round. */
function linksOf({ graph: { neighbors } }: RunConfig): string[] {
  return NETWORK_NAMES.flatMap((network) =>
    neighbors.flatMap((list, agent) => list.map((neighbor) => linkName(network, agent, neighbor))),
  );
}

function linkName(network: NetworkName, agent: number, neighbor: number): string {
  return `the ${network} of agent ${agent} from ${neighbor}`;
}

/** Multiples of `period` from `first` to `last`, both included. */
function multiples(period: number, first: number, last: number): number[] {
  const from = Math.ceil(first / period);
  const count = Math.max(0, Math.floor(last / period) - from + 1);
  return Array.from({ length: count }, (_, index) => (from + index) * period);
}

function nameOf(what: string, step: number): string {
  return `${what} at step ${step}`;
}

/** @param rows names of what the lines below the header hold */
function assertEachOnce(
  path: string,
  rows: readonly string[],
  steps: readonly number[],
  everything: readonly string[],
): void {
  const expected = new Set(steps.flatMap((step) => everything.map((what) => nameOf(what, step))));
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const fail = (what: string) => damaged(path, index + 2, what);
    if (!expected.has(row)) throw fail(`${row} is nothing that this run has`);
    if (seen.has(row)) throw fail(`${row} is there twice`);
    seen.add(row);
  }
  const [first, ...others] = [...expected].filter((name) => !seen.has(name));
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} more rows`;
  throw damaged(
    path,
    rows.length + 1,
    `the file ends, but ${first}${more} of this finished run are missing`,
  );
}

/** Throws a `UserError` unless a table is there with its header and ends with a whole line. Its rows are not looked at. */
function assertTable(folder: string, name: keyof typeof TABLES): void {
  const path = join(folder, name);
  const text = readText(path);
  const header = TABLES[name].join(',');
  const first = text.slice(0, text.indexOf('\n'));
  if (first !== header) throw damaged(path, 1, `the header is "${first}", expected "${header}"`);
  if (text.endsWith('\n')) return;
  throw damaged(path, text.split('\n').length, 'the line is cut off');
}
