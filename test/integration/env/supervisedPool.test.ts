import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EnvPool, type Environments } from '../../../src/env/envPool.ts';
import { SupervisedPool } from '../../../src/env/supervisedPool.ts';
import { RandomStream } from '../../../src/random.ts';
import {
  faultsLeft,
  faultyPython,
  type PlannedFault,
} from '../../../scripts/chaos/faultyWorker.ts';
import { isAlive, workersOf } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { RandomActs } from './randomActs.ts';

const PENDULUM = 'InvertedPendulum-v4';
const SEEDS = [1, 2, 3];
const TIMEOUT_MS = 3_000;

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

function startPool(options: Partial<Parameters<typeof SupervisedPool.start>[0]> = {}) {
  return SupervisedPool.start({
    task: PENDULUM,
    count: SEEDS.length,
    timeoutMs: TIMEOUT_MS,
    onRestart: (message) => told.push(message),
    ...options,
  });
}

/** A pool whose workers do harm, one after the other. */
function startFaulty(faults: readonly PlannedFault[], options = {}) {
  return startPool({ python: faultyPython(folder.path, faults), ...options });
}

const all = SEEDS.map((_, environment) => environment);

/** Resets all, and steps them; everything that is shown. */
async function play(pool: Environments, steps: number): Promise<unknown[]> {
  const shown: unknown[] = [await pool.reset(all, SEEDS)];
  for (let step = 0; step < steps; step++) shown.push(await stepOnce(pool, step));
  return shown;
}

/** A step, and the start of an episode where one is over. */
async function stepOnce(pool: Environments, step: number): Promise<unknown> {
  const result = await pool.step(Float32Array.from(all, (row) => Math.sin(5 * step + row)));
  const over = all.filter((row) => result.terminated_E[row] === 1);
  return { result, first: await pool.reset(over) };
}

describe('a worker that is lost while it starts', () => {
  test('is replaced, and told', async () => {
    const starting = startPool();
    await vi.waitFor(
      () => {
        const [worker] = workersOf(process.pid);
        if (worker === undefined) throw new Error('There is no worker yet.');
        process.kill(worker, 'SIGKILL');
      },
      { timeout: 5_000, interval: 1 },
    );
    await using pool = await starting;
    await using sound = await EnvPool.start({ task: PENDULUM, count: SEEDS.length });
    expect(await play(pool, 5)).toEqual(await play(sound, 5));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/was lost while it started.*was ended by SIGKILL/s);
  });

  test.each(['garbled', 'crash', 'truncated'])(
    'is replaced where its greeting is lost, and its making: %s',
    async (fault) => {
      const faults = [
        { reply: 0, fault },
        { reply: 1, fault },
      ];
      await using pool = await startFaulty(faults);
      await using sound = await EnvPool.start({ task: PENDULUM, count: SEEDS.length });
      expect(await play(pool, 5)).toEqual(await play(sound, 5));
      expect(faultsLeft(folder.path)).toBe(0);
      expect(told).toHaveLength(2);
      expect(told[0]).toMatch(/was lost while it started.*could not be greeted/s);
    },
  );
});

describe.each([PENDULUM, 'HalfCheetah-v5'])('%s', (task) => {
  test('a worker that is killed, hangs or exits at any moment leaves the same bits', async () => {
    const random = new RandomStream({ seed: 11, agent: 0, purpose: 'sampling' });
    await using sound = await EnvPool.start({ task, count: 3 });
    await using pool = await startPool({ task, journalLength: 9 });
    const acts = new RandomActs(random, sound);
    const moments = HARMS.map((_, index) => 25 * index + random.integer(15));
    const harming: unknown[] = [];
    for (let at = 0; at < 25 * HARMS.length; at++) {
      const act = acts.next();
      const expected = await act(sound);
      const harm = HARMS[moments.indexOf(at)];
      const isBefore = random.uniform() < 0.5;
      if (isBefore) harming.push(harm?.(pool, random));
      const asked = act(pool);
      if (!isBefore) harming.push(harm?.(pool, random));
      expect(await asked).toEqual(expected);
      acts.saw(expected);
    }
    await Promise.all(harming);
    expect(told.length).toBeGreaterThanOrEqual(HARMS.length);
    expect(told[0]).toMatch(
      /took over after \d+ steps of 3 .*results are the same as without this/,
    );
  });
});

type Harm = (pool: SupervisedPool, random: RandomStream) => void | Promise<void>;

const kill: Harm = ({ pid }) => {
  process.kill(pid, 'SIGKILL');
};

/** Ends the worker, and the one that is started in its place, at some moment of its first second. */
const killTwice: Harm = async (pool, random) => {
  const before = workersOf(process.pid);
  process.kill(pool.pid, 'SIGKILL');
  let next: number | undefined;
  while (next === undefined) {
    await sleep(10);
    next = workersOf(process.pid).find((pid) => !before.includes(pid));
  }
  await sleep(1000 * random.uniform());
  if (isAlive(next)) process.kill(next, 'SIGKILL');
};

const HARMS: readonly Harm[] = [
  kill,
  ({ pid }) => {
    process.kill(pid, 'SIGSTOP');
  },
  killTwice,
  ({ pid }) => {
    process.kill(pid, 'SIGTERM');
  },
  kill,
  killTwice,
];

