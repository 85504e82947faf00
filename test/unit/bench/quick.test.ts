import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../../scripts/bench/results.ts';

const BENCH = fileURLToPath(new URL('../../../scripts/bench.mjs', import.meta.url));

test('the benchmark measures ours without any peer', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
  try {
    const json = join(folder, 'quick.json');
    const text = execFileSync(
      process.execPath,
      [BENCH, 'update', '--quick', '--without-peers', '--json', json],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(text).toContain('The numbers mean nothing.');
    const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    const rows = report.sections.flatMap(({ contests }) =>
      contests.flatMap(({ rows: all }) => all),
    );
    const [compiled, eager] = rows;
    expect(compiled).toMatchObject({ name: 'ours, compiled', status: 'measured' });
    expect(eager).toMatchObject({ name: 'ours, eager', status: 'measured' });
    expect(eager?.agreement?.error).toBeLessThan(1e-4);
    expect(rows.every(({ kind }) => kind !== 'peer')).toBe(true);
    expect(rows.every(({ milliseconds }) => milliseconds.length === 2)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
