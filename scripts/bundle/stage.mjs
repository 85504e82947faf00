import { copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { readlinkSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from '../setup/run.mjs';
import { SetupError } from '../setup/say.mjs';

/** The program and what it reads; `scripts/bench` so that a target can be measured, too. */
const PROGRAM = [
  'src',
  'proto',
  'data',
  'python_env/resilient_env',
  'python_env/requirements.lock',
  'scripts/resilient-marl.mjs',
  'scripts/typescript.mjs',
  'scripts/bench.mjs',
  'scripts/bench',
  'scripts/setup/nodeVersion.mjs',
  'scripts/setup/prove.mjs',
  'package.json',
  'package-lock.json',
  'README.md',
  'LICENSE',
];

const TARGET = fileURLToPath(new URL('target/', import.meta.url));

/** Libraries of TensorFlow; all others beside them are CUDA's. */
const TENSORFLOW = /^libtensorflow/;

/** @param {string} root @param {string} app the program's folder in the bundle */
export function copyProgram(root, app) {
  for (const path of PROGRAM.filter((name) => existsSync(join(root, name)))) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    cpSync(join(root, path), join(app, path), {
      recursive: true,
      filter: (file) => basename(file) !== '__pycache__',
    });
  }
}

/** The scripts that the target runs, and what they have to know. */
export function copyTargetScripts(bundle, { python, glibc, glibcxx, machine, name }) {
  const setting = Object.entries({ name, machine, python, glibc, glibcxx });
  writeFileSync(
    join(bundle, 'needs.sh'),
    setting.map(([key, value]) => `BUNDLE_${key.toUpperCase()}='${value}'\n`).join(''),
  );
  copyFileSync(join(TARGET, 'run.sh'), join(bundle, 'run'));
  const venv = join(bundle, 'app/.setup/venv');
  mkdirSync(join(venv, 'bin'), { recursive: true });
  copyFileSync(join(TARGET, 'python.sh'), join(venv, 'bin/python'));
  copyFileSync(join(TARGET, 'with_packages.py'), join(venv, 'with_packages.py'));
}

/**
 * Node itself. Throws a `SetupError` where it is one that takes more than the C and C++ libraries from
 * the machine, as those of some distributions do.
 */
export async function copyNode(bundle) {
  const libraries = [...(await run('ldd', [process.execPath])).matchAll(/^\s*(\S+) => /gm)];
  const others = libraries
    .map(([, name]) => name)
    .filter((name) => !/^(libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s)\.so/.test(name));
  if (others.length > 0) {
    throw new SetupError(
      `This Node (${process.execPath}) needs libraries of this machine: ${others.join(', ')}.\n` +
        'A bundle takes the Node that runs it along: bundle with one from nodejs.org.',
    );
  }
  mkdirSync(join(bundle, 'node/bin'), { recursive: true });
  copyFileSync(realpathSync(process.execPath), join(bundle, 'node/bin/node'));
}

/**
 * TensorFlow's build for a device, its libraries stripped of what only a linker or debugger reads.
 * Links within the build stay links; what they lead to outside of it is copied.
 *
 * @param {string} build `.setup/native/cpu` or `gpu`
 * @param {string} copy
 * @param {{ withCuda: boolean }} options without, its folders stay, and links to CUDA's files go
 */
export async function copyTensorflow(build, copy, { withCuda }) {
  for (const entry of readdirSync(build, { withFileTypes: true })) {
    const [source, target] = [join(build, entry.name), join(copy, entry.name)];
    if (entry.name === 'lib') await copyLibraries(source, target, withCuda);
    else copyTree(source, target, { build, withCuda });
  }
}

async function copyLibraries(source, target, withCuda) {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source)) {
    const isTensorflow = TENSORFLOW.test(name);
    if (!isTensorflow && !withCuda) continue;
    const [from, to] = [realpathSync(join(source, name)), join(target, name)];
    // CUDA's come stripped, and a license that lets them be passed on as they are.
    if (isTensorflow) await run('strip', ['--strip-unneeded', '-o', to, from]);
    else copyFileSync(from, to);
  }
}

function copyTree(source, target, { build, withCuda }) {
  const status = lstatSync(source);
  if (status.isSymbolicLink()) {
    const inside = !relative(realpathSync(build), realpathSync(source)).startsWith('..');
    mkdirSync(dirname(target), { recursive: true });
    if (inside) symlinkSync(readlinkSync(source), target);
    // What lies elsewhere is CUDA's: its assembler and its library for GPUs.
    else if (withCuda) cpSync(realpathSync(source), target, { recursive: true, dereference: true });
  } else if (status.isDirectory()) {
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(source)) {
      copyTree(join(source, name), join(target, name), { build, withCuda });
    }
  } else {
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(source, target);
  }
}

/** Bytes of all files under a folder or of a file. Links are followed where `follow` is true. */
export function bytesUnder(path, follow = false) {
  const status = follow ? statSync(path) : lstatSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesUnder(join(path, name), follow), 0);
}
