import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { peakMegabytes, treeCpuSeconds } from '../../../scripts/bench/processes.ts';

test('processor time counts children that have ended', () => {
  const before = treeCpuSeconds(process.pid);
  const burn = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);';
  execFileSync(process.execPath, ['-e', burn]);
  expect(treeCpuSeconds(process.pid) - before).toBeGreaterThan(0.29);
});

test('processor time of a process that is not there is none', () => {
  expect(treeCpuSeconds(2 ** 30)).toBe(0);
});

test('memory is that of a process with Node in it', () => {
  expect(peakMegabytes(process.pid)).toBeGreaterThan(20);
});
