import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWholeRounds, readWholeRun } from '../../../src/cli/wholeRun.ts';
import { UserError } from '../../../src/errors.ts';
import { runId } from '../../../src/experiment/runId.ts';
import { writeTables } from '../../support/inventedReproduction.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

/** Four agents, the warm-up over at 500, evaluations at 500, 600 ... 2000. */
const CONFIG = inventedConfig();
const LINES = 1 + 16 * 4;

let root: ReturnType<typeof temporaryFolder>;
let folder: string;

beforeEach(() => {
  root = temporaryFolder();
  folder = root.path;
  write({ id: runId(CONFIG) });
});
afterEach(() => {
  root[Symbol.dispose]();
});

function write(change: Parameters<typeof inventedRun>[2]): void {
  const run = inventedRun(CONFIG, (step) => step, change);
  writeFileSync(join(folder, 'run.json'), JSON.stringify(run.record));
  writeTables(folder, run);
}

/** Changes the lines of a file. */
function edit(name: string, change: (lines: string[]) => string[]): void {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  writeFileSync(
    join(folder, name),
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

const refused = (message: string) => {
  expect(() => readWholeRounds([readWholeRun(folder)])).toThrow(UserError);
  expect(() => readWholeRounds([readWholeRun(folder)])).toThrow(message);
};

describe('a finished run', () => {
  test('is read where it is whole', () => {
    const run = readWholeRun(folder);
    expect(run.evaluations).toHaveLength(LINES - 1);
    expect(readWholeRounds([run])[0]?.rows).toHaveLength(20 * 2 * 8);
  });

  test.each<[string, (lines: string[]) => string[], string]>([
    [
      'cut off at the end of a line',
      (lines) => lines.slice(0, 50),
      'line 50: the file ends, but agent 1 at step 1700 and 14 more rows',
    ],
    [
      'nothing but its header',
      (lines) => lines.slice(0, 1),
      'line 1: the file ends, but agent 0 at step 500 and 63 more rows',
    ],
    [
      'without one agent from some step on',
      (lines) => lines.filter((line) => !/^(19|20)00,2,/.test(line)),
      'but agent 2 at step 1900 and 1 more rows of this finished run are missing',
    ],
    [
      'with a row twice',
      (lines) => [...lines, ...lines.slice(-1)],
      `line ${LINES + 1}: agent 3 at step 2000 is there twice`,
    ],
    [
      'with a virtual agent',
      (lines) => [...lines, '2000,4,1,100'],
      `line ${LINES + 1}: agent 4 at step 2000 is nothing that this run has`,
    ],
  ])('whose evaluations are %s is refused', (_damage, change, message) => {
    edit('evaluations.csv', change);
    refused(join(folder, 'evaluations.csv'));
    refused(message);
    refused('make this run again');
  });

  test.each(['training.csv', 'aggregation.csv'])('without a whole %s is refused', (name) => {
    writeFileSync(join(folder, name), '');
    refused(`${join(folder, name)}, line 1: the header is ""`);
    rmSync(join(folder, name));
    refused(`Cannot read ${join(folder, name)}`);
  });

  test.each<[string, (lines: string[]) => string[], string]>([
    ['a round', (lines) => lines.filter((line) => !line.startsWith('700,')), 'at step 700 and 15'],
    ['a row', (lines) => lines.slice(0, -1), 'the critic of agent 3 from 0 at step 2000'],
    ['all rows', (lines) => lines.slice(0, 1), 'the actor of agent 0 from 0 at step 100'],
  ])('that has lost %s of its rounds is refused', (_damage, change, message) => {
    edit('aggregation.csv', change);
    refused(message);
  });

  test('with the record of another run is refused', () => {
    write({ id: 'another' });
    refused(`run.json holds the id another and the configuration of ${runId(CONFIG)}`);
    write({ id: runId(CONFIG) });
    expect(() => readWholeRun(folder, 'wanted')).toThrow(
      `run.json holds the run ${runId(CONFIG)}, expected wanted`,
    );
  });
});

test('a run that is not finished is read as far as it came', () => {
  write({ id: runId(CONFIG), status: 'interrupted', stepsDone: 700 });
  edit('evaluations.csv', (lines) => lines.slice(0, 6));
  rmSync(join(folder, 'training.csv'));
  expect(readWholeRun(folder).evaluations).toHaveLength(5);
});
