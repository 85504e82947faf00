import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeFolder } from './folders.mjs';
import { pip } from './pip.mjs';
import { run } from './run.mjs';
import { say, secondsSince, size } from './say.mjs';

/**
 * @typedef {object} Wheel one of the large wheels of which set-up takes only the libraries
 * @property {string} name
 * @property {string} version
 * @property {string} platform the wheel's platform tag
 * @property {string} sha256
 * @property {number} bytes
 * @property {number} unpackedBytes what is kept of it
 */

/** TensorFlow's C interface is the same in its wheels for all Pythons; this one stands for them. */
const WHEEL_PYTHON = ['--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312'];

const UNPACKER = fileURLToPath(new URL('unpack.py', import.meta.url));

/** What is kept: libraries, the headers that the binding includes, and XLA's compiler for GPUs. */
const KEPT = [
  'tensorflow/libtensorflow*.so=lib',
  ...['absl', 'tensorflow/c', 'tensorflow/core/platform', 'tsl/platform', 'xla/tsl/c'].map(
    (folder) => `tensorflow/include/${folder}/=include/${folder}/`,
  ),
  'nvidia/cuda_nvcc/=cuda/',
  'nvidia/*.so=lib',
];

/**
 * The wheels of each device for a platform, pinned by hash. A new version's come from
 * `pip install --dry-run --report -`, which downloads none of them.
 *
 * @param {string} platform e.g. `linux-x64`
 * @returns {{ cpu?: Wheel[], gpu?: Wheel[] }}
 */
export function wheelsFor(platform) {
  const lock = JSON.parse(readFileSync(new URL('wheels.json', import.meta.url), 'utf8'));
  return lock[platform] ?? {};
}

/**
 * Where the unpacked wheel lies. Its name holds its hash, so that it can never be another's.
 *
 * @param {string} cacheFolder
 * @param {Wheel} wheel
 */
export function wheelFolder(cacheFolder, wheel) {
  return join(cacheFolder, `${wheel.name}-${wheel.version}-${wheel.sha256.slice(0, 16)}`);
}

/** @param {string} cacheFolder @param {Wheel} wheel */
export function isUnpacked(cacheFolder, wheel) {
  return existsSync(wheelFolder(cacheFolder, wheel));
}

/**
 * Downloads a wheel with pip, checks it, and leaves what is kept of it in the cache.
 *
 * @param {string} cacheFolder
 * @param {Wheel} wheel
 * @param {string} python
 */
export async function unpackWheel(cacheFolder, wheel, python) {
  const title = `${wheel.name} ${wheel.version}`;
  const since = performance.now();
  say(`      ${title}: downloading ${size(wheel.bytes)}`);
  await makeFolder(wheelFolder(cacheFolder, wheel), async (folder) => {
    const file = await download(wheel, join(folder, 'wheel'), python);
    say(`      ${title}: unpacking`);
    await run(python, ['-I', UNPACKER, file, wheel.sha256, folder, ...KEPT]);
    rmSync(join(folder, 'wheel'), { recursive: true });
  });
  say(`      ${title}: kept ${size(wheel.unpackedBytes)}, wheel deleted (${secondsSince(since)})`);
}

/** @returns {Promise<string>} the path of the wheel */
async function download(wheel, folder, python) {
  mkdirSync(folder);
  const requirement = join(folder, 'requirement.txt');
  writeFileSync(requirement, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  const platform = ['--platform', wheel.platform, ...WHEEL_PYTHON];
  await pip(
    python,
    ['download', '--no-cache-dir', '-d', folder, ...platform, '-r', requirement],
    // pip's own copy lies beside the result, not on what may be a small /tmp.
    { TMPDIR: folder },
  );
  const name = readdirSync(folder).find((entry) => entry.endsWith('.whl'));
  if (name === undefined) throw new Error(`pip left no wheel of ${wheel.name} in ${folder}`);
  return join(folder, name);
}
