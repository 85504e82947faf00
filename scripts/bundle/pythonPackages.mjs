import { join } from 'node:path';

import { pip } from '../setup/pip.mjs';
import { run } from '../setup/run.mjs';

/** Wheels for any of these run on glibc 2.28. */
const MANYLINUX = [
  ...Array.from({ length: 28 - 4 }, (_, index) => `manylinux_2_${28 - index}`),
  'manylinux2014',
  'manylinux2010',
  'manylinux1',
  'linux',
];

const MACHINES = { x64: 'x86_64', arm64: 'aarch64' };

/**
 * The worker's Python packages for a version of Python, unpacked: nothing is left to be installed on the
 * target. pip checks them against the lock file.
 *
 * @param {string} root the clone, set up
 * @param {string} version of Python, e.g. `3.12`
 * @param {string} folder
 */
export async function unpackPythonPackages(root, version, folder) {
  const python = join(root, '.setup/venv/bin/python');
  const machine = MACHINES[process.arch];
  const platforms = MANYLINUX.flatMap((name) => ['--platform', `${name}_${machine}`]);
  // Byte code of another version would be no use.
  const isSame = version === (await versionOf(python));
  await pip(python, [
    'install',
    '--quiet',
    '--target',
    folder,
    '--implementation',
    'cp',
    '--python-version',
    version,
    ...platforms,
    isSame ? '--compile' : '--no-compile',
    '-r',
    join(root, 'python_env/requirements.lock'),
  ]);
}

/** @param {string} python @returns {Promise<string>} e.g. `3.12` */
export async function versionOf(python) {
  const program = 'import sys; print("%d.%d" % sys.version_info[:2])';
  return (await run(python, ['-I', '-c', program])).trim();
}
