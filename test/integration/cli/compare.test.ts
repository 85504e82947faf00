import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { plannedRuns } from '../../../src/cli/comparedRuns.ts';
import { main } from '../../../src/cli/main.ts';
import { asRunConfig } from '../../../src/cli/asRunConfig.ts';
import { runId } from '../../../src/experiment/runId.ts';
import { readRun } from '../../../src/metrics/readRun.ts';
import { runProgram, type Ending } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: ReturnType<typeof temporaryFolder>;
let out: string;
let run: string;
let first: Ending;

/** Small networks on the real pendulum, 600 steps past the warm-up. */
const COMMAND = ['compare', '--task', 'pendulum', '--scale', 'quick', '--steps', '1200'];

beforeAll(async () => {
  root = temporaryFolder();
  out = join(root.path, 'compared');
  const [planned] = plannedRuns({ task: 'pendulum', scale: 'quick', steps: 1200 });
  run = join(out, 'runs', planned?.id ?? '');
  first = await runProgram([...COMMAND, '--device', 'cpu', '--out', out]);
});
afterAll(() => {
  root[Symbol.dispose]();
});

describe('a comparison', () => {
  test('trains one run of eight agents without cooperation, and draws it', () => {
    expect(first.stderr).toContain(`Runs: 1, 0 of them done. Output: ${out}\n`);
    expect(first.code).toBe(0);
    expect(first.stdout.trim().split('\n')).toEqual([
      'InvertedPendulum-v4: No verdict: the runs have not come to a step at which published curves are compared.',
      join(out, 'figures/published-InvertedPendulum-v4.png'),
      join(out, 'report.md'),
      join(out, 'report.html'),
    ]);
    const { record } = readRun(run, asRunConfig);
    expect(record).toMatchObject({ status: 'finished', stepsDone: 1200 });
    expect(record.config).toMatchObject({ rule: { name: 'none' }, attack: null });
  });

  test('says in tables and report what the run has', () => {
    // The last 5,000 steps have all evaluations.
    const returns = readRun(run, asRunConfig).evaluations.map((row) => row.return);
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
    const curve = readFileSync(join(out, 'data/curve.csv'), 'utf8').trim().split('\n');
    const [task, step, afterWarmup, drawn] = curve.at(-1)?.split(',') ?? [];
    expect([task, step, afterWarmup]).toEqual(['InvertedPendulum-v4', '1200', '600']);
    expect(Number(drawn)).toBeCloseTo(mean, 3);
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain(
      `npm start -- compare --task pendulum --steps 1200 --scale quick --out ${out}\n`,
    );
  });

  test('by the same command trains nothing, and draws again', async () => {
    const before = readFileSync(join(out, 'data/agents.csv'), 'utf8');
    rmSync(join(out, 'data'), { recursive: true });
    const again = await runProgram([...COMMAND, '--device', 'cpu', '--out', out]);
    expect(again.stderr).toContain('Runs: 1, 1 of them done.');
    expect(again.stdout).toBe(first.stdout);
    expect(readFileSync(join(out, 'data/agents.csv'), 'utf8')).toBe(before);
  });

  test('of the run’s folder comes to the same', async () => {
    const given = await runProgram(['compare', run, '--out', join(root.path, 'given')]);
    expect(given.code).toBe(0);
    expect(readFileSync(join(root.path, 'given/data/agents.csv'), 'utf8')).toBe(
      readFileSync(join(out, 'data/agents.csv'), 'utf8'),
    );
  });
});

describe('bad input ends with code 2, and overwrites nothing:', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** What the program says; it writes to `out` where the arguments do not. */
  const refused = async (args: readonly string[]): Promise<string> => {
    const report = readFileSync(join(out, 'report.md'), 'utf8');
    let complaint = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      complaint += String(text);
      return true;
    });
    expect(await main(['compare', '--out', out, ...args])).toBe(2);
    vi.restoreAllMocks();
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toBe(report);
    return complaint;
  };
  const changed = (name: string, change: (config: Record<string, unknown>) => object) => {
    const folder = join(root.path, name);
    cpSync(run, folder, { recursive: true });
    const path = join(folder, 'run.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { config: Record<string, unknown> };
    const edited = { ...record, ...change(record.config) };
    writeFileSync(path, JSON.stringify({ ...edited, id: runId(asRunConfig(edited.config)) }));
    return folder;
  };

  test('a folder of another comparison', async () => {
    const stderr = await refused(['--scale', 'quick']);
    expect(stderr).toContain(`--out ${out} holds another comparison`);
  });

  test('a run that cooperates', async () => {
    const folder = changed('average', (config) => ({
      config: { ...config, rule: { name: 'average' } },
    }));
    expect(await refused([folder])).toContain(`${folder} is a run with rule average`);
  });

  test('a run of a task without published curves', async () => {
    const folder = changed('hopper', (config) => ({ config: { ...config, task: 'Hopper-v5' } }));
    expect(await refused([folder])).toContain(
      'no published curves here. There are some of HalfCheetah',
    );
  });

  test('runs that differ in more than the seed, and a run given twice', async () => {
    const folder = changed('overlap', (config) => ({ config: { ...config, overlap: false } }));
    expect(await refused([run, folder])).toContain('compare: the runs differ in overlap: true');
    expect(await refused([run, run])).toContain('are the same run');
  });

  test('runs of two versions of the code', async () => {
    const folder = changed('code', (config) => ({
      config: { ...config, seed: 1 },
      code: { commit: null, dirty: null, hash: 'f00d' },
    }));
    expect(await refused([run, folder])).toContain('several versions of the code');
  });

  test('a missing or damaged run', async () => {
    expect(await refused([join(root.path, 'nowhere')])).toContain('nowhere/run.json');
    const folder = changed('damaged', () => ({}));
    writeFileSync(join(folder, 'evaluations.csv'), 'step,agent\n');
    expect(await refused([folder])).toContain('damaged/evaluations.csv, line 1');
    const cut = changed('cut', () => ({}));
    const table = join(cut, 'evaluations.csv');
    const lines = readFileSync(table, 'utf8').split('\n');
    writeFileSync(table, `${lines.slice(0, 5).join('\n')}\n`);
    expect(await refused([cut])).toContain(
      'cut/evaluations.csv, line 5: the file ends, but agent 4',
    );
  });

  test('a folder with the record of another run', async () => {
    const folder = changed('other', () => ({}));
    const path = join(folder, 'run.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('_seed0_', '_seed1_'));
    expect(await refused([folder])).toContain('other/run.json holds the id InvertedPendulum');
  });

  test('what cannot be trained, or has no effect', async () => {
    expect(await refused(['--task', 'hopper'])).toContain('half-cheetah, pendulum, both');
    expect(await refused(['--seeds', '0'])).toContain('--seeds has to be a whole number');
    expect(await refused(['--steps', '20'])).toContain('--warmup 25000 leaves no step to learn in');
    expect(await refused(['--steps', '9000', run])).toContain('--steps 9000 says what to train');
  });
});
