import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mayMount } from '../../../scripts/chaos/mounts.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** There is no CUDA build for other processors. */
const hasCuda = process.arch === 'x64';

/** A Python that looks complete to the probe, and then never finishes what it is asked for. */
const ENDLESS_PYTHON =
  'case "$*" in *ensurepip*) echo 3.12; echo complete;; *) exec sleep 60;; esac';

let folder: string;
let clone: string;
let programs: string;

/** A clone without packages, and a PATH on which there is nothing but Node and a shell. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resilient-marl-setup-'));
  clone = join(folder, 'clone');
  programs = join(folder, 'bin');
  for (const path of ['scripts', 'python_env', 'package.json', 'package-lock.json']) {
    cpSync(join(ROOT, path), join(clone, path), { recursive: true });
  }
  mkdirSync(programs);
  symlinkSync(process.execPath, join(programs, 'node'));
  for (const name of ['sh', 'sleep', 'mkdir']) symlinkSync(`/bin/${name}`, join(programs, name));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!${programs}/sh\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
}

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { PATH: programs, HOME: folder, RESILIENT_MARL_CACHE: join(folder, 'cache'), ...more };
}

function setUp(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const script = join(clone, 'scripts', 'setup.mjs');
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: environment() });
}

test('--help tells the options and the environment', () => {
  const { status, stdout } = setUp('--help');
  expect(status).toBe(0);
  for (const word of ['--gpu', '--dev', 'RESILIENT_MARL_CACHE', 'CXX']) {
    expect(stdout).toContain(word);
  }
});

test('an unknown option is refused, and the known ones are told', () => {
  const { status, stderr } = setUp('--cuda');
  expect(status).toBe(2);
  expect(stderr).toContain("Unknown option '--cuda'");
  expect(stderr).toContain('Known: --gpu, --dev, --help');
});

describe('what is missing', () => {
  test('is listed at once, with what to install, before any work', () => {
    const { status, stderr } = setUp();
    expect(status).toBe(2);
    expect(stderr).toContain('Python 3.11 to 3.14 with venv: python3 is not there');
    expect(stderr).toContain('apt install python3 python3-venv');
    expect(stderr).toContain('g++ cannot be run');
    expect(stderr).toContain('dnf install gcc-c++');
    expect(existsSync(join(clone, 'node_modules'))).toBe(false);
    expect(existsSync(join(clone, '.setup'))).toBe(false);
  });

  test('a Python without venv is told from none, and from one that is too old', () => {
    program('python3', 'echo 3.9; echo complete');
    program('python3.12', 'echo 3.12; exit 1');
    const { status, stderr } = setUp();
    expect(status).toBe(2);
    expect(stderr).toContain('python3 is 3.9, python3.12 (3.12) lacks venv or ensurepip');
  });
});

describe('with Python and g++ there', () => {
  beforeEach(() => {
    program('python3', ENDLESS_PYTHON);
    program('g++', 'exit 0');
  });

  test('a download that is refused shows what npm said', () => {
    program('npm', 'echo "npm error request to the registry failed" >&2; exit 1');
    const { status, stderr } = setUp();
    expect(status).toBe(2);
    expect(stderr).toContain('[1/3] npm packages: about 150 MB to download');
    expect(stderr).toContain(
      'Is the network, or the mirror that pip and npm are set to, reachable?',
    );
    expect(stderr).toContain('npm error request to the registry failed');
  });

  test.skipIf(!hasCuda)(
    'the sizes of the download and on the disk are told before it starts',
    () => {
      program('npm', 'exit 1');
      const { stderr } = setUp('--gpu');
      expect(stderr).toMatch(
        /^Setting up: 4 steps, about 3\.9 GB to download, 7\.4 GB of disk when done\./m,
      );
    },
  );

  test.skipIf(!hasCuda || !mayMount())(
    '--gpu on a disk that is too small is refused before any work',
    () => {
      const small = join(folder, 'small');
      mkdirSync(small);
      const script = join(clone, 'scripts', 'setup.mjs');
      const { status, stderr } = spawnSync(
        'unshare',
        [
          ...['-rm', 'sh', '-ec', 'mount -t tmpfs -o size=64m tmpfs "$1"; shift; exec "$@"', 'sh'],
          ...[small, process.execPath, script, '--gpu'],
        ],
        {
          encoding: 'utf8',
          env: environment({
            RESILIENT_MARL_CACHE: join(small, 'cache'),
            PATH: `${programs}:${process.env['PATH'] ?? ''}`,
          }),
        },
      );
      expect(stderr).toContain(`13.4 GB of free disk space under ${small}: 68 MB are free.`);
      expect(stderr).toContain('RESILIENT_MARL_CACHE=/path/to/folder');
      expect(status).toBe(2);
      expect(existsSync(join(clone, 'node_modules'))).toBe(false);
    },
  );

  test('Ctrl-C leaves what was done, and nothing half-done', async () => {
    program('npm', 'mkdir node_modules');
    const script = join(clone, 'scripts', 'setup.mjs');
    const child = spawn(process.execPath, [script], { env: environment(), cwd: clone });
    let stderr = '';
    for await (const chunk of child.stderr) {
      stderr += String(chunk);
      if (stderr.includes('[2/3] Python packages')) break;
    }
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(130);
    expect(existsSync(join(clone, 'node_modules', '.set-up'))).toBe(true);
    expect(existsSync(join(clone, '.setup')) ? readdirSync(join(clone, '.setup')) : []).toEqual([]);
  });
});
