import fs, {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { UserError } from '../../../src/errors.ts';
import { replaceFile } from '../../../src/metrics/atomicFile.ts';
import { readAggregation, readEpisodes } from '../../../src/metrics/readTable.ts';
import { readRun } from '../../../src/metrics/readRun.ts';
import { assertTables, formatCell, RunLog } from '../../../src/metrics/runLog.ts';
import type { AggregationRow } from '../../../src/metrics/tables.ts';
import { invented, temporaryFolder } from './folders.ts';

const same = (config: unknown): unknown => config;

describe('a run log', () => {
  test('reads back as it was written', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'runs', 'first');
    const evaluations = [
      { step: 1000, agent: 0, return: -12.5, length: 1000 },
      { step: 1000, agent: 1, return: 1 / 3, length: 37 },
    ];
    const training = [{ step: 40, agent: 8, return: NaN, length: 40 }];
    const aggregation: AggregationRow[] = [
      { step: 1000, agent: 0, neighbor: 6, network: 'actor', weight: 0.25, distance: 1e-20 },
      { step: 1000, agent: 0, neighbor: 6, network: 'critic', weight: null, distance: Infinity },
      { step: 1000, agent: 0, neighbor: 5, network: 'critic', weight: 0, distance: NaN },
    ];
    const record = invented({ status: 'failed', error: { message: 'NaN', step: 3, agent: 0 } });
    {
      using log = new RunLog(path);
      for (const row of evaluations) log.evaluation(row);
      for (const row of training) log.training(row);
      for (const row of aggregation) log.aggregation(row);
      log.writeRecord(record);
    }
    expect(readRun(path, same)).toEqual({ folder: path, record, evaluations });
    expect(readEpisodes(path, 'training.csv')).toEqual(training);
    expect(readAggregation(path)).toEqual(aggregation);
  });

  test('has a header line and one line for each row', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    log.evaluation({ step: 1000, agent: 3, return: 12.25, length: 1000 });
    log.flush();
    expect(readFileSync(join(folder.path, 'evaluations.csv'), 'utf8')).toBe(
      'step,agent,return,length\n1000,3,12.25,1000\n',
    );
    expect(readFileSync(join(folder.path, 'training.csv'), 'utf8')).toBe(
      'step,agent,return,length\n',
    );
    expect(readFileSync(join(folder.path, 'aggregation.csv'), 'utf8')).toBe(
      'step,agent,neighbor,network,weight,distance\n',
    );
  });

  test('writes the rows before the record that counts them', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    log.evaluation({ step: 1000, agent: 0, return: 1, length: 1 });
    expect(readEpisodes(folder.path, 'evaluations.csv')).toHaveLength(0);
    log.writeRecord(invented({ stepsDone: 1000 }));
    expect(readEpisodes(folder.path, 'evaluations.csv')).toHaveLength(1);
  });

  test('flushes by itself, so that a long run does not keep its rows in memory', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    for (let step = 0; step < 5000; step++) log.training({ step, agent: 0, return: 1, length: 1 });
    expect(readEpisodes(folder.path, 'training.csv').length).toBeGreaterThan(3000);
  });

  test('may be closed twice', () => {
    using folder = temporaryFolder();
    const log = new RunLog(folder.path);
    log.close();
    expect(() => {
      log.close();
    }).not.toThrow();
  });

  test('names the folder that it cannot make', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    expect(() => new RunLog(join(file, 'run'))).toThrow(UserError);
    expect(() => new RunLog(join(file, 'run'))).toThrow(`Cannot write ${join(file, 'run')}: `);
  });

  test('names the file for which the disk is full', () => {
    using folder = temporaryFolder();
    const full = join(folder.path, 'training.csv');
    symlinkSync('/dev/full', full);
    expect(() => new RunLog(folder.path)).toThrow(UserError);
    expect(() => new RunLog(folder.path)).toThrow(/training\.csv: ENOSPC.*The disk is full/s);
  });

  test('closes every table where one cannot be written, and throws why', () => {
    using folder = temporaryFolder();
    const log = new RunLog(folder.path);
    log.evaluation({ step: 1000, agent: 0, return: 1, length: 1 });
    log.training({ step: 1000, agent: 0, return: 1, length: 1 });
    const append = vi.spyOn(fs, 'appendFileSync').mockImplementationOnce(() => {
      throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    });
    syncBuiltinESMExports();
    try {
      expect(() => {
        log.close();
      }).toThrow(/evaluations\.csv: ENOSPC.*The disk is full/s);
    } finally {
      append.mockRestore();
      syncBuiltinESMExports();
    }
    expect(readEpisodes(folder.path, 'evaluations.csv')).toHaveLength(0);
    expect(readEpisodes(folder.path, 'training.csv')).toHaveLength(1);
    log.writeRecord(invented({ status: 'failed' }));
    expect(readRun(folder.path, same).record.status).toBe('failed');
  });

  test('names the record that it cannot write', () => {
    using folder = temporaryFolder();
    using log = new RunLog(folder.path);
    rmSync(folder.path, { recursive: true });
    expect(() => {
      log.writeRecord(invented());
    }).toThrow(`Cannot write ${join(folder.path, 'run.json')}: ENOENT`);
  });
});

