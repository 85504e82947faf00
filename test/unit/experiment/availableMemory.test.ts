import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { availableMemory } from '../../../src/experiment/availableMemory.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const MEMINFO = 'MemTotal: 24684092 kB\nMemFree: 20558104 kB\nMemAvailable:   8000000 kB\n';
const STATUS = 'VmRSS:   600000 kB\nRssAnon:  1000 kB\nRssFile:  400000 kB\n';
const MACHINE = { 'proc/meminfo': MEMINFO, 'proc/self/status': STATUS };
const KIB = 1024;

/** What is available where the kernel's files are these. */
function availableWith(files: Readonly<Record<string, string>>): number {
  using root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root.path, path)), { recursive: true });
    writeFileSync(join(root.path, path), text);
  }
  return availableMemory(root.path);
}

test('without a limit, what the machine has, and what this program has already', () => {
  expect(availableWith(MACHINE)).toBe((8_000_000 + 1000) * KIB);
});

test('where the kernel says nothing, there is no end', () => {
  expect(availableWith({})).toBe(Infinity);
});

test('here it is some gigabytes at most, and not nothing', () => {
  expect(availableMemory()).toBeGreaterThan(100e6);
  expect(availableMemory()).toBeLessThan(1e15);
});

/** A control group of version 2 and what is in its files. */
function secondVersion(group: string, limit: string, usage: number, files = 0) {
  const folder = join('sys/fs/cgroup', group);
  return {
    [join(folder, 'memory.max')]: `${limit}\n`,
    [join(folder, 'memory.current')]: `${usage}\n`,
    [join(folder, 'memory.stat')]:
      `anon ${usage - files}\nfile ${files}\ninactive_file ${files / 4}\nactive_file ${(3 * files) / 4}\n`,
  };
}

const IN_GROUP = { ...MACHINE, 'proc/self/cgroup': '0::/jobs/mine\n' };

test.each([
  ['has no limit', secondVersion('jobs/mine', 'max', 500e6), 8_000_000 * KIB],
  ['has a limit', secondVersion('jobs/mine', '2000000000', 500e6), 1500e6],
  ['has read files', secondVersion('jobs/mine', '2000000000', 1900e6, 1600e6), 1700e6],
  ['is full', secondVersion('jobs/mine', '2000000000', 2100e6), 0],
  [
    'is in another one with less',
    {
      ...secondVersion('jobs/mine', '2000000000', 500e6),
      ...secondVersion('jobs', '900000000', 600e6),
    },
    300e6,
  ],
  ['is the root of a container', secondVersion('', '1000000000', 400e6), 600e6],
  ['is not in the file system', {}, 8_000_000 * KIB],
])('in a control group of version 2 that %s', (_case, files, expected) => {
  expect(availableWith({ ...IN_GROUP, ...files })).toBe(expected + 1000 * KIB);
});

test.each([
  ['a limit', '3000000000', 3000e6 - (1200e6 - 900e6)],
  ['none', '9223372036854771712', 8_000_000 * KIB],
])('in a control group of version 1 with %s', (_case, limit, expected) => {
  const folder = 'sys/fs/cgroup/memory/docker/1f';
  const files = {
    'proc/self/cgroup': '9:name=systemd:/docker/1f\n4:cpu,memory:/docker/1f\n0::/\n',
    [`${folder}/memory.limit_in_bytes`]: limit,
    [`${folder}/memory.usage_in_bytes`]: '1200000000',
    [`${folder}/memory.stat`]:
      'inactive_file 1\nactive_file 1\ntotal_inactive_file 600000000\ntotal_active_file 300000000\n',
  };
  expect(availableWith({ ...MACHINE, ...files })).toBe(expected + 1000 * KIB);
});
