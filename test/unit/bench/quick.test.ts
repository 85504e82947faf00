import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../../scripts/bench/results.ts';

const BENCH = fileURLToPath(new URL('../../../scripts/bench.mjs', import.meta.url));

/** What a quick run of one section prints and writes. */
function quick(section: string): { readonly text: string; readonly report: Report } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
  try {
    const json = join(folder, 'quick.json');
    const text = execFileSync(
      process.execPath,
      [BENCH, section, '--quick', '--without-peers', '--json', json],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(text).toContain('The numbers mean nothing.');
    return { text, report: JSON.parse(readFileSync(json, 'utf8')) as Report };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the benchmark measures ours without any peer', { timeout: 120_000 }, () => {
  const { report } = quick('update');
  const rows = report.sections.flatMap(({ contests }) => contests.flatMap(({ rows: all }) => all));
  const [compiled, eager] = rows;
  expect(compiled).toMatchObject({ name: 'ours, compiled', status: 'measured' });
  expect(eager).toMatchObject({ name: 'ours, eager', status: 'measured' });
  expect(eager?.agreement?.error).toBeLessThan(1e-4);
  expect(rows.every(({ kind }) => kind !== 'peer')).toBe(true);
  expect(rows.every(({ milliseconds }) => milliseconds.length === 2)).toBe(true);
});

test('and cohorts of growing size on whatever device there is', { timeout: 240_000 }, () => {
  const { text, report } = quick('gpu');
  const [lockstep] = report.sections[0]?.lockstep ?? [];
  expect(lockstep?.rows.map(({ name }) => name)).toEqual([
    '1 run, 8 learners',
    '2 runs, 16 learners',
    '3 runs, 24 learners',
  ]);
  for (const row of lockstep?.rows ?? []) {
    expect(row.milliseconds).toHaveLength(2);
    expect(row.childrenMegabytes).toBeGreaterThan(50);
    expect(row.versions['device']).toMatch(/^[CG]PU: /);
  }
  expect(text).toContain('learner updates a second');
});
