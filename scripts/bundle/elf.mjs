import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { CommandError, run } from '../setup/run.mjs';

const SYMBOL_VERSION = /\b(GLIBC|GLIBCXX)_(\d+(?:\.\d+)+)/g;

const BINARY = /(\.node|\.so(\.\d+)*|^node|^gpuInfo)$/;

/**
 * The newest version of the C library, and of the C++ library, whose symbols any binary under a folder
 * asks for: the target's have to be as new.
 *
 * @param {string} folder
 * @returns {Promise<{ glibc: string, glibcxx: string }>} e.g. `2.28` and `3.4.21`
 */
export async function librariesNeeded(folder) {
  const versions = { GLIBC: ['2.17'], GLIBCXX: ['3.4'] };
  for (const file of binariesUnder(folder)) {
    for (const [, library, version] of (await versionTable(file)).matchAll(SYMBOL_VERSION)) {
      versions[library].push(version);
    }
  }
  return { glibc: newest(versions.GLIBC), glibcxx: newest(versions.GLIBCXX) };
}

/** The newest C library of which a binary wants symbols. */
export async function glibcNeededBy(file) {
  const symbols = [...(await versionTable(file)).matchAll(SYMBOL_VERSION)];
  return newest(symbols.filter(([, library]) => library === 'GLIBC').map(([, , of]) => of)) ?? '0';
}

/** What a binary takes from other libraries, and not what it gives: `readelf -V` shows both. */
async function versionTable(file) {
  try {
    const text = await run('readelf', ['-W', '-V', file]);
    return text.slice(Math.max(0, text.indexOf('Version needs section')));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return ''; // No ELF file, such as a text with such an ending.
  }
}

function binariesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && BINARY.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @param {readonly string[]} versions */
export function newest(versions) {
  return [...versions].sort(compareVersions).at(-1);
}

/** @param {string} a @param {string} b e.g. `2.9` before `2.28` */
export function compareVersions(a, b) {
  const [as, bs] = [a, b].map((version) => version.split('.').map(Number));
  for (let place = 0; place < Math.max(as.length, bs.length); place++) {
    const difference = (as[place] ?? 0) - (bs[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
