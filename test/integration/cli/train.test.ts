import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { runId } from '../../../src/experiment/runId.ts';
import type { RunRecord } from '../../../src/metrics/runRecord.ts';
import { TABLES, type TableName } from '../../../src/metrics/tables.ts';
import { isAlive, runProgram, startProgram, type Ending } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyRun } from '../../support/tinyRun.ts';

const TINY = 'train --device cpu --rule soft-medoid --batch 16 --hidden 8,8'.split(' ');
const PENDULUM = [
  ...TINY,
  ...'--task InvertedPendulum-v4 --attack average --steps 120 --warmup 40'.split(' '),
  ...'--period 20 --evaluation-period 20'.split(' '),
];

let root: ReturnType<typeof temporaryFolder>;
let endings: Ending[];

beforeAll(async () => {
  root = temporaryFolder();
  endings = await Promise.all([
    runProgram([...PENDULUM, '--out', folder('first')]),
    runProgram([...PENDULUM, '--out', folder('again'), '--quiet']),
    runProgram([...PENDULUM, '--out', folder('reseeded'), '--seed', '1']),
  ]);
});
afterAll(() => {
  root[Symbol.dispose]();
});

function folder(name: string): string {
  return join(root.path, name);
}

function table(name: string, file: TableName): string {
  return readFileSync(join(folder(name), file), 'utf8');
}

function record(name: string): RunRecord<RunConfig> {
  return JSON.parse(readFileSync(join(folder(name), 'run.json'), 'utf8')) as RunRecord<RunConfig>;
}

describe('a run', () => {
  test('ends with exit code 0 and one line that says how it went and where it is', () => {
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(endings[0]?.stdout).toMatch(
      /^finished after 120 steps and \d+ s, on CPU: .+, mean return \d+: .+first\n$/,
    );
  });

  test('tells its device and why, its memory and its progress where it is not told to be quiet', () => {
    expect(endings[0]?.stderr).toMatch(
      /^device: CPU: .+, \d+ cores \(asked for\)\nmemory: [\d.]+ GB \([\d.]+ GB of replay, [\d.]+ GB besides\); [\d.]+ GB are free\ntrain 100% step 120\/120, [\d.]+ steps\/s, 0s left, mean return \d+\n$/,
    );
    expect(endings[1]?.stderr).toBe('');
  });

  test('records its configuration, versions, device, switches, processor and code', () => {
    const { versions, ...rest } = record('first');
    const config = tinyRun({ rule: 'soft-medoid', attack: 'average' });
    expect(rest).toMatchObject({
      format: 1,
      id: runId(config),
      status: 'finished',
      error: null,
      config,
      cohort: { runs: 1, learners: 9 },
      device: expect.stringMatching(/^CPU: ./) as string,
      gpu: null,
      switches: { TF_ENABLE_ONEDNN_OPTS: '1' },
      cpu: { model: expect.stringMatching(/./) as string },
      stepsDone: 120,
    });
    expect(Object.keys(versions)).toEqual(
      expect.arrayContaining([
        'resilient-marl',
        'node',
        'tensorflow',
        'tfjs',
        'python',
        'gymnasium',
        'mujoco',
        'numpy',
      ]),
    );
    expect(rest.cpu.cores).toBeGreaterThan(0);
    expect(Date.parse(rest.finishedAt ?? '')).toBeGreaterThan(Date.parse(rest.startedAt));
    expect(rest.wallSeconds).toBeGreaterThan(0);
  });

  test.each(Object.entries(TABLES))('writes %s with the columns %j', (file, columns) => {
    const [heading, ...rows] = table('first', file as TableName)
      .trimEnd()
      .split('\n');
    expect(heading).toBe(columns.join(','));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.split(',')).toHaveLength(columns.length);
  });

  test('evaluates its eight agents from the warm-up on, not the virtual one', () => {
    const rows = table('first', 'evaluations.csv').trimEnd().split('\n').slice(1);
    const expected = [40, 60, 80, 100, 120].flatMap((step) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((agent) => `${step},${agent}`),
    );
    expect(rows.map((row) => row.split(',').slice(0, 2).join(','))).toEqual(expected);
  });

  test('logs every neighborhood of every round, weights that sum to one', () => {
    const rows = table('first', 'aggregation.csv').trimEnd().split('\n').slice(1);
    const sums = new Map<string, number>();
    for (const row of rows) {
      const [step, agent, , network, weight] = row.split(',');
      const key = [step, agent, network].join(' ');
      sums.set(key, (sums.get(key) ?? 0) + Number(weight));
    }
    expect(sums.size).toBe(6 * 8 * 2);
    for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 5);
  });

  test('is the same to the last byte when it is run again', () => {
    for (const file of Object.keys(TABLES) as TableName[]) {
      expect(table('again', file), file).toBe(table('first', file));
    }
  });

  test('is another one with another seed', () => {
    for (const file of Object.keys(TABLES) as TableName[]) {
      expect(table('reseeded', file), file).not.toBe(table('first', file));
    }
  });
});

