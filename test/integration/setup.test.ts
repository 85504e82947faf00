import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const SETUP = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url));

test('a second set-up takes under 3 s and needs no network, no tools and no home', () => {
  const empty = mkdtempSync(join(tmpdir(), 'resilient-marl-empty-'));
  const since = performance.now();
  // Nothing is on the PATH, so that it can start neither pip nor npm nor a compiler.
  const { status, stderr } = spawnSync(process.execPath, [SETUP, '--dev'], {
    encoding: 'utf8',
    env: { PATH: empty, HOME: empty, npm_lifecycle_event: 'prestart' },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(performance.now() - since).toBeLessThan(3_000);
  rmSync(empty, { recursive: true });
});
