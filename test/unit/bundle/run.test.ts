import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { temporaryFolder } from '../../support/temporaryFolder.ts';

/*
 * What the `run` script of a bundle checks, on machines that are staged: programs of other answers stand
 * first on the path.
 */

const RUN = fileURLToPath(new URL('../../../scripts/bundle/target/run.sh', import.meta.url));
const MACHINE = arch() === 'x64' ? 'x86_64' : 'aarch64';

let root: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  root = temporaryFolder();
  const bundle = join(root.path, 'a bundle');
  mkdirSync(join(bundle, 'node/bin'), { recursive: true });
  mkdirSync(join(root.path, 'bin'));
  copyFileSync(RUN, join(bundle, 'run'));
  chmodSync(join(bundle, 'run'), 0o755);
  // In the place of Node: says what it was called with.
  program(join(bundle, 'node/bin/node'), 'echo "$RESILIENT_MARL_PYTHON $@"');
  answer('python3.12', '3.12');
});
afterEach(() => {
  root[Symbol.dispose]();
});

function program(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

function answer(name: string, text: string): void {
  program(join(root.path, 'bin', name), `echo '${text}'`);
}

function run(
  needs: Partial<Record<'MACHINE' | 'PYTHON' | 'GLIBC' | 'GLIBCXX', string>>,
  ...args: string[]
) {
  const all = { MACHINE, PYTHON: '3.12', GLIBC: '2.28', GLIBCXX: '3.4.21', ...needs };
  const text = Object.entries(all).map(([name, value]) => `BUNDLE_${name}='${value}'\n`);
  writeFileSync(join(root.path, 'a bundle', 'needs.sh'), text.join(''));
  const { status, stdout, stderr } = spawnSync(join(root.path, 'a bundle', 'run'), args, {
    encoding: 'utf8',
    env: { PATH: `${join(root.path, 'bin')}:/usr/bin:/bin` },
  });
  return { status, stdout, stderr };
}

test('it starts the program with the bundle’s Node and the machine’s Python', () => {
  const { status, stdout, stderr } = run({}, 'train', '--out', 'a folder');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    `python3.12 ${root.path}/a bundle/app/scripts/resilient-marl.mjs train --out a folder\n`,
  );
});

test.each(['2.28', '2.36', '3.0'])('glibc %s is new enough for 2.28', (version) => {
  answer('getconf', `glibc ${version}`);
  expect(run({}).status).toBe(0);
});

test.each([
  ['glibc 2.17', 'this system has glibc 2.17, and the bundle needs glibc 2.28 or later.'],
  ['glibc 2.9', 'this system has glibc 2.9, and the bundle needs glibc 2.28 or later.'],
  ['unknown variable', 'this system has no glibc (unknown variable)'],
])('a system with %s is told so, with exit code 2', (libc, message) => {
  answer('getconf', libc);
  const { status, stdout, stderr } = run({});
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`resilient-marl: ${message}`);
});

test('an older C++ library is told so, with where it lies', () => {
  const { status, stderr } = run({ GLIBCXX: '3.4.99' });
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /the C\+\+ library of this system \(\/\S+libstdc\+\+\.so\.6\) is too old: the bundle needs GLIBCXX_3\.4\.99\. /,
  );
});

test('another processor is told so', () => {
  const { status, stderr } = run({ MACHINE: 's390x' });
  expect(status).toBe(2);
  expect(stderr).toContain(`this bundle is for s390x, and this machine is ${MACHINE}.`);
});

test('without a Python of the version it is told which, and how to name one', () => {
  const { status, stderr } = run({ PYTHON: '3.99' });
  expect(status).toBe(2);
  expect(stderr).toContain(
    'this bundle needs Python 3.99, and none is on the path. Name one (RESILIENT_MARL_PYTHON=',
  );
});