test('HalfCheetah trains too, into a folder named after the run', async () => {
  const cheetah = ['--task', 'HalfCheetah-v5', '--steps', '40', '--warmup', '20', '--period', '20'];
  const args = [...TINY, ...cheetah, '--evaluation-period', '40', '--quiet'];
  const { code, stdout, stderr } = await runProgram(args, { cwd: root.path });
  expect([code, stderr]).toEqual([0, '']);
  const out = stdout.trim().split(': ').at(-1) ?? '';
  expect(out).toMatch(/^results\/train\/HalfCheetah-v5_soft-medoid-T1_no-attack_seed0_\w{8}$/);
  const rows = table(out, 'evaluations.csv').trimEnd().split('\n').slice(1);
  expect(rows.map((row) => row.split(',')[3])).toEqual(Array(8).fill('1000'));
});

test('a NaN stops the run with the step, the agent and what was done', async () => {
  const args = [...PENDULUM, '--critic-learning-rate', '1e38', '--out', folder('nan')];
  const { code, stderr, stdout } = await runProgram(args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.replace(/^device: .*\nmemory: .*\n/, '')).toBe(
    'resilient-marl: A loss of agent 0 is not finite at step 41.\n' +
      `What was done is kept in ${folder('nan')}.\n`,
  );
  expect(record('nan')).toMatchObject({
    status: 'failed',
    stepsDone: 41,
    error: { step: 41, agent: 0, message: expect.stringContaining('not finite') as string },
  });
  expect(table('nan', 'training.csv').split('\n').length).toBeGreaterThan(2);
});

test('a folder that can no longer be written to fails the run, without a stack', async () => {
  const out = folder('vanishing');
  const long = PENDULUM.map((arg) => (arg === '120' ? '100000' : arg));
  const program = startProgram([...long, '--quiet', '--out', out]);
  try {
    await vi.waitUntil(() => existsSync(join(out, 'run.json')), { timeout: 60_000 });
    renameSync(out, folder('vanished'));
    const { code, stderr } = await program.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^resilient-marl: Cannot write \S+vanishing\/run\.json: ENOENT.*\n.*\n$/,
    );
    expect(stderr).toContain(`What was done is kept in ${out}.\n`);
  } finally {
    if (isAlive(program.pid)) process.kill(program.pid, 'SIGKILL');
  }
});

describe('plot', () => {
  test('draws runs of one task in one picture', async () => {
    const args = ['plot', folder('first'), folder('reseeded'), '--out', folder('comparison')];
    const png = join(folder('comparison'), 'learning-curves.png');
    expect(await runProgram(args)).toMatchObject({ code: 0, stdout: `${png}\n`, stderr: '' });
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
  });

  test('refuses a run whose table is damaged, with the file and the line', async () => {
    mkdirSync(folder('damaged'));
    cpSync(folder('first'), folder('damaged'), { recursive: true });
    appendFileSync(join(folder('damaged'), 'evaluations.csv'), '140,0,x\n');
    const { code, stderr } = await runProgram(['plot', folder('damaged')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^resilient-marl: \S+damaged\/evaluations\.csv\b.*\b42\b.*\n$/);
  });
});

describe('--overwrite', () => {
  test('replaces a run, and only once the new one works', async () => {
    const old = table('reseeded', 'training.csv');
    const args = [...PENDULUM, '--out', folder('reseeded'), '--overwrite', '--quiet'];
    const unknownTask = args.map((arg) => (arg === 'InvertedPendulum-v4' ? 'Pendulum-v9' : arg));
    expect(await runProgram(unknownTask)).toMatchObject({ code: 2 });
    expect(table('reseeded', 'training.csv')).toBe(old);
    expect(await runProgram(args)).toMatchObject({ code: 0, stderr: '' });
    expect(table('reseeded', 'training.csv')).toBe(table('first', 'training.csv'));
  });

  test('leaves a folder alone that is no run', async () => {
    const args = [...PENDULUM, '--out', root.path, '--overwrite'];
    const { code, stderr } = await runProgram(args);
    expect(code).toBe(2);
    expect(stderr).toContain('is neither a run nor a reproduction');
    expect(existsSync(folder('first'))).toBe(true);
  });
});
