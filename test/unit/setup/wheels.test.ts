import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { explain } from '../../../scripts/setup/explain.mjs';
import { isUnpacked, unpackWheel, wheelFolder } from '../../../scripts/setup/wheels.mjs';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const PYTHON = fileURLToPath(new URL('../../../.setup/venv/bin/python', import.meta.url));

const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("nvidia/tiny/lib/libtiny.so.1", "library")
    info = "nvidia_tiny_cu12-1.0.dist-info"
    wheel.writestr(info + "/METADATA", "Metadata-Version: 2.1\\nName: nvidia-tiny-cu12\\nVersion: 1.0\\n")
    wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "/RECORD", "")
`;

let folder: ReturnType<typeof temporaryFolder>;
let cache: string;
let sha256: string;

/** pip has nothing but the folder in which the wheel lies. */
beforeEach(() => {
  folder = temporaryFolder();
  cache = join(folder.path, 'cache');
  mkdirSync(cache);
  const path = join(folder.path, 'nvidia_tiny_cu12-1.0-py3-none-any.whl');
  execFileSync(PYTHON, ['-c', MAKE_WHEEL, path]);
  sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', folder.path);
  // It says on standard error what it does.
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

function tiny(hash: string): Parameters<typeof unpackWheel>[1] {
  const platform = 'manylinux_2_17_x86_64';
  return {
    name: 'nvidia-tiny-cu12',
    version: '1.0',
    platform,
    sha256: hash,
    bytes: 1,
    unpackedBytes: 7,
  };
}

test('a wheel leaves its libraries in the cache, and nothing else', async () => {
  await unpackWheel(cache, tiny(sha256), PYTHON);
  expect(isUnpacked(cache, tiny(sha256))).toBe(true);
  const unpacked = wheelFolder(cache, tiny(sha256));
  expect(readdirSync(cache).map((name) => join(cache, name))).toEqual([unpacked]);
  expect(readdirSync(unpacked)).toEqual(['lib']);
  expect(readFileSync(join(unpacked, 'lib', 'libtiny.so.1'), 'utf8')).toBe('library');
});

test('a wheel with another hash is refused by name, and leaves nothing behind', async () => {
  const wrong = tiny('0'.repeat(64));
  const error: unknown = await unpackWheel(cache, wrong, PYTHON).catch((reason: unknown) => reason);
  const message = explain(error);
  expect(message).toContain(
    'nvidia_tiny_cu12-1.0-py3-none-any.whl is not the file that the lock file names',
  );
  expect(message).toContain(`expected ${'0'.repeat(64)}`);
  expect(message).toContain(`got      ${sha256}`);
  expect(existsSync(wheelFolder(cache, wrong))).toBe(false);
  expect(readdirSync(cache)).toEqual([]);
});
