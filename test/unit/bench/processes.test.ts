import { execFileSync, spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  childrenMegabytes,
  peakMegabytes,
  treeCpuSeconds,
} from '../../../scripts/bench/processes.ts';

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

test('memory of children is that of those that live', async () => {
  expect(childrenMegabytes(process.pid)).toBe(0);
  const child = spawn(process.execPath, [
    '-e',
    'globalThis.kept = Buffer.alloc(5e7, 1); console.log("ready"); setInterval(() => 0, 1000);',
  ]);
  const ended = new Promise((settle) => child.once('close', settle));
  await new Promise((settle) => child.stdout.once('data', settle));
  const held = childrenMegabytes(process.pid);
  child.kill();
  await ended;
  expect(held).toBeGreaterThan(55);
  expect(childrenMegabytes(process.pid)).toBe(0);
});
