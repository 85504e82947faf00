import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { codeHash } from '../../src/experiment/codeHash.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/*
 * The bundle, whole but not compressed, on a machine as its target would be: without a network where
 * this user may take it away, as another user where this one may become one, and from a folder with a
 * space in its name.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VENV = join(ROOT, '.setup/venv');
const NOBODY = 65534;

/** The bundle is for the Python that set-up found. */
const VERSION = /^version = (\d+)\.(\d+)/m.exec(readFileSync(join(VENV, 'pyvenv.cfg'), 'utf8'));
const IS_SAME_PYTHON = `import sys; sys.exit(sys.version_info[:2] != (${VERSION?.slice(1).join(',') ?? ''}))`;

let root: ReturnType<typeof temporaryFolder>;
let making: SpawnSyncReturns<string>;
let joining: SpawnSyncReturns<string>;

beforeAll(() => {
  root = temporaryFolder();
  chmodSync(root.path, 0o755);
  const out = join(root.path, 'made');
  making = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/bundle.mjs'), '--compression', 'none', '--parts', '300MiB', '--out', out],
    { encoding: 'utf8' },
  );
  const [name = ''] = existsSync(out) ? readdirSync(out) : [];
  const here = folder('un packed');
  joining = spawnSync('sh', [join(out, name, 'join.sh')], { cwd: here, encoding: 'utf8' });
}, 300_000);
afterAll(() => {
  root[Symbol.dispose]();
});

/** A folder that anyone may write to. */
function folder(name: string): string {
  const path = join(root.path, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  if (isRoot()) chownSync(path, NOBODY, NOBODY);
  return path;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Words before a command that take the network away and make it another user's, as far as we may. */
const WITHOUT_NETWORK = ['unshare', '--net'];
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

/** Calls the bundle's `run` with no more of an environment than a login gives. */
function run(...args: readonly string[]): SpawnSyncReturns<string> {
  const [name = ''] = readdirSync(join(root.path, 'un packed'));
  const network = works([...WITHOUT_NETWORK, 'true']) ? WITHOUT_NETWORK : [];
  const others = pythons().find((path) => works([...AS_NOBODY, path, '-I', '-c', IS_SAME_PYTHON]));
  const [command = '', ...rest] = [
    ...network,
    ...(others === undefined ? [] : AS_NOBODY),
    join(root.path, 'un packed', name, 'run'),
    ...args,
  ];
  return spawnSync(command, rest, {
    cwd: folder('results of mine'),
    encoding: 'utf8',
    env: {
      HOME: folder('home'),
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      RESILIENT_MARL_PYTHON: others ?? pythons()[0],
    },
  });
}

/** The Python under the virtual environment, which may be its user's alone, and that of the system. */
function pythons(): string[] {
  const home = /^home = (.*)$/m.exec(readFileSync(join(VENV, 'pyvenv.cfg'), 'utf8'))?.[1] ?? '';
  return [join(home, 'python3'), '/usr/bin/python3'];
}

function works([command = '', ...args]: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

test('is made in parts, and joined', () => {
  expect(making.stderr).toContain('TensorFlow of the bundle loads and computes');
  expect(making.status).toBe(0);
  expect([joining.status, joining.stderr]).toEqual([0, '']);
});

test('trains elsewhere, and the record says which code did', () => {
  const options =
    '--task InvertedPendulum-v4 --steps 300 --warmup 100 --hidden 8,8 --batch 16 --period 50 ' +
    '--evaluation-period 100 --quiet --out run';
  const { status, stdout, stderr } = run('train', ...options.split(' '));
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^finished after 300 steps/);
  expect(status).toBe(0);
  const record = JSON.parse(
    readFileSync(join(root.path, 'results of mine', 'run', 'run.json'), 'utf8'),
  ) as { code: { commit: string; hash: string } };
  const head = spawnSync('git', ['-C', ROOT, 'rev-parse', 'HEAD'], { encoding: 'utf8' });
  expect(record.code).toMatchObject({ commit: head.stdout.trim(), hash: codeHash() });
});

test('says what is there and what is missing', () => {
  const { status, stdout } = run('doctor');
  expect(stdout).toMatch(/^ok +worker /m);
  expect(stdout).toMatch(/^ok +HalfCheetah-v5 /m);
  expect(status).toBe(0);
});
