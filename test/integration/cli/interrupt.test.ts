import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asRunConfig } from '../../../src/cli/asRunConfig.ts';
import { readRun } from '../../../src/metrics/readRun.ts';
import { readAggregation, readEpisodes } from '../../../src/metrics/readTable.ts';
import {
  workersOf,
  isAlive,
  startProgram,
  type RunningProgram,
} from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const ENDLESS = [
  'train --device cpu --task InvertedPendulum-v4 --rule average --quiet --steps 1000000 --warmup 40',
  '--batch 16 --hidden 8,8 --period 20 --evaluation-period 20',
].flatMap((options) => options.split(' '));

let root: ReturnType<typeof temporaryFolder>;
let out: string;
let program: RunningProgram;
let workers: number[];

/** A run that is well under way. */
beforeEach(async () => {
  root = temporaryFolder();
  out = join(root.path, 'out');
  program = startProgram([...ENDLESS, '--out', out], { env: { TMPDIR: root.path } });
  await vi.waitUntil(isUnderWay, { timeout: 60_000, interval: 100 });
  workers = workersOf(program.pid);
  expect(workers.length).toBeGreaterThan(0);
  expect(sockets()).toHaveLength(workers.length);
});
afterEach(async () => {
  if (isAlive(program.pid)) process.kill(program.pid, 'SIGKILL');
  await program.ended;
  root[Symbol.dispose]();
});

function isUnderWay(): boolean {
  return existsSync(join(out, 'run.json')) && readRun(out, asRunConfig).evaluations.length >= 16;
}

/** The folders of the workers' sockets. */
function sockets(): string[] {
  return readdirSync(root.path).filter((name) => name.startsWith('resilient-marl-'));
}

/** What was done can be read: whole rows, up to the step that the record names. */
function expectReadable(): number {
  const { record, evaluations } = readRun(out, asRunConfig);
  const steps = [...evaluations, ...readEpisodes(out, 'training.csv'), ...readAggregation(out)].map(
    ({ step }) => step,
  );
  expect(steps.length).toBeGreaterThan(100);
  expect(Math.max(...steps)).toBeLessThanOrEqual(record.stepsDone);
  return record.stepsDone;
}

async function expectNothingLeft(): Promise<void> {
  await vi.waitFor(() => {
    expect(workers.filter(isAlive)).toEqual([]);
    expect(sockets()).toEqual([]);
  });
}

describe('Ctrl-C keeps what was done and leaves nothing behind,', () => {
  test.each([
    ['to the whole group, as a terminal sends it', 'SIGINT', -1],
    ['to the program alone', 'SIGINT', 1],
    ['or as the signal to end', 'SIGTERM', 1],
  ] as const)('%s', async (_way, signal, group) => {
    process.kill(group * program.pid, signal);
    const { code, stdout, stderr } = await program.ended;
    const { record } = readRun(out, asRunConfig);
    expect(code).toBe(130);
    expect(record).toMatchObject({ status: 'interrupted', error: null });
    expect(stdout).toMatch(new RegExp(`^interrupted after ${expectReadable()} steps`));
    expect(stderr).toBe('\nStopping after this step; once more to leave at once.\n');
    await expectNothingLeft();
  });

  test('and comes once, even if it is passed on twice', async () => {
    process.kill(program.pid, 'SIGINT');
    await delay(5);
    if (isAlive(program.pid)) process.kill(program.pid, 'SIGINT');
    expect((await program.ended).code).toBe(130);
    expect(readRun(out, asRunConfig).record.status).toBe('interrupted');
    await expectNothingLeft();
  });
});

test('a reader of the output that goes away stops nothing', async () => {
  program.stopReading();
  process.kill(program.pid, 'SIGINT');
  const { code } = await program.ended;
  expect(code).toBe(130);
  expect(readRun(out, asRunConfig).record.status).toBe('interrupted');
  await expectNothingLeft();
});

test('a worker that is killed is replaced, which is told and on record, and the run goes on', async () => {
  const [worker = 0] = workers;
  process.kill(worker, 'SIGKILL');
  const isReplaced = () => {
    const now = workersOf(program.pid);
    return now.length === workers.length && !now.includes(worker);
  };
  await vi.waitUntil(isReplaced, { timeout: 60_000, interval: 20 });
  workers.push(...workersOf(program.pid));
  const { length } = readRun(out, asRunConfig).evaluations;
  const goesOn = () => readRun(out, asRunConfig).evaluations.length > length + 16;
  await vi.waitUntil(goesOn, { timeout: 60_000, interval: 100 });
  process.kill(program.pid, 'SIGINT');
  const { code, stderr } = await program.ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(
    /^resilient-marl: A new environment worker \(pid \d+\) took over after \d+ steps .*was ended by SIGKILL/m,
  );
  expect(stderr).not.toMatch(/^ +at /m);
  const { record } = readRun(out, asRunConfig);
  expect(record).toMatchObject({ status: 'interrupted', workerRestarts: 1 });
  expectReadable();
  await expectNothingLeft();
});
