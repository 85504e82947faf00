import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EnvPool } from '../../../src/env/envPool.ts';
import { SpreadPool } from '../../../src/env/spreadPool.ts';
import { RandomStream } from '../../../src/random.ts';
import { faultyPython } from '../../../scripts/chaos/faultyWorker.ts';
import { isAlive, workersOf } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { RandomActs } from './randomActs.ts';

const PENDULUM = 'InvertedPendulum-v4';
const SEEDS = [1, 2, 3, 4];
const all = SEEDS.map((_, environment) => environment);

let folder: ReturnType<typeof temporaryFolder>;
let told: string[];

beforeEach(() => {
  folder = temporaryFolder();
  // What workers that are killed behind a proxy leave goes with it.
  vi.stubEnv('TMPDIR', folder.path);
  told = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

function startPool(options: Partial<Parameters<typeof SpreadPool.start>[0]> = {}) {
  return SpreadPool.start({
    task: PENDULUM,
    count: SEEDS.length,
    workers: 2,
    onRestart: (message) => told.push(message),
    ...options,
  });
}

describe.each([
  [PENDULUM, 8, 1],
  [PENDULUM, 8, 3],
  [PENDULUM, 9, 2],
  ['HalfCheetah-v5', 8, 2],
  ['HalfCheetah-v5', 9, 1],
  ['HalfCheetah-v5', 9, 3],
])('%s, %i environments in %i workers', (task, count, workers) => {
  test('give the bits of one worker, also where some are killed', async () => {
    const random = new RandomStream({ seed: 7, agent: count, purpose: 'sampling' });
    await using sound = await EnvPool.start({ task, count });
    await using pool = await startPool({ task, count, workers, journalLength: 9 });
    expect(new Set(pool.pids).size).toBe(workers);
    expect(pool.spec).toEqual(sound.spec);
    const acts = new RandomActs(random, sound);
    const length = 90;
    const moments = [30 + random.integer(20), 60 + random.integer(20)];
    for (let at = 0; at < length; at++) {
      const act = acts.next();
      const expected = await act(sound);
      const isBefore = random.uniform() < 0.5;
      const harm = () => {
        if (moments.includes(at)) process.kill(pool.pids[at % workers] ?? NaN, 'SIGKILL');
      };
      if (isBefore) harm();
      const asked = act(pool);
      if (!isBefore) harm();
      expect(await asked).toEqual(expected);
      acts.saw(expected);
    }
    // Where the killed worker had nothing more to do, its end is not noticed.
    expect(await pool.getState()).toEqual(await sound.getState());
    expect(told).toHaveLength(moments.length);
  });
});

test('a request in flight is alone, whichever workers it is for', async () => {
  await using pool = await startPool();
  await pool.reset(all, SEEDS);
  const first = pool.step(Float32Array.of(0.5), [0]);
  await expect(pool.step(Float32Array.of(0.5), [3])).rejects.toMatchObject({ fault: 'busy' });
  await first;
  await pool.step(Float32Array.of(0.5), [3]);
});

test.each([
  ['a foreign number', [0, 4], [], 'reset: the list holds environment 4; there are 4, from 0.'],
  ['a number twice', [0, 3, 0], [], 'reset: the list holds an environment twice'],
  ['a seed too few', [0, 3], [1], 'reset: 1 seeds for 2 environments.'],
  ['a seed that is none', [0, 3], [1, -1], 'reset: seeds holds -1, expected an integer'],
])('a list with %s is refused before anything has moved', async (_, rows, seeds, message) => {
  await using pool = await startPool();
  await pool.reset(all, SEEDS);
  const before = await pool.getState();
  await expect(pool.reset(rows, seeds)).rejects.toThrow(message);
  expect(await pool.getState()).toEqual(before);
});

test('where one worker is lost the others are waited for, and the pool goes on from a state', async () => {
  // The third step of the first worker and of each that takes its place ends it: reset, two steps, this one.
  const faults = Array.from({ length: 5 }, () => ({ reply: 5, fault: 'crash' }));
  await using sound = await EnvPool.start({ task: PENDULUM, count: 4 });
  await using pool = await startPool({ python: faultyPython(folder.path, faults) });
  const first = await pool.reset(all, SEEDS);
  expect(first).toEqual(await sound.reset(all, SEEDS));
  const states = await sound.getState();
  for (const push of [0.1, -0.1]) await pool.step(Float32Array.of(push, push), [0, 1]);
  const push = Float32Array.of(0.5, 0.4, 0.3, 0.2);
  await expect(pool.step(push)).rejects.toMatchObject({ name: 'WorkerLostError' });
  await expect(pool.step(push)).rejects.toThrow(
    /^step: a request before failed in some environment workers, and the others have moved.*exit code 7/s,
  );
  expect(await pool.setState(states)).toEqual(first);
  expect(await pool.step(push)).toEqual(await sound.step(push));
});

test('a refusal of all workers changes nothing', async () => {
  await using pool = await startPool();
  await expect(pool.reset(all)).rejects.toMatchObject({ code: 'OUT_OF_ORDER' });
  await pool.reset(all, SEEDS);
  await pool.step(new Float32Array(4));
});

describe('no worker is left', () => {
  test('where one does not start', async () => {
    const others = workersOf(process.pid);
    await expect(startPool({ task: 'HalfCheeta-v5' })).rejects.toThrow(/'HalfCheeta-v5'/);
    expect(workersOf(process.pid)).toEqual(others);
  });

  test('where one of them starts and another does not', async () => {
    const others = workersOf(process.pid);
    // One worker starts, and the other and all in its place are not understood.
    const [garbled, sound] = [
      { reply: 0, fault: 'garbled' },
      { reply: -1, fault: '' },
    ];
    const python = faultyPython(folder.path, [garbled, sound, garbled, garbled, garbled]);
    await expect(startPool({ python })).rejects.toThrow('could not be greeted');
    expect(workersOf(process.pid)).toEqual(others);
  });

  test('after closing, also while a request is under way', async () => {
    const others = workersOf(process.pid);
    const pool = await startPool();
    const { pids } = pool;
    await pool.reset(all, SEEDS);
    process.kill(pids[1] ?? NaN, 'SIGKILL');
    const asked = pool.step(new Float32Array(4));
    await pool.close();
    await expect(asked).rejects.toThrow();
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(workersOf(process.pid)).toEqual(others);
  });
});
