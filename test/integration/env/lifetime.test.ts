import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EnvPool } from '../../../src/env/envPool.ts';
import { SupervisedPool } from '../../../src/env/supervisedPool.ts';

const CONTROLLER = join(import.meta.dirname, 'controller.ts');
const SOON_MS = 5_000;

/** Workers make their socket's folder in here; whatever a test does, none is left then. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifetime-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function startPool(timeoutMs = 30_000): Promise<EnvPool> {
  return EnvPool.start({ task: 'InvertedPendulum-v4', count: 2, timeoutMs });
}

function socketFolders(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('resilient-marl-'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectNothingLeft(workerPid: number): Promise<void> {
  await vi.waitFor(
    () => {
      expect(isAlive(workerPid), 'the worker is alive').toBe(false);
      expect(socketFolders()).toEqual([]);
    },
    { timeout: SOON_MS, interval: 20 },
  );
}

test('the socket lies in a folder that only its owner may enter', async () => {
  await using pool = await startPool();
  const [name] = socketFolders();
  expect(statSync(join(folder, name ?? '')).mode & 0o777).toBe(0o700);
  expect(isAlive(pool.pid)).toBe(true);
});

test('the socket of a worker that was killed with its controller goes when another starts', async () => {
  const left = async () => {
    const pool = await startPool();
    const [name = ''] = socketFolders();
    // So that nobody here cleans up: the pool's own end would.
    const path = join(folder, name, 'env.sock');
    const copy = join(folder, 'resilient-marl-left');
    mkdirSync(copy, { mode: 0o700 });
    renameSync(path, join(copy, 'env.sock'));
    process.kill(pool.pid, 'SIGKILL');
    await pool.close();
    return join(copy, 'env.sock');
  };
  const old = await left();
  await (await startPool()).close();
  // It is too young to be told from one that is about to listen.
  expect(existsSync(old)).toBe(true);
  const minutesAgo = new Date(Date.now() - 120_000);
  utimesSync(old, minutesAgo, minutesAgo);
  await using pool = await startPool();
  expect(socketFolders()).toHaveLength(1);
  expect(isAlive(pool.pid)).toBe(true);
});

test('the socket of a worker that listens stays, however old it is', async () => {
  await using first = await startPool();
  const [name = ''] = socketFolders();
  const minutesAgo = new Date(Date.now() - 120_000);
  utimesSync(join(folder, name, 'env.sock'), minutesAgo, minutesAgo);
  await using second = await startPool();
  expect(socketFolders()).toHaveLength(2);
  expect([isAlive(first.pid), isAlive(second.pid)]).toEqual([true, true]);
});

test('closing leaves neither process nor file, however often it is done', async () => {
  const pool = await startPool();
  await Promise.all([pool.close(), pool.close()]);
  await pool.close();
  expect(isAlive(pool.pid)).toBe(false);
  expect(socketFolders()).toEqual([]);
  await expect(pool.getState()).rejects.toMatchObject({ fault: 'closed' });
});

test('closing rejects a request in flight', async () => {
  const pool = await startPool();
  await pool.reset([0, 1], [1, 2]);
  process.kill(pool.pid, 'SIGSTOP');
  const pending = pool.step(new Float32Array(2));
  const closed = pool.close();
  await expect(pending).rejects.toMatchObject({ fault: 'closed' });
  await closed;
  await expectNothingLeft(pool.pid);
});

test('a worker killed in a step is an error at once, and leaves nothing', async () => {
  await using pool = await startPool();
  await pool.reset([0, 1], [1, 2]);
  process.kill(pool.pid, 'SIGSTOP');
  const pending = pool.step(new Float32Array(2));
  const start = performance.now();
  process.kill(pool.pid, 'SIGKILL');
  await expect(pending).rejects.toMatchObject({
    name: 'WorkerExitError',
    message: expect.stringContaining('was ended by SIGKILL') as string,
  });
  expect(performance.now() - start).toBeLessThan(SOON_MS);
  await expectNothingLeft(pool.pid);
  await expect(pool.step(new Float32Array(2))).rejects.toThrow('was ended by SIGKILL');
});

test('a worker that is told to end does so, and leaves nothing', async () => {
  await using pool = await startPool();
  process.kill(pool.pid, 'SIGTERM');
  await expectNothingLeft(pool.pid);
  await expect(pool.getState()).rejects.toThrow('ended with exit code 0');
});

test('Ctrl-C is not for the worker', async () => {
  await using pool = await startPool();
  process.kill(pool.pid, 'SIGINT');
  await pool.reset([0, 1], [1, 2]);
});

test('what the worker wrote is in the error', async () => {
  await using pool = await EnvPool.start({ task: 'HalfCheetah-v5', count: 1 });
  await pool.reset([0], [1]);
  const [state] = await pool.getState();
  if (state === undefined) throw new Error('There is one state.');
  const unstable = new Uint8Array(state);
  // All of the integration state is set to one huge number, which MuJoCo warns of.
  const headerLength = new DataView(unstable.buffer).getUint32(4, true);
  for (let i = 8 + headerLength; i < unstable.length; i += 8) {
    new DataView(unstable.buffer).setFloat64(i, 1e12, true);
  }
  await pool.setState([unstable]);
  await pool.step(new Float32Array(6));
  process.kill(pool.pid, 'SIGKILL');
  await expectNothingLeft(pool.pid);
  await expect(pool.getState()).rejects.toThrow(/The last it wrote:\nMuJoCo: .*unstable/);
});

test('a worker that hangs is a timeout, and can still be closed', async () => {
  const pool = await startPool(300);
  await pool.reset([0, 1], [1, 2]);
  process.kill(pool.pid, 'SIGSTOP');
  await expect(pool.step(new Float32Array(2))).rejects.toMatchObject({ fault: 'timeout' });
  await expect(pool.step(new Float32Array(2))).rejects.toMatchObject({ fault: 'closed' });
  await pool.close();
  await expectNothingLeft(pool.pid);
});

test('a controller that was busy past the timeout still gets its reply', async () => {
  await using pool = await startPool(200);
  await pool.reset([0, 1], [1, 2]);
  const pending = pool.step(new Float32Array(2));
  block(400);
  await expect(pending).resolves.toBeDefined();
});

test.each([EnvPool, SupervisedPool])('a step is under way before it is awaited', async (kind) => {
  await using pool = await kind.start({ task: 'InvertedPendulum-v4', count: 2 });
  await pool.reset([0, 1], [1, 2]);
  // A waiting process switches context only when it wakes: here, for the message.
  const before = voluntarySwitches(pool.pid);
  const pending = pool.step(new Float32Array(2));
  block(300);
  expect(voluntarySwitches(pool.pid)).toBeGreaterThan(before);
  await pending;
});

describe('when the controller', () => {
  test.each([
    ['is killed', 'wait', 'SIGKILL'],
    ['is interrupted, with all of its group', 'wait', 'SIGINT'],
    ['is told to end', 'wait', 'SIGTERM'],
    ['leaves with the pool open', 'exit', null],
    ['fails with the pool open', 'throw', null],
    ['leaves while the worker cannot react', 'stopped', null],
  ] as const)('%s, its worker ends and leaves nothing', async (_name, ending, signal) => {
    const controller = spawn(process.execPath, ['--import', 'tsx', CONTROLLER, ending], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((settle) => controller.once('exit', settle));
    let workerPid = 0;
    for await (const line of createInterface(controller.stdout)) {
      workerPid = Number(/^worker (\d+)$/.exec(line)?.[1]);
      break;
    }
    expect(workerPid).toBeGreaterThan(0);
    if (signal !== null) {
      await delay(100);
      expect(isAlive(workerPid)).toBe(true);
      const controllerPid = controller.pid ?? 0;
      process.kill(signal === 'SIGINT' ? -controllerPid : controllerPid, signal);
    }
    await ended;
    await expectNothingLeft(workerPid);
  });
});

/** Keeps this process from reading its events, as a long computation does. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function voluntarySwitches(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1]);
}
