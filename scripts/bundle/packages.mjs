import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { CommandError, run } from '../setup/run.mjs';
import { compareVersions, glibcNeededBy } from './elf.mjs';

/** What no program reads: maps and types. */
const NOT_SHIPPED = /\.(map|d\.ts|d\.mts|d\.cts|md|markdown)$/i;

/**
 * Copies the npm packages that the program runs with, and not those that it is developed with.
 *
 * @param {string} root the clone, set up
 * @param {string} app the program's folder in the bundle
 */
export function copyPackages(root, app) {
  for (const path of productionPackages(root)) {
    const source = join(root, path);
    const nested = join(source, 'node_modules');
    cpSync(source, join(app, path), {
      recursive: true,
      dereference: true,
      filter: (file) => file !== nested && !NOT_SHIPPED.test(file),
    });
  }
}

/** Folders such as `node_modules/a/node_modules/b`; of optional packages those that are installed. */
function productionPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev = false }]) => path !== '' && !dev && existsSync(join(root, path)))
    .map(([path]) => path);
}

/**
 * zeromq brings its binary for every system, and several for ours, of which some want a newer C library
 * than others: only the one that wants the oldest stays.
 *
 * @param {string} app the program's folder in the bundle
 */
export async function keepOldestAddon(app) {
  const builds = join(app, 'node_modules/zeromq/build');
  const files = readdirSync(builds, { recursive: true, encoding: 'utf8' });
  const addons = files.filter((name) => name.endsWith('.node')).map((name) => join(builds, name));
  // Those that zeromq looks at, and among them those for this system.
  const known = Object.values(JSON.parse(readFileSync(join(builds, 'manifest.json'), 'utf8')));
  const ours = known.filter((name) => name.startsWith(`${process.platform}/${process.arch}/`));
  const loadable = [];
  for (const addon of ours.map((name) => join(builds, name))) {
    if (await isLoadable(addon)) loadable.push({ addon, glibc: await glibcNeededBy(addon) });
  }
  const [oldest] = loadable.sort((a, b) => compareVersions(a.glibc, b.glibc));
  for (const addon of addons.filter((path) => path !== oldest?.addon))
    rmSync(dirname(addon), { recursive: true });
  // zeromq itself has to agree.
  await run(process.execPath, ['-e', "require('zeromq')"], { cwd: app });
}

async function isLoadable(addon) {
  try {
    await run(process.execPath, [
      '-e',
      `process.dlopen({ exports: {} }, ${JSON.stringify(addon)})`,
    ]);
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}
