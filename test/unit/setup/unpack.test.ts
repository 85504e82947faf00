import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

const PYTHON = fileURLToPath(new URL('../../../.setup/venv/bin/python', import.meta.url));
const UNPACKER = fileURLToPath(new URL('../../../scripts/setup/unpack.py', import.meta.url));

const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("tensorflow/libtensorflow_cc.so.2", "library")
    wheel.writestr("tensorflow/python/_pywrap.so", "unwanted")
    wheel.writestr("tensorflow/include/absl/log/globals.h", "header")
    program = zipfile.ZipInfo("nvidia/cuda_nvcc/bin/ptxas")
    program.external_attr = 0o755 << 16
    wheel.writestr(program, "program")
`;

let folder: string;
let wheel: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resilient-marl-unpack-'));
  wheel = join(folder, 'some-1.0-py3-none-any.whl');
  execFileSync(PYTHON, ['-c', MAKE_WHEEL, wheel]);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function unpack(sha256: string): { status: number | null; stdout: string; stderr: string } {
  const rules = ['tensorflow/libtensorflow*.so=lib', 'tensorflow/include/absl/=include/absl/'];
  const args = ['-I', UNPACKER, wheel, sha256, folder, ...rules, 'nvidia/cuda_nvcc/=cuda/'];
  return spawnSync(PYTHON, args, { encoding: 'utf8' });
}

test('only what is wanted is unpacked, and programs stay programs', () => {
  const { status, stdout } = unpack(createHash('sha256').update(readFileSync(wheel)).digest('hex'));
  expect(status).toBe(0);
  expect(stdout.trim()).toBe(String('libraryheaderprogram'.length));
  expect(readFileSync(join(folder, 'lib', 'libtensorflow_cc.so.2'), 'utf8')).toBe('library');
  expect(readFileSync(join(folder, 'include', 'absl', 'log', 'globals.h'), 'utf8')).toBe('header');
  expect(statSync(join(folder, 'cuda', 'bin', 'ptxas')).mode & 0o100).not.toBe(0);
  expect(existsSync(join(folder, 'lib', '_pywrap.so'))).toBe(false);
});

test('nothing is unpacked from a wheel with another hash', () => {
  const { status, stderr } = unpack('0'.repeat(64));
  expect(status).not.toBe(0);
  expect(stderr).toContain('bad hash: some-1.0-py3-none-any.whl');
  expect(existsSync(join(folder, 'lib'))).toBe(false);
});
