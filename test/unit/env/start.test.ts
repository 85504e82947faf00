import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeWorker } from '../../../src/env/describeWorker.ts';
import { EnvPool } from '../../../src/env/envPool.ts';
import { UserError } from '../../../src/errors.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A program in the place of Python. */
function interpreter(script: string): string {
  const path = join(folder, 'python');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function messageOfFailure(python: string): Promise<string> {
  const error = await describeWorker(python).then(
    () => new Error('It started.'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message.replaceAll(folder, 'FOLDER').replace(/pid \d+/, 'pid 1');
}

test('a Python that is not there is named, with what to do', async () => {
  expect(await messageOfFailure(join(folder, 'python'))).toBe(
    'The environment worker needs Python, and FOLDER/python does not exist. Run `npm run setup`.',
  );
});

test('a Python that is not on the path is an error too', async () => {
  expect(await messageOfFailure('no-such-python')).toContain('could not be started');
});

test('a Python that ends early is quoted', async () => {
  const python = interpreter(`echo "ModuleNotFoundError: No module named 'mujoco'" >&2; exit 1`);
  expect(await messageOfFailure(python)).toMatchInlineSnapshot(`
    "The environment worker (FOLDER/python, pid 1) ended with exit code 1. The last it wrote:
    ModuleNotFoundError: No module named 'mujoco'
    If a package is missing, run \`npm run setup\`."
  `);
});

test('only the end of a long complaint is kept', async () => {
  const python = interpreter('i=0; while [ $i -lt 999 ]; do echo "line $i" >&2; i=$((i+1)); done');
  const message = await messageOfFailure(python);
  expect(message).toContain('line 998');
  expect(message).not.toContain('line 0\n');
  expect(message.length).toBeLessThan(5_000);
});

test('a pool without environments is refused before anything is started', async () => {
  const python = join(folder, 'python');
  await expect(EnvPool.start({ task: 'HalfCheetah-v5', count: 0, python })).rejects.toThrow(
    'HalfCheetah-v5: the number of environments is 0, expected 1 or more.',
  );
});
