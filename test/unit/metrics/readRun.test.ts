import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { UserError } from '../../../src/errors.ts';
import { readAggregation } from '../../../src/metrics/readTable.ts';
import { readRecord, readRun } from '../../../src/metrics/readRun.ts';
import { RunLog } from '../../../src/metrics/runLog.ts';
import { INVENTED_GPU, invented, temporaryFolder } from './folders.ts';

const same = (config: unknown): unknown => config;

/** The error of reading a good run after `damage` was done to one of its files. */
function errorAfter(file: string, damage: (path: string) => void): string {
  using folder = temporaryFolder();
  {
    using log = new RunLog(folder.path);
    log.evaluation({ step: 1000, agent: 0, return: 1.5, length: 1000 });
    log.evaluation({ step: 1000, agent: 1, return: 2.5, length: 1000 });
    log.aggregation({
      step: 1000,
      agent: 0,
      neighbor: 1,
      network: 'actor',
      weight: null,
      distance: 2,
    });
    log.writeRecord(invented());
  }
  damage(join(folder.path, file));
  try {
    readRun(folder.path, same);
    readAggregation(folder.path);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error instanceof Error ? error.message.replaceAll(folder.path, '<run>') : '';
  }
  return 'no error';
}

const edit = (from: string | RegExp, to: string) => (path: string) => {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

describe('a damaged table is an error that names file and line', () => {
  test('missing', () => {
    expect(errorAfter('evaluations.csv', rmSync)).toMatch(
      /^Cannot read <run>\/evaluations\.csv: ENOENT.*Is this the folder of a run\?$/,
    );
  });

  test('empty', () => {
    expect(errorAfter('evaluations.csv', edit(/^.*$/s, ''))).toMatch(
      '<run>/evaluations.csv, line 1: the header is "", expected "step,agent,return,length".',
    );
  });

  test('with another header', () => {
    expect(errorAfter('evaluations.csv', edit('return', 'reward'))).toMatch(
      '<run>/evaluations.csv, line 1: the header is "step,agent,reward,length"',
    );
  });

  test('cut off in its last line', () => {
    expect(
      errorAfter('evaluations.csv', (path) => {
        appendFileSync(path, '2000,0,1');
      }),
    ).toMatch('<run>/evaluations.csv, line 4: the line is cut off');
  });

  test('with a line that lacks a value', () => {
    expect(errorAfter('evaluations.csv', edit('1000,1,2.5,1000', '1000,1,2.5'))).toMatch(
      '<run>/evaluations.csv, line 3: 3 values ("1000,1,2.5"), expected 4 (step,agent,return,length)',
    );
  });

  test.each([
    ['1000,0,1.5,1000', '1000,0,high,1000', 'return is "high", expected a number'],
    ['1000,0,1.5,1000', '1000,0,,1000', 'return is "", expected a number'],
    ['1000,0,1.5,1000', '1000,0,0x10,1000', 'return is "0x10", expected a number'],
    ['1000,0,1.5,1000', '1000.5,0,1.5,1000', 'step is "1000.5", expected a whole number'],
    ['1000,0,1.5,1000', '1000,-1,1.5,1000', 'agent is "-1", expected a whole number'],
  ])('with %s turned into %s', (from, to, message) => {
    expect(errorAfter('evaluations.csv', edit(from, to))).toMatch(
      `<run>/evaluations.csv, line 2: ${message}`,
    );
  });

  test('with a network that there is not', () => {
    expect(errorAfter('aggregation.csv', edit('actor', 'policy'))).toMatch(
      '<run>/aggregation.csv, line 2: network is "policy", expected actor or critic',
    );
  });
});

describe('a damaged record is an error that names file and field', () => {
  test('missing', () => {
    expect(errorAfter('run.json', rmSync)).toMatch(/^Cannot read <run>\/run\.json: ENOENT/);
  });

  test('cut off', () => {
    expect(errorAfter('run.json', edit(/"cpu".*$/s, '"cpu": {'))).toMatch(
      /^<run>\/run\.json, line 19: not JSON/,
    );
  });

  test.each([
    ['"format": 1', '"format": 2', 'format is 2, expected 1.'],
    ['"running"', '"done"', 'status is "done", expected running, finished, interrupted, failed.'],
    ['"id": "abc123",', '', 'id is missing, expected a text.'],
    ['"stepsDone": 0', '"stepsDone": -1', 'stepsDone is -1, expected a number, not negative.'],
    ['"node": "20.20.2"', '"node": 20', 'versions is {"node":20}, expected an object of texts.'],
  ])('with %s turned into %s', (from, to, message) => {
    expect(errorAfter('run.json', edit(from, to))).toMatch(`<run>/run.json: ${message}`);
  });

  test('but for what older versions did not write', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    const { gpu, workerRestarts, resumptions, checkpoints, ...older } = invented();
    log.writeRecord(older as ReturnType<typeof invented>);
    const later = { gpu, workerRestarts, resumptions, checkpoints };
    expect(readRecord(folder.path, same)).toEqual({ ...older, ...later });
  });

  test('but for a whole GPU', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    log.writeRecord(invented({ gpu: INVENTED_GPU }));
    expect(readRecord(folder.path, same).gpu).toEqual(INVENTED_GPU);
  });

  test.each([{ ...INVENTED_GPU, tf32: 'on' }, {}, 'An invented GPU'])('with the GPU %j', (gpu) => {
    const damage = edit('"gpu": null', `"gpu": ${JSON.stringify(gpu)}`);
    expect(errorAfter('run.json', damage)).toMatch(
      `<run>/run.json: gpu is ${JSON.stringify(gpu)}, expected null or a GPU with its versions`,
    );
  });

  test('with restarts that are no number', () => {
    expect(errorAfter('run.json', edit('"workerRestarts": 0', '"workerRestarts": "no"'))).toMatch(
      '<run>/run.json: workerRestarts is "no", expected a number, not negative.',
    );
  });

  test('with checkpoints that took no number of seconds', () => {
    expect(errorAfter('run.json', edit('"seconds": 0', '"seconds": null'))).toMatch(
      '<run>/run.json: checkpoints is {"written":0,"seconds":null}, expected how many were written',
    );
  });

  test('with a configuration that its reader refuses', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    log.writeRecord(invented());
    expect(() =>
      readRecord(folder.path, () => {
        throw new Error('no such rule');
      }),
    ).toThrow(`${join(folder.path, 'run.json')}: config: no such rule`);
  });
});
