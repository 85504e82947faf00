import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

import { compilerProblem } from './compiler.mjs';
import { textOf } from './folders.mjs';
import { findPython } from './python.mjs';
import { SetupError, size } from './say.mjs';

/** The oldest C library that every wheel of ours runs on. */
const OLDEST_GLIBC = [2, 28];

/**
 * Looks for everything that the steps need before the first of them starts.
 *
 * @param {readonly import('./steps.mjs').Step[]} steps those that are still to be made
 * @returns {Promise<import('./steps.mjs').Tools>}
 * @throws {SetupError} one message that lists all that is missing
 */
export async function preflight(steps) {
  const needs = new Set(steps.flatMap((step) => step.needs));
  const python = needs.has('python') ? await findPython() : { path: '' };
  const problems = [
    glibcProblem(process.report.getReport().header.glibcVersionRuntime),
    avxProblem(),
    python.problem,
    needs.has('compiler') ? await compilerProblem() : null,
    ...diskProblems(steps.map((step) => step.disk())),
  ].filter((problem) => typeof problem === 'string');
  if (problems.length > 0) throw missing(problems);
  return { python: python.path };
}

function missing(problems) {
  return new SetupError(
    ['This machine lacks:', ...problems.map((problem) => `  - ${problem}`)].join('\n'),
  );
}

/** @param {string | undefined} version e.g. `2.36`; musl has none */
export function glibcProblem(version) {
  const needed = `glibc ${OLDEST_GLIBC.join('.')} or later`;
  if (version === undefined) {
    return `${needed}: this is another C library (musl?). Use Debian, Ubuntu, Fedora or the like.`;
  }
  const [major, minor] = version.split('.').map(Number);
  const isOldEnough =
    major > OLDEST_GLIBC[0] || (major === OLDEST_GLIBC[0] && minor >= OLDEST_GLIBC[1]);
  return isOldEnough ? null : `${needed}: this is ${version}. Use a newer Linux distribution.`;
}

/**
 * Free disk space, counted once for all folders on the same disk.
 *
 * @param {readonly { folder: string, bytes: number }[]} demands
 * @returns {string[]}
 */
export function diskProblems(demands) {
  /** @type {Map<number, { folders: string[], bytes: number }>} */
  const disks = new Map();
  const problems = [];
  for (const { folder, bytes } of demands.filter((demand) => demand.bytes > 0)) {
    const existing = nearestExisting(folder);
    const why = writeProblem(existing);
    if (why !== null) problems.push(why);
    const { dev } = statSync(existing);
    const disk = disks.get(dev) ?? { folders: [], bytes: 0 };
    disks.set(dev, { folders: [...disk.folders, existing], bytes: disk.bytes + bytes });
  }
  for (const { folders, bytes } of disks.values()) {
    const { bavail, bsize } = statfsSync(folders[0]);
    const free = bavail * bsize;
    if (free < bytes) {
      problems.push(
        `${size(bytes)} of free disk space under ${folders[0]}: ${size(free)} are free.\n` +
          '    The large part can lie elsewhere: RESILIENT_MARL_CACHE=/path/to/folder',
      );
    }
  }
  return [...new Set(problems)];
}

function nearestExisting(folder) {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

function writeProblem(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return `Leave to write in ${folder}: ${error.message}`;
  }
}

/** TensorFlow ends the process on a CPU without AVX. */
function avxProblem() {
  if (process.arch !== 'x64') return null;
  const flags = textOf('/proc/cpuinfo')?.match(/^flags\s*:.*$/m)?.[0];
  return flags === undefined || / avx /.test(flags) ? null : 'A CPU with AVX: TensorFlow needs it.';
}
