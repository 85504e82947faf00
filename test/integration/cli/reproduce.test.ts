import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { asRunConfig } from '../../../src/cli/asRunConfig.ts';
import { claimFolder, planOf, recordOf, runFolder } from '../../../src/cli/reproduction.ts';
import { readRun } from '../../../src/metrics/readRun.ts';
import { isAlive, runProgram, startProgram, type Ending } from '../../support/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: ReturnType<typeof temporaryFolder>;
let out: string;
let interrupted: Ending;

/** A quick reproduction that Ctrl-C stops at its first evaluation. */
beforeAll(async () => {
  root = temporaryFolder();
  out = join(root.path, 'quick');
  const program = startProgram(['reproduce', '--device', 'cpu', '--out', out]);
  try {
    await vi.waitUntil(isEvaluated, { timeout: 100_000, interval: 200 });
    process.kill(program.pid, 'SIGINT');
    interrupted = await program.ended;
  } finally {
    if (isAlive(program.pid)) process.kill(program.pid, 'SIGKILL');
  }
});
afterAll(() => {
  root[Symbol.dispose]();
});

function runFolders(): string[] {
  const runs = join(out, 'runs');
  return existsSync(runs) ? readdirSync(runs).map((name) => join(runs, name)) : [];
}

function isEvaluated(): boolean {
  const [first] = runFolders();
  if (first === undefined || !existsSync(join(first, 'run.json'))) return false;
  return readRun(first, asRunConfig).evaluations.length > 0;
}

function isPng(path: string): boolean {
  return readFileSync(path).subarray(1, 4).toString() === 'PNG';
}

describe('an interrupted reproduction', () => {
  test('says what it is about to do, and keeps what it did', () => {
    expect(interrupted.code).toBe(130);
    expect(interrupted.stderr).toContain(
      `Panels 2b, 5a, 5b: 19 runs, 0 of them done. Output: ${out}\n`,
    );
    expect(runFolders()).toHaveLength(19);
    for (const folder of runFolders()) {
      const { record, evaluations } = readRun(folder, asRunConfig);
      expect(record).toMatchObject({ status: 'interrupted', cohort: { runs: 19, learners: 164 } });
      expect(evaluations.length).toBeGreaterThanOrEqual(8);
    }
  });

  test('ends with a picture and a report of what there is, and says what is missing', () => {
    const png = join(out, 'figures/fig2.png');
    const drawn = ['fig1', 'fig2', 'fig5'].map((name) => join(out, `figures/${name}.png`));
    const reports = ['report.md', 'report.html'].map((name) => join(out, name));
    expect(interrupted.stdout.trim().split('\n')).toEqual([...drawn, ...reports]);
    expect(isPng(png)).toBe(true);
    const report = readFileSync(join(out, 'report.md'), 'utf8');
    expect(report).toContain('interrupted after');
    expect(report).toContain('small version');
    const svg = readFileSync(join(out, 'figures/fig2.svg'), 'utf8');
    expect(svg).toContain('small version');
  });

  test('is drawn again by plot, and nothing is trained', async () => {
    const names = ['fig1.png', 'fig2.png', 'fig5.png'].map((name) => `figures/${name}`);
    const files = [...names, 'report.md', 'report.html'].map((name) => join(out, name));
    files.forEach((file) => {
      rmSync(file);
    });
    const { code, stdout, stderr } = await runProgram(['plot', out]);
    expect([code, stdout, stderr]).toEqual([0, `${files.join('\n')}\n`, '']);
    expect(files.every((file) => existsSync(file))).toBe(true);
  });

  test('has its figures where it is: plot --out is refused', async () => {
    const { code, stderr } = await runProgram(['plot', out, '--out', root.path]);
    expect(code).toBe(2);
    expect(stderr).toContain('is a reproduction, whose figures stay in it. Leave out --out');
  });

  test('is told by --plan, run by run', async () => {
    const { code, stdout } = await runProgram(['reproduce', '--plan', '--out', out]);
    expect(code).toBe(0);
    expect(stdout.match(/panels .* interrupted at \d+$/gm)).toHaveLength(19);
  });

  test('is not taken for another one', async () => {
    const { code, stderr } = await runProgram(['reproduce', '--out', out, '--seeds', '2']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'holds another reproduction: --scale quick --figure pendulum --seeds 1.',
    );
  });

  test('whose runs have finished is drawn at once when it is asked for again', async () => {
    for (const folder of runFolders()) {
      const { record } = readRun(folder, asRunConfig);
      const finished = { ...record, status: 'finished', stepsDone: record.config.steps };
      writeFileSync(join(folder, 'run.json'), JSON.stringify(finished));
    }
    const { code, stderr } = await runProgram(['reproduce', '--out', out]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Panels 2b, 5a, 5b: 19 runs, 19 of them done. Output: ${out}\n` +
        'Nothing to train: redrawing. --overwrite trains anew.\n',
    );
  });
});

test('a cohort that cannot be written leaves the others to go on, and what there is is drawn', async () => {
  const full = join(root.path, 'full');
  const reproduction = {
    format: 1,
    scale: 'quick',
    figure: '2',
    seeds: [0],
    period: null,
    beta: null,
    task: null,
    replayCapacity: null,
  } as const;
  claimFolder(full, reproduction);
  const { runs } = planOf(reproduction);
  const seconds = ['HalfCheetah-v5', 'InvertedPendulum-v4'].map(
    (task) => runs.filter(({ config }) => config.task === task)[1]?.id ?? '',
  );
  for (const id of seconds) {
    mkdirSync(runFolder(full, id), { recursive: true });
    symlinkSync('/dev/full', join(runFolder(full, id), 'training.csv'));
  }
  const args = ['--figure', '2', '--device', 'cpu', '--quiet', '--out', full];
  const { code, stderr, stdout } = await runProgram(['reproduce', ...args]);
  expect(code).toBe(1);
  for (const id of seconds) {
    expect(stderr).toContain(`Cannot write ${join(runFolder(full, id), 'training.csv')}: ENOSPC`);
  }
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr.split(`What was done is kept in ${full}.`)).toHaveLength(3);
  const records = runs.flatMap((run) => recordOf(full, run) ?? []);
  expect(records.map(({ status }) => status)).toEqual(['failed', 'failed']);
  expect(stdout).toContain(join(full, 'report.md'));
});

describe('--plan', () => {
  test.each([
    [['--figure', 'pendulum'], 19],
    [['--figure', '2a', '--scale', 'paper', '--seeds', '3'], 21],
  ])('%j prints a row a run, %i of them, and makes nothing', async (options, count) => {
    const nowhere = join(root.path, 'nowhere');
    const args = ['reproduce', '--plan', '--out', nowhere, ...options];
    const { code, stdout, stderr } = await runProgram(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/seed \d +panels .* not started$/gm)).toHaveLength(count);
    expect(stdout).toContain(`${count} runs, `);
    expect(existsSync(nowhere)).toBe(false);
  });
});
