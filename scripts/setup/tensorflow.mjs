import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compiler } from './compiler.mjs';
import { keyOf, makeFolder, textOf } from './folders.mjs';
import { oneAtATime } from './oneAtATime.mjs';
import { run } from './run.mjs';
import { say, secondsSince } from './say.mjs';
import { isUnpacked, unpackWheel, wheelFolder, wheelsFor } from './wheels.mjs';

const LOG_LEVEL_SOURCE = fileURLToPath(new URL('logLevel.cc', import.meta.url));
const GPU_INFO_SOURCE = fileURLToPath(new URL('gpuInfo.cc', import.meta.url));
const OLDER_LIBRARY_SOURCE = fileURLToPath(new URL('olderLibrary.cc', import.meta.url));
const PROOF = fileURLToPath(new URL('prove.mjs', import.meta.url));

const FLAGS = ['-std=c++17', '-O2'];
const ADD_ON_FLAGS = [...FLAGS, '-shared', '-fPIC', '-DNAPI_VERSION=8'];

/** Changes when `linkLibraries` puts things elsewhere. */
const LAYOUT = 2;

/** Disk space that `--gpu` asks for: the libraries, the largest wheel twice, and room to spare. */
const GPU_BYTES = 12e9;

/**
 * TensorFlow for one device: its libraries from the cache, where the download is put first if it is
 * not there, and the binding of `@tensorflow/tfjs-node-gpu`, compiled against them.
 *
 * @param {import('./steps.mjs').Place} place
 * @param {'cpu' | 'gpu'} device
 * @returns {import('./steps.mjs').Step}
 */
export function tensorflowStep(place, device) {
  const wheels = wheelsFor(place.platform)[device] ?? [];
  const missing = () => wheels.filter((wheel) => !isUnpacked(place.cacheFolder, wheel));
  const final = join(place.setupFolder, 'native', device);
  // The compiler is not part of the key: on both sides of the binding are stable C interfaces.
  const sources = [LOG_LEVEL_SOURCE, GPU_INFO_SOURCE, OLDER_LIBRARY_SOURCE].map(textOf);
  const key = keyOf(wheels, bindingVersion(place.root), sources, ADD_ON_FLAGS, LAYOUT);

  return {
    title: `TensorFlow ${wheels[0]?.version} (${device.toUpperCase()})`,
    needs: ['compiler'],
    download: () => sum(missing(), 'bytes'),
    kept: () => sum(missing(), 'unpackedBytes'),
    disk: () => ({
      folder: place.cacheFolder,
      bytes:
        device === 'gpu' && missing().length > 0
          ? GPU_BYTES - sum(wheels, 'unpackedBytes') + sum(missing(), 'unpackedBytes')
          : 2 * sum(missing(), 'bytes') + sum(missing(), 'unpackedBytes'),
    }),
    isDone: () => textOf(join(final, 'key')) === key && areWhole(join(final, 'lib')),
    make: async () => {
      await fillCache(place, missing);
      await makeFolder(final, async (folder) => {
        linkLibraries(place.cacheFolder, wheels, folder);
        await compile(place, wheels[0], folder);
        say(`      ${(await run(process.execPath, [PROOF, folder])).trim()}`);
        writeFileSync(join(folder, 'key'), key);
      });
    },
  };
}

async function fillCache({ cacheFolder, setupFolder }, missing) {
  if (missing().length === 0) return;
  const python = join(setupFolder, 'venv', 'bin', 'python');
  const onWait = (pid) => say(`      waiting for process ${pid}, which fills ${cacheFolder}`);
  await oneAtATime(cacheFolder, onWait, async () => {
    for (const wheel of missing()) await unpackWheel(cacheFolder, wheel, python);
  });
}

/**
 * All libraries beside each other, under `lib`. TensorFlow opens CUDA's by name, and looks for them
 * in `../nvidia/cublas/lib` among others, as the wheels would lie: so that is `lib` as well. XLA looks
 * for its assembler and its library for GPUs (ptxas, libdevice) in `../nvidia/cuda_nvcc`.
 */
function linkLibraries(cacheFolder, wheels, folder) {
  mkdirSync(join(folder, 'lib'));
  mkdirSync(join(folder, 'nvidia', 'cublas'), { recursive: true });
  symlinkSync('../../lib', join(folder, 'nvidia', 'cublas', 'lib'));
  for (const wheel of wheels) {
    const source = wheelFolder(cacheFolder, wheel);
    for (const name of entriesOf(join(source, 'lib'))) {
      symlinkSync(join(source, 'lib', name), join(folder, 'lib', name));
    }
    const cuda = join(source, 'cuda');
    if (existsSync(cuda)) symlinkSync(cuda, join(folder, 'nvidia', 'cuda_nvcc'));
  }
}

async function compile({ root, cacheFolder }, tensorflow, folder) {
  const since = performance.now();
  const headers = [nodeHeaders(root), join(wheelFolder(cacheFolder, tensorflow), 'include')];
  const sources = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu', 'binding');
  const [command, ...first] = compiler();
  const build = (target, ...rest) =>
    run(command, [
      ...first,
      ...rest,
      ...headers.map((path) => `-I${path}`),
      '-o',
      join(folder, target),
    ]);
  await Promise.all([
    build('gpuInfo', ...FLAGS, GPU_INFO_SOURCE, OLDER_LIBRARY_SOURCE, '-ldl'),
    build('logLevel.node', ...ADD_ON_FLAGS, LOG_LEVEL_SOURCE),
    build(
      'tfjs_binding.node',
      ...ADD_ON_FLAGS,
      join(sources, 'tfjs_backend.cc'),
      join(sources, 'tfjs_binding.cc'),
      OLDER_LIBRARY_SOURCE,
      `-L${join(folder, 'lib')}`,
      '-l:libtensorflow_cc.so.2',
      '-l:libtensorflow_framework.so.2',
      '-Wl,-rpath,$ORIGIN/lib',
    ),
  ]);
  say(`      binding compiled with ${command} (${secondsSince(since)})`);
}

/** Node's own, which lie beside it in most installations, or else those of an npm package. */
function nodeHeaders(root) {
  const beside = resolve(process.execPath, '../../include/node');
  if (existsSync(join(beside, 'node_api.h'))) return beside;
  return join(root, 'node_modules', 'node-api-headers', 'include');
}

function bindingVersion(root) {
  const lock = JSON.parse(textOf(join(root, 'package-lock.json')));
  return lock.packages['node_modules/@tensorflow/tfjs-node-gpu'].integrity;
}

/** Whether every link in a folder leads to a file: the cache may have been deleted. */
function areWhole(folder) {
  const names = entriesOf(folder);
  return names.length > 0 && names.every((name) => existsSync(join(folder, name)));
}

function entriesOf(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function sum(wheels, property) {
  return wheels.reduce((total, wheel) => total + wheel[property], 0);
}