describe('a number in a table', () => {
  test('is the shortest text that reads back as the same number', () => {
    expect([0.1, 1e21, -0, 12, NaN, Infinity, -Infinity].map(formatCell)).toEqual([
      '0.1',
      '1e+21',
      '-0',
      '12',
      'nan',
      'inf',
      '-inf',
    ]);
  });

  test('keeps all its bits', () => {
    using folder = temporaryFolder();
    const numbers = fc.sample(fc.double(), { numRuns: 500, seed: 1 });
    {
      using log = new RunLog(folder.path);
      for (const value of numbers) log.training({ step: 1, agent: 0, return: value, length: 1 });
    }
    const read = readEpisodes(folder.path, 'training.csv').map((row) => row.return);
    expect(read).toEqual(numbers);
  });
});

describe('replacing a file', () => {
  test('shows a reader the old text or the new one, never a part', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'run.json');
    const text = (version: number): string => JSON.stringify(Array(20_000).fill(version));
    replaceFile(path, text(0));
    const reader = new Worker(
      `const { readFileSync } = require('node:fs');
       const { parentPort, workerData } = require('node:worker_threads');
       let isOver = false;
       parentPort.once('message', () => { isOver = true; });
       let reads = 0;
       (function read() {
         const values = JSON.parse(readFileSync(workerData, 'utf8'));
         if (values.length !== 20000 || new Set(values).size !== 1) throw new Error('half a file');
         reads++;
         if (!isOver) return setImmediate(read);
         parentPort.postMessage(reads);
       })();`,
      { eval: true, workerData: path },
    );
    const reads = new Promise((resolve, reject) => {
      reader.once('message', resolve);
      reader.once('error', reject);
    });
    await new Promise((resolve) => reader.once('online', resolve));
    for (let version = 1; version < 150; version++) {
      replaceFile(path, text(version));
      await new Promise(setImmediate);
    }
    reader.postMessage('stop');
    expect(await reads).toBeGreaterThan(2);
  });

  test('leaves nothing but the file', () => {
    using folder = temporaryFolder();
    replaceFile(join(folder.path, 'a.txt'), 'first');
    replaceFile(join(folder.path, 'a.txt'), 'second');
    expect(readdirSync(folder.path)).toEqual(['a.txt']);
    expect(readFileSync(join(folder.path, 'a.txt'), 'utf8')).toBe('second');
  });

  test('that fails leaves what was there, and no temporary file', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'taken');
    mkdirSync(path);
    writeFileSync(join(path, 'inside'), '');
    expect(() => {
      replaceFile(path, 'text');
    }).toThrow(`Cannot write ${path}: `);
    expect(readdirSync(folder.path)).toEqual(['taken']);
  });
});

test('a table that is shorter than it was, or gone, is named', () => {
  using root = temporaryFolder();
  const log = new RunLog(root.path);
  const marks = log.sync();
  log.close();
  assertTables(root.path, marks);
  const path = join(root.path, 'training.csv');
  const size = marks['training.csv'].bytes;
  truncateSync(path, size - 1);
  expect(() => {
    assertTables(root.path, marks);
  }).toThrow(`${path} has ${size - 1} bytes and had ${size}: rows of it are lost`);
  rmSync(path);
  expect(() => {
    assertTables(root.path, marks);
  }).toThrow(`${path} has 0 bytes`);
});
