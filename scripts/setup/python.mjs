import {
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { keyOf, replace, textOf, whileUnfinished } from './folders.mjs';
import { pip } from './pip.mjs';
import { CommandError, run } from './run.mjs';

/** The versions for which the lock files hold wheels. */
const SUPPORTED = ['3.11', '3.12', '3.13', '3.14'];

const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.14'];

const PROBE = `
import sys
print("%d.%d" % sys.version_info[:2])
import ensurepip, venv
print("complete")
`;

/**
 * Looks for a Python that can make the virtual environments.
 *
 * @returns {Promise<{ path: string } | { problem: string }>}
 */
export async function findPython() {
  const asked = process.env.RESILIENT_MARL_PYTHON;
  const unfit = [];
  for (const path of asked ? [asked] : CANDIDATES) {
    const [version, complete] = (await probe(path)).split('\n');
    if (version === '') continue;
    if (!SUPPORTED.includes(version)) unfit.push(`${path} is ${version}`);
    else if (complete !== 'complete') unfit.push(`${path} (${version}) lacks venv or ensurepip`);
    else return { path };
  }
  const found = unfit.length > 0 ? unfit.join(', ') : `${asked ?? 'python3'} is not there`;
  return {
    problem:
      `Python ${SUPPORTED[0]} to ${SUPPORTED.at(-1)} with venv: ${found}.\n` +
      '    Debian, Ubuntu: apt install python3 python3-venv    Fedora: dnf install python3\n' +
      '    Or name one: RESILIENT_MARL_PYTHON=/path/to/python3.12',
  };
}

async function probe(path) {
  try {
    return await run(path, ['-I', '-c', PROBE]);
  } catch (error) {
    return error instanceof CommandError ? error.stdout : '';
  }
}

/**
 * A virtual environment with exactly what a lock file names. It lies in a folder of its own, to which
 * `.setup/NAME` becomes a link, because the paths in an environment do not survive a renaming.
 *
 * @param {import('./steps.mjs').Place} place
 * @param {{ name: string, lock: string, title: string, bytes: number }} options `bytes`: about how large it becomes
 * @returns {import('./steps.mjs').Step}
 */
export function pythonStep(place, { name, lock, title, bytes }) {
  const lockFile = join(place.root, 'python_env', lock);
  const key = keyOf(textOf(lockFile), place.platform);
  // Who asks for an interpreter gets it; who does not, keeps the environment that is there.
  const asked = process.env.RESILIENT_MARL_PYTHON;
  const link = join(place.setupFolder, name);
  // With the process, because the pip of a set-up that was killed may go on writing for a while.
  const folder = `${link}-${key}-${process.pid}`;

  return {
    title,
    needs: ['python'],
    download: () => bytes / 3,
    kept: () => bytes,
    disk: () => ({ folder: place.setupFolder, bytes }),
    isDone: () =>
      linkTarget(link).startsWith(`${name}-${key}-`) &&
      textOf(join(link, 'made-with')) === pythonOf(link) &&
      (asked === undefined || textOf(join(link, 'asked-for')) === asked),
    make: async ({ python }) => {
      await whileUnfinished(folder, async () => {
        await run(python, ['-I', '-m', 'venv', folder]);
        await pip(join(folder, 'bin', 'python'), ['install', '-r', lockFile]);
        writeFileSync(join(folder, 'asked-for'), asked ?? '');
        writeFileSync(join(folder, 'made-with'), pythonOf(folder));
        symlinkSync(basename(folder), `${folder}.link`);
        replace(`${folder}.link`, link);
      });
      removeOthers(folder, `${name}-`);
    },
  };
}

/** The Python under an environment: it changes when the system's Python is upgraded. */
function pythonOf(folder) {
  try {
    return realpathSync(join(folder, 'bin', 'python'));
  } catch {
    return 'gone';
  }
}

function linkTarget(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Removes the environments that `folder` takes the place of, finished or not. */
function removeOthers(folder, prefix) {
  const isOne = new RegExp(`^${prefix}[0-9a-f]{16}-\\d+`);
  for (const entry of readdirSync(dirname(folder))) {
    if (isOne.test(entry) && entry !== basename(folder)) {
      rmSync(join(dirname(folder), entry), { recursive: true, force: true });
    }
  }
}