test('replies that are damaged, late, doubled or of something else are as if they had been sound', async () => {
  const kinds = [
    'garbled',
    'truncated',
    'empty',
    'longer',
    'oversized',
    'late',
    'duplicate',
    'in two frames',
    'of another request',
    'of another kind',
    'too short',
    'damaged request',
    'hang',
    'crash',
  ];
  // A worker fails two requests after the one before it. Replies: Describe, Make, those of before, then new ones.
  const faults = kinds.map((fault, index) => ({ reply: 2 + 2 * (index + 1), fault }));
  await using sound = await EnvPool.start({ task: 'HalfCheetah-v5', count: 3 });
  const steps = 2 * kinds.length + 5;
  const expected = await playCheetah(sound, steps);
  await using pool = await startFaulty(faults, { task: 'HalfCheetah-v5' });
  expect(await playCheetah(pool, steps)).toEqual(expected);
  expect(told.map((message) => FAULT_WORDS.find(([words]) => words.test(message))?.[1])).toEqual([
    'no reply',
    'no reply',
    'other',
    'no reply',
    'silence',
    'silence',
    'other',
    'frames',
    'other',
    'other',
    'length',
    'malformed',
    'silence',
    'exit',
  ]);
  expect(faultsLeft(folder.path)).toBe(0);
});

const FAULT_WORDS = [
  [/is no reply/, 'no reply'],
  [/gave no answer in 3000 ms/, 'silence'],
  [/the answer (is to request|holds)/, 'other'],
  [/frames, not one/, 'frames'],
  [/observations holds \d+ bytes/, 'length'],
  [/MALFORMED/, 'malformed'],
  [/ended with exit code 7/, 'exit'],
] as const;

async function playCheetah(pool: Environments, steps: number): Promise<unknown[]> {
  const shown: unknown[] = [await pool.reset(all, SEEDS)];
  for (let step = 0; step < steps; step++) {
    shown.push(await pool.step(Float32Array.from({ length: 18 }, (_, at) => Math.sin(step + at))));
  }
  return shown;
}

test('a slow step is waited for', async () => {
  await using pool = await startFaulty([{ reply: 5, fault: 'slow' }]);
  await play(pool, 5);
  expect(told).toEqual([]);
});

test('workers that fail while they start and while they are put back are replaced in turn', async () => {
  await using sound = await EnvPool.start({ task: PENDULUM, count: 3 });
  await using pool = await startFaulty([
    { reply: 12, fault: 'crash' },
    { reply: 1, fault: 'garbled' },
    { reply: 6, fault: 'crash' },
  ]);
  expect(await play(pool, 12)).toEqual(await play(sound, 12));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/exit code 7.*exit code 7/s);
});

test('a request that no worker survives is given up, with what the last one wrote', async () => {
  // A reset and two steps are answered. In each worker that follows, the third step is the same reply.
  const faults = Array.from({ length: 4 }, () => ({ reply: 5, fault: 'crash' }));
  await using pool = await startFaulty(faults, { task: 'HalfCheetah-v5' });
  const [first] = await playCheetah(pool, 2);
  const asked = pool.step(new Float32Array(18));
  await expect(asked).rejects.toMatchObject({ name: 'WorkerLostError' });
  await expect(asked).rejects.toThrow(
    /^step: tried on 4 environment workers.*exit code 7\. The last it wrote:\nan invented crash$/s,
  );
  expect(told).toHaveLength(3);
  // Nothing has happened yet: a sound worker goes on.
  expect(await pool.reset(all, SEEDS)).toEqual(first);
});

test('a worker of other versions does not take over', async () => {
  await using pool = await startFaulty([
    { reply: 4, fault: 'crash' },
    { reply: 0, fault: 'another version' },
  ]);
  await expect(play(pool, 9)).rejects.toThrow(
    /other versions: gymnasium \S+ before, 0\.0\.1 now\./,
  );
  expect(told).toEqual([]);
});

test('a worker that comes to other observations does not take over', async () => {
  await using pool = await startFaulty(
    [
      { reply: 5, fault: 'crash' },
      { reply: 4, fault: 'one bit off' },
    ],
    { task: 'HalfCheetah-v5' },
  );
  await expect(playCheetah(pool, 9)).rejects.toThrow(
    /show other observations than those of the one before/,
  );
  expect(told).toEqual([]);
});

test('refusals pass, and a worker that failed inside is replaced before the next request', async () => {
  await using sound = await EnvPool.start({ task: PENDULUM, count: 3 });
  await using pool = await startFaulty([{ reply: 6, fault: 'INTERNAL' }]);
  await expect(pool.reset(all)).rejects.toMatchObject({ code: 'OUT_OF_ORDER' });
  expect(await play(pool, 2)).toEqual(await play(sound, 2));
  await expect(stepOnce(pool, 2)).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(told).toEqual([]);
  expect(await stepOnce(pool, 2)).toEqual(await stepOnce(sound, 2));
  expect(told).toHaveLength(1);
});

describe('while a new worker is started', () => {
  test('a second request is refused, and the first goes on', async () => {
    await using pool = await startPool();
    await pool.reset(all, SEEDS);
    process.kill(pool.pid, 'SIGKILL');
    const first = pool.step(new Float32Array(3));
    await sleep(100);
    await expect(pool.step(new Float32Array(3))).rejects.toMatchObject({ fault: 'busy' });
    await first;
    expect(told).toHaveLength(1);
  });

  test('closing ends the request, and leaves no worker', async () => {
    const others = workersOf(process.pid);
    const pool = await startPool();
    await pool.reset(all, SEEDS);
    process.kill(pool.pid, 'SIGKILL');
    const asked = pool.step(new Float32Array(3));
    await expect.poll(() => isAlive(pool.pid)).toBe(false);
    await sleep(100);
    await pool.close();
    await expect(asked).rejects.toThrow();
    expect(workersOf(process.pid)).toEqual(others);
    expect(told).toEqual([]);
  });
});

function sleep(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds));
}
