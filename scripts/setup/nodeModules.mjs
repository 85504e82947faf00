import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { keyOf, textOf } from './folders.mjs';
import { run } from './run.mjs';

/** About. npm does not tell beforehand. */
const DOWNLOAD_BYTES = 150e6;
const DISK_BYTES = 600e6;

/**
 * The npm packages of `package-lock.json`. The stamp lies among them, so that it goes when they go.
 *
 * @param {import('./steps.mjs').Place} place
 * @returns {import('./steps.mjs').Step}
 */
export function nodeModulesStep(place) {
  const lock = textOf(join(place.root, 'package-lock.json'));
  const major = process.versions.node.split('.')[0];
  const key = keyOf(lock, major, place.platform);
  const stamp = join(place.root, 'node_modules', '.set-up');

  return {
    title: 'npm packages',
    needs: [],
    download: () => (isInstalled(place.root, lock) ? 0 : DOWNLOAD_BYTES),
    kept: () => (isInstalled(place.root, lock) ? 0 : DISK_BYTES),
    disk: () => ({ folder: place.root, bytes: isInstalled(place.root, lock) ? 0 : DISK_BYTES }),
    isDone: () => textOf(stamp) === key,
    make: async () => {
      if (!isInstalled(place.root, lock)) {
        const flags = [
          '--ignore-scripts',
          '--include=dev',
          '--include=optional',
          '--loglevel=error',
        ];
        await npm(['ci', '--no-audit', '--no-fund', ...flags], place.root);
      }
      writeFileSync(stamp, key);
    },
  };
}

/** npm notes in `node_modules` what it installed: a developer's own `npm ci` is good enough. */
function isInstalled(root, lock) {
  const note = textOf(join(root, 'node_modules', '.package-lock.json'));
  if (note === null) return false;
  const installed = JSON.parse(note).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, wanted]) =>
      path === '' ||
      installed[path]?.integrity === wanted.integrity ||
      (installed[path] === undefined && wanted.optional === true),
  );
}

/** The npm that runs us, or else the one on the path. */
function npm(args, cwd) {
  const script = process.env.npm_execpath;
  return script?.endsWith('npm-cli.js')
    ? run(process.execPath, [script, ...args], { cwd })
    : run('npm', args, { cwd });
}
