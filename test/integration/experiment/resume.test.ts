import {
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import { checkpointSteps, readCheckpoint } from '../../../src/checkpoint/checkpointFolder.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { resumeStep } from '../../../src/experiment/resume.ts';
import { trainCohort, type TrainOptions } from '../../../src/experiment/trainCohort.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';
import { readTables, trained } from './trained.ts';

const CONFIGS = [
  tinyRun({ rule: 'average', attack: 'average' }),
  tinyRun({ rule: 'soft-medoid', temperature: 0.1, seed: 3 }),
  tinyRun({ rule: 'medoid', attack: 'median', beta: 1 }),
  tinyRun({ rule: 'none' }),
];

let root: ReturnType<typeof temporaryFolder>;
let warnings: string[];

beforeEach(() => {
  root = temporaryFolder();
  warnings = [];
});
afterEach(() => {
  root[Symbol.dispose]();
});

function folderOf(run: number): string {
  return join(root.path, `run${run}`);
}

/** Trains some of the runs until `stopAt`, by a signal as Ctrl-C gives one. */
async function train(
  configs: readonly RunConfig[],
  runs: readonly number[],
  { stopAt, ...options }: Partial<TrainOptions> & { stopAt?: number } = {},
) {
  const controller = new AbortController();
  return trainCohort(configs, {
    backend: await loadBackend({ device: 'cpu' }),
    folders: runs.map(folderOf),
    signal: controller.signal,
    onStep: ({ step }) => {
      if (step === stopAt) controller.abort();
    },
    onWarning: (message) => warnings.push(message),
    ...options,
  });
}

function pick(runs: readonly number[]): RunConfig[] {
  return runs.flatMap((run) => CONFIGS[run] ?? []);
}

describe('a run that was interrupted', () => {
  test('goes on to the same bytes, in a cohort, alone, and in another cohort', async () => {
    const all = [0, 1, 2, 3];
    const whole = await trained(CONFIGS);
    // In the warm-up, after a round with an evaluation, and in between.
    for (const stopAt of [17, 60, 73]) {
      const records = await train(CONFIGS, all, { stopAt });
      expect(records.map(({ status, stepsDone }) => [status, stepsDone])).toEqual(
        all.map(() => ['interrupted', stopAt]),
      );
    }
    await train(pick([2, 0]), [2, 0], { stopAt: 90 });
    await train(pick([1]), [1]);
    await train(pick([3]), [3], { stopAt: 111 });
    await train(pick([3]), [3]);
    const [record] = await train(pick([0, 2]), [0, 2]);
    expect(all.map((run) => readTables(folderOf(run)))).toEqual(whole);
    expect(record?.resumptions.map(({ step, changed }) => [step, changed])).toEqual(
      [17, 60, 73, 90].map((step) => [step, {}]),
    );
    expect(warnings).toEqual([]);
    expect(readdirSync(folderOf(0)).sort()).toEqual(
      ['aggregation.csv', 'evaluations.csv', 'run.json', 'training.csv'].sort(),
    );
  });

  test.each([
    ['HalfCheetah', tinyRun({ task: 'HalfCheetah-v5', attack: 'median', steps: 90 }), 55],
    ['period 1', tinyRun({ period: 1, rule: 'soft-medoid', attack: 'average' }), 71],
    ['without overlap', tinyRun({ overlap: false }), 71],
    ['a ring that is full', tinyRun({ learner: { ...TINY_LEARNER, replayCapacity: 30 } }), 71],
  ])('%s', async (_name, config, stopAt) => {
    const [whole] = await trained([config]);
    await train([config], [0], { stopAt: stopAt - 10 });
    await train([config], [0], { stopAt });
    const [record] = await train([config], [0]);
    expect(record?.resumptions.map(({ step }) => step)).toEqual([stopAt - 10, stopAt]);
    expect(record?.checkpoints.written).toBe(2);
    expect(record?.checkpoints.seconds).toBeGreaterThan(0);
    expect(readTables(folderOf(0))).toEqual(whole);
    expect(warnings).toEqual([]);
  });
});

describe('checkpoints', () => {
  test('are written as time goes on, the last two are kept, and rows after them are cut off', async () => {
    const [whole] = await trained(pick([0]));
    await train(pick([0]), [0], { stopAt: 30 });
    await train(pick([0]), [0], { stopAt: 50 });
    const steps: number[][] = [];
    const training = train(pick([0]), [0], {
      checkpointSeconds: 0,
      onStep: ({ step }) => {
        steps.push(checkpointSteps(folderOf(0)));
        if (step === 119) throw new Error('a fault');
      },
    });
    await expect(training).rejects.toThrow('a fault');
    expect(new Set(steps.map(({ length }) => length))).toEqual(new Set([2]));
    const [latest = 0] = checkpointSteps(folderOf(0));
    expect(latest).toBeGreaterThan(50);
    await train(pick([0]), [0]);
    expect(readTables(folderOf(0))).toEqual(whole);
  });

  test('one that is damaged is told, and the one before is used', async () => {
    const [whole] = await trained(pick([0]));
    await train(pick([0]), [0], { stopAt: 50 });
    await train(pick([0]), [0], { stopAt: 70 });
    flipByte(join(folderOf(0), 'checkpoint/step-000000070/state.safetensors'));
    const warn = (message: string) => warnings.push(message);
    expect(resumeStep(folderOf(0), CONFIGS[0] ?? tinyRun(), warn)).toBe(50);
    expect(warnings[0]).toMatch(
      /step-000000070\/state\.safetensors is damaged.*one before it is used/,
    );
    await train(pick([0]), [0]);
    expect(readTables(folderOf(0))).toEqual(whole);
  });

  test.each(['checkpoint.json', '../replay/000000000-000000050.safetensors'])(
    'where none is whole, nothing is touched until it is put back: %s',
    async (file) => {
      const [whole] = await trained(pick([0]));
      await train(pick([0]), [0], { stopAt: 50 });
      const path = join(folderOf(0), 'checkpoint/step-000000050', file);
      flipByte(path);
      const before = filesIn(folderOf(0));
      await expect(train(pick([0]), [0])).rejects.toThrow(
        /no whole checkpoint: .* is damaged.*Nothing was changed. Put back what is damaged, or delete/,
      );
      expect(filesIn(folderOf(0))).toEqual(before);
      flipByte(path);
      await train(pick([0]), [0], { stopAt: 70 });
      expect(readTables(folderOf(0))).not.toEqual(whole);
      await train(pick([0]), [0]);
      expect(readTables(folderOf(0))).toEqual(whole);
    },
  );

  test('without their folder the run starts anew', async () => {
    const [whole] = await trained(pick([0]));
    await train(pick([0]), [0], { stopAt: 50 });
    rmSync(join(folderOf(0), 'checkpoint'), { recursive: true });
    const [record] = await train(pick([0]), [0]);
    expect(record?.resumptions).toEqual([]);
    expect(readTables(folderOf(0))).toEqual(whole);
  });

  test('a run that another process has finished meanwhile is left as it is', async () => {
    await train(pick([0]), [0]);
    const before = filesIn(folderOf(0));
    await expect(train(pick([0]), [0])).rejects.toThrow(
      /was finished meanwhile by another process, after \d+ steps/,
    );
    expect(filesIn(folderOf(0))).toEqual(before);
  });

  test('those of another format are another version’s: refused, and kept', async () => {
    await train(pick([0]), [0], { stopAt: 50 });
    await train(pick([0]), [0], { stopAt: 70 });
    for (const step of [50, 70]) {
      const path = join(folderOf(0), `checkpoint/step-0000000${step}/checkpoint.json`);
      writeFileSync(path, readFileSync(path, 'utf8').replace('"format":2', '"format":3'));
    }
    await expect(train(pick([0]), [0])).rejects.toThrow(
      /has format 3, expected 2: it is of another version of this program/,
    );
    expect(checkpointSteps(folderOf(0))).toEqual([70, 50]);
  });

  test('one whose table was changed is passed over', async () => {
    await train(pick([0]), [0], { stopAt: 50 });
    const shorter = statSync(join(folderOf(0), 'training.csv')).size;
    await train(pick([0]), [0], { stopAt: 70 });
    flipByte(join(folderOf(0), 'training.csv'));
    await train(pick([0]), [0], { stopAt: 80 });
    expect(warnings[0]).toMatch(
      /training\.csv is damaged: its first \d+ bytes have another hash.*one before it is used/,
    );
    flipByte(join(folderOf(0), 'training.csv'), shorter - 3);
    await expect(train(pick([0]), [0])).rejects.toThrow(/no whole checkpoint: .*training\.csv/);
  });

  test('a file in the place of their folder is named', async () => {
    await train(pick([0]), [0], { stopAt: 50 });
    rmSync(join(folderOf(0), 'checkpoint'), { recursive: true });
    writeFileSync(join(folderOf(0), 'checkpoint'), '');
    await expect(train(pick([0]), [0])).rejects.toThrow(/checkpoint is a file, and has to be/);
  });

  test('one whose table is cut short is passed over: no table is filled up with zeros', async () => {
    const [whole] = await trained(pick([0]));
    await train(pick([0]), [0], { stopAt: 50 });
    await train(pick([0]), [0], { stopAt: 70 });
    const table = join(folderOf(0), 'aggregation.csv');
    truncateSync(table, statSync(table).size - 40);
    await train(pick([0]), [0], { stopAt: 80 });
    expect(warnings[0]).toMatch(/aggregation\.csv has \d+ bytes and had \d+/);
    expect(checkpointSteps(folderOf(0))[0]).toBe(80);
    await train(pick([0]), [0]);
    expect(readTables(folderOf(0))).toEqual(whole);
  });

  test('are passed over where a run is to start anew, and do not push out its own', async () => {
    await train(pick([1]), [0], { stopAt: 50 });
    await train(pick([1]), [0], { stopAt: 70 });
    const [record] = await train(pick([0]), [0], { stopAt: 30, isResumed: false });
    expect(record?.resumptions).toEqual([]);
    expect(checkpointSteps(folderOf(0))).toEqual([30]);
  });

  test('hold the same parameters, environments and memory, however often a run was interrupted', async () => {
    for (const stopAt of [17, 60, 73]) await train(pick([2]), [2], { stopAt });
    await train(pick([2]), [2], { stopAt: 90 });
    await train(pick([2]), [0], { stopAt: 90 });
    const [often, once] = [2, 0].map((run) => readCheckpoint(folderOf(run), 90));
    expect(often?.manifest.stateSha256).toBe(once?.manifest.stateSha256);
  });

  test('those of another configuration are refused', async () => {
    await train(pick([0]), [0], { stopAt: 50 });
    await expect(train(pick([1]), [0])).rejects.toThrow(/checkpoint of another configuration/);
  });

  test('those of another version are refused, or accepted and marked', async () => {
    await train(pick([0]), [0], { stopAt: 50 });
    const path = join(folderOf(0), 'run.json');
    const record = readFileSync(path, 'utf8').replace(/"hash": "\w+"/, '"hash": "0ld"');
    writeFileSync(path, record);
    await expect(train(pick([0]), [0])).rejects.toThrow(/begun by other versions: code 0ld then/);
    const [marked] = await train(pick([0]), [0], { allowVersionChange: true });
    expect(marked?.resumptions[0]?.changed['code']).toMatchObject({ before: '0ld' });
  });

  test('runs that stand at different steps are no cohort', async () => {
    await train(pick([0]), [0], { stopAt: 50 });
    await expect(train(pick([0, 1]), [0, 1])).rejects.toThrow(/different steps: 50, 0/);
  });
});

describe('a folder that a process writes to', () => {
  test('is closed to another, which is told the holder; a dead one’s is taken over', async () => {
    const lock = join(folderOf(0), 'run.lock');
    mkdirSync(folderOf(0));
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: 'elsewhere', began: '1' }));
    await expect(train(pick([0]), [0])).rejects.toThrow(
      `being written to by process ${process.pid} on elsewhere`,
    );
    writeFileSync(lock, '{"pid":');
    const [record] = await train(pick([0]), [0]);
    expect(record?.status).toBe('finished');
    expect(readdirSync(folderOf(0))).not.toContain('run.lock');
  });
});

function flipByte(path: string, position?: number): void {
  const bytes = readFileSync(path);
  const at = position ?? bytes.length - 3;
  bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
  writeFileSync(path, bytes);
}

/** Every file under a folder, with its bytes. */
function filesIn(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(name)]));
}
