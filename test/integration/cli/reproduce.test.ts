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
import {
  claimFolder,
  planOf,
  readReproduction,
  recordOf,
  runFolder,
} from '../../../src/cli/reproduction.ts';
import { readRun } from '../../../src/metrics/readRun.ts';
import { isAlive, runProgram, startProgram, type Ending } from '../../../scripts/chaos/program.ts';
import { writeTables } from '../../support/inventedReproduction.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { inventedRun } from '../../unit/figures/inventedRuns.ts';

let root: ReturnType<typeof temporaryFolder>;
let out: string;
let interrupted: Ending;

/** A quick reproduction, in one process, that Ctrl-C stops at its first evaluation. */
beforeAll(async () => {
  root = temporaryFolder();
  out = join(root.path, 'quick');
  const program = startProgram(['reproduce', '--device', 'cpu', '--jobs', '1', '--out', out]);
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

  test('is told by --plan: a line a rule and attack, memory, and a time that was measured', async () => {
    const { code, stdout, stderr } = await runProgram([
      'reproduce',
      '--plan',
      '--jobs',
      '1',
      '--out',
      out,
      '--seeds',
      '2',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(
      stdout.match(/ 0 1 +2 x [89] x 4600 +1 interrupted at \d+; 1 not started$/gm),
    ).toHaveLength(19);
    expect(stdout).toMatch(/^38 runs, 0 of them done; [\d,]+ steps of an agent to go\./m);
    expect(stdout).toContain('hidden units 64-64 (400-300)');
    expect(stdout).toMatch(/^device: [CG]PU: .+ \(.+\)$/m);
    expect(stdout).toMatch(
      /^cohorts: InvertedPendulum-v4 .* \(at most 64 runs each, at --scale quick on a CPU\)$/m,
    );
    expect(stdout).toMatch(/^memory: 2 cohorts, the largest takes [\d.]+ GB/m);
    expect(stdout).toMatch(
      /^estimate: [\dhms]+ on this machine\. Measured: InvertedPendulum-v4 at period 200 with 164 learners, /m,
    );
  });

  test('is not taken for another one', async () => {
    const { code, stderr } = await runProgram(['reproduce', '--out', out, '--scale', 'laptop']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'reproduce.json): --scale quick --figure pendulum --seeds 1. Asked for: --scale laptop',
    );
  });

  test('whose runs have finished is drawn at once when it is asked for again', async () => {
    for (const folder of runFolders()) {
      const { record } = readRun(folder, asRunConfig);
      const run = inventedRun(record.config, (step) => step);
      const finished = { ...record, status: 'finished', stepsDone: record.config.steps };
      writeFileSync(join(folder, 'run.json'), JSON.stringify(finished));
      writeTables(folder, run);
    }
    const { code, stderr } = await runProgram(['reproduce', '--out', out]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Panels 2b, 5a, 5b: 19 runs, 19 of them done. Output: ${out}\n` +
        'Nothing to train: redrawing. --overwrite trains anew.\n',
    );
  });

  test('is not mixed with runs of another version', async () => {
    const [folder = ''] = runFolders();
    const path = join(folder, 'run.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as { code: object };
    const other = JSON.stringify({ ...record, code: { ...record.code, hash: 'abc' } });
    writeFileSync(path, other);
    const { code, stderr } = await runProgram(['reproduce', '--out', out, '--seeds', '2']);
    expect(code).toBe(2);
    expect(stderr).toContain(`${path} was made by another version: code abc then, `);
    expect(stderr).toContain('--allow-version-change');
    expect(readFileSync(path, 'utf8')).toBe(other);
    expect(runFolders()).toHaveLength(19);
    expect(readReproduction(out)?.seeds).toEqual([0]);
  });

  test('with a missing or damaged file of a run is refused with its name', async () => {
    const [folder = ''] = runFolders();
    const path = join(folder, 'run.json');
    rmSync(path);
    const missing = await runProgram(['reproduce', '--out', out]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(`${path} is missing, and evaluations.csv beside it`);
    writeFileSync(path, '{');
    const damaged = await runProgram(['reproduce', '--out', out]);
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toContain(path);
  });
});

describe('two jobs', () => {
  test('train at once; one that dies is listed, the other goes on, and Ctrl-C reaches it', async () => {
    const jobs = join(root.path, 'jobs');
    const args = ['--figure', '2b', '--device', 'cpu', '--jobs', '2', '--quiet', '--out', jobs];
    const program = startProgram(['reproduce', ...args]);
    const statuses = () =>
      existsSync(join(jobs, 'runs'))
        ? readdirSync(join(jobs, 'runs'))
            .filter((name) => existsSync(join(jobs, 'runs', name, 'run.json')))
            .map((name) => readRun(join(jobs, 'runs', name), asRunConfig))
        : [];
    try {
      await vi.waitUntil(
        () => statuses().filter(({ evaluations }) => evaluations.length > 0).length === 7,
        { timeout: 100_000, interval: 200 },
      );
      const [first] = jobsOf(program.pid);
      expect(jobsOf(program.pid)).toHaveLength(2);
      if (first !== undefined) process.kill(first, 'SIGKILL');
      await vi.waitUntil(() => jobsOf(program.pid).length === 1, { timeout: 10_000, interval: 50 });
      process.kill(program.pid, 'SIGINT');
      const { code, stderr } = await program.ended;
      expect(code).toBe(130);
      expect(stderr).toMatch(/[34] of 7 runs failed:\nIts process ended by signal SIGKILL\./);
      const interrupted = statuses().filter(({ record }) => record.status === 'interrupted');
      expect([3, 4]).toContain(interrupted.length);
      for (const { record } of interrupted) {
        expect(record.cohort.runs).toBe(interrupted.length);
        expect(record.stepsDone).toBeGreaterThan(0);
      }
      const plan = await runProgram(['reproduce', '--plan', ...args]);
      expect(plan.stdout.match(/ interrupted at \d+$/gm)?.length).toBeGreaterThanOrEqual(3);
    } finally {
      if (isAlive(program.pid)) process.kill(program.pid, 'SIGKILL');
    }
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
  const args = ['--figure', '2', '--device', 'cpu', '--jobs', '1', '--quiet', '--out', full];
  const { code, stderr, stdout } = await runProgram(['reproduce', ...args]);
  expect(code).toBe(1);
  for (const id of seconds) {
    expect(stderr).toContain(`Cannot write ${join(runFolder(full, id), 'training.csv')}: ENOSPC`);
  }
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).toContain('14 of 14 runs failed:');
  expect(stderr).toContain(`What was done is kept in ${full}.`);
  const records = runs.flatMap((run) => recordOf(full, run) ?? []);
  expect(records.map(({ status }) => status)).toEqual(['failed', 'failed']);
  expect(stdout).toContain(join(full, 'report.md'));
});

describe('--plan', () => {
  test('says what the paper takes, and makes nothing', async () => {
    const nowhere = join(root.path, 'nowhere');
    const options = ['--figure', '2a', '--scale', 'paper', '--seeds', '3'];
    const { code, stdout, stderr } = await runProgram([
      'reproduce',
      '--plan',
      '--jobs',
      '1',
      '--out',
      nowhere,
      ...options,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/ 2a +0 1 2 +3 x 8 x 225000 +not started$/gm)).toHaveLength(7);
    expect(stdout).toContain('21 runs, ');
    expect(stdout).not.toContain("in the paper's scale");
    expect(existsSync(nowhere)).toBe(false);
  });

  test.each([
    [['--figure', '2,9'], '--figure 9 is no figure of the paper.'],
    [['--period', '100000'], '--period 100000 is longer than the run of 4600 steps'],
    [['--jobs', '0'], '--jobs has to be a whole number of at least 1, got 0.'],
    [['--plan=yes'], '--plan is a switch, true or false; got "yes". Give --plan or --no-plan.'],
    [['--task', 'HalfCheetah-v5'], '--task HalfCheetah-v5 is the task of Figs. 2a, 3 and 4'],
    [['--task', 'Nope-v1'], "'Nope-v1'"],
    [['--replay-capacity', '1'], '--replay-capacity 1 is less than the batch'],
  ])('%j is refused', async (options, message) => {
    const nowhere = join(root.path, 'nowhere');
    const { code, stderr } = await runProgram(['reproduce', '--out', nowhere, ...options]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(existsSync(nowhere)).toBe(false);
  });
});

/** The processes that a program trains in. */
function jobsOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        const stat = readFileSync(`/proc/${child}/status`, 'utf8');
        const isChild = stat.includes(`PPid:\t${pid}\n`) && !stat.includes('State:\tZ');
        return isChild && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('train-cohort');
      } catch {
        return false; // It has ended meanwhile.
      }
    });
}
