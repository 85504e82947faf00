import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { treeCpuSeconds, untilQuiet } from '../../../scripts/bench/processes.ts';

/** Node with a program of its own; says how long `untilQuiet` waits for it, in seconds. */
async function waitFor(program: string, mostSeconds?: number): Promise<number> {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const start = performance.now();
    await untilQuiet(child.pid ?? 0, mostSeconds);
    return (performance.now() - start) / 1000;
  } finally {
    child.kill();
  }
}

const SPIN =
  "console.log('ready'); const busy = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };";
const STAY = 'setInterval(() => {}, 1000);';

test('who spins after its work is waited for', async () => {
  expect(await waitFor(`${SPIN} busy(400); ${STAY}`, 20)).toBeGreaterThan(0.3);
});

test('who never rests is waited for no longer than that', async () => {
  const seconds = await waitFor(`${SPIN} busy(60000);`, 0.3);
  expect(seconds).toBeGreaterThanOrEqual(0.3);
  expect(seconds).toBeLessThan(20);
});

test('a process that is not there is quiet', async () => {
  await untilQuiet(2 ** 30);
  expect(treeCpuSeconds(2 ** 30)).toBe(0);
});
