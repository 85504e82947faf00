import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { diskProblems, glibcProblem } from '../../../scripts/setup/preflight.mjs';

describe('the C library', () => {
  test.each(['2.28', '2.36', '3.0'])('glibc %s will do', (version) => {
    expect(glibcProblem(version)).toBeNull();
  });

  test.each(['2.27', '2.9'])('glibc %s is too old', (version) => {
    expect(glibcProblem(version)).toContain(`this is ${version}`);
  });

  test('a Linux without glibc is named for what it may be', () => {
    expect(glibcProblem(undefined)).toContain('musl');
  });
});

describe('disk space', () => {
  const folder = tmpdir();

  test('enough is no problem', () => {
    expect(diskProblems([{ folder, bytes: 1 }])).toEqual([]);
  });

  test('a folder that does not exist yet is looked for on the disk where it will be', () => {
    expect(diskProblems([{ folder: join(folder, 'a', 'b', 'c'), bytes: 1 }])).toEqual([]);
  });

  test('too little says how much is needed, where, and what to do', () => {
    const [problem] = diskProblems([{ folder, bytes: 1e18 }]);
    expect(problem).toContain('1000000000.0 GB of free disk space');
    expect(problem).toContain('RESILIENT_MARL_CACHE');
  });

  test('demands on one disk are added up, and reported once', () => {
    const below = mkdtempSync(join(folder, 'resilient-marl-disk-'));
    const problems = diskProblems([
      { folder: below, bytes: 6e17 },
      { folder: below, bytes: 6e17 },
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('1200000000.0 GB');
    rmSync(below, { recursive: true });
  });
});
