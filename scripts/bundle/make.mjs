import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

import { makeFolder } from '../setup/folders.mjs';
import { diskProblems } from '../setup/preflight.mjs';
import { CommandError, run } from '../setup/run.mjs';
import { SetupError, say, secondsSince, size } from '../setup/say.mjs';
import { pack } from './archive.mjs';
import { librariesNeeded } from './elf.mjs';
import { COMPRESSIONS } from './options.mjs';
import { writeLists } from './lists.mjs';
import { copyPackages, keepOldestAddon } from './packages.mjs';
import { progressOf } from './progress.mjs';
import { unpackPythonPackages, versionOf } from './pythonPackages.mjs';
import { bytesUnder, copyNode, copyProgram, copyTargetScripts, copyTensorflow } from './stage.mjs';

const MACHINES = { x64: 'x86_64', arm64: 'aarch64' };

/** Besides TensorFlow: Node, npm packages, Python packages, the program. About. */
const OTHER_BYTES = 600e6;

/**
 * Makes a bundle in the folder `options.out`.
 *
 * @param {string} root the clone, set up
 * @param {import('./options.mjs').BundleOptions} options
 * @throws {SetupError}
 */
export async function makeBundle(root, options) {
  const since = performance.now();
  const build = join(root, '.setup/native', options.gpu ? 'gpu' : 'cpu');
  if (!existsSync(build)) {
    throw new SetupError(
      options.gpu
        ? '--gpu: the CUDA build is not set up here. Run `npm run setup -- --gpu` first.'
        : 'TensorFlow is not set up here. Run `npm run setup` first.',
    );
  }
  await assertCommands(options);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const python = options.python ?? (await versionOf(join(root, '.setup/venv/bin/python')));
  const device = options.gpu ? (options.systemCuda ? '-gpu-system-cuda' : '-gpu') : '';
  const name = `resilient-marl-${version}-linux-${process.arch}${device}-python${python}`;
  const out = resolve(options.out);
  const final = join(out, name);
  assertFree(final, options.overwrite);

  const bytes = bytesUnder(join(build, 'lib'), true) + OTHER_BYTES;
  say(`Bundling ${name}: about ${size(bytes)} unpacked, into ${final}`);
  const problems = diskProblems([{ folder: out, bytes: 2 * bytes }]);
  if (problems.length > 0) throw new SetupError(problems.join('\n'));

  await makeFolder(final, async (folder) => {
    const staged = join(folder, name);
    const needs = await stage(root, staged, { build, name, python, options });
    const unpacked = bytesUnder(staged);
    const archive = `${name}.tar${COMPRESSIONS[options.compression].suffix}`;
    const progress = progressOf(`Packing ${size(unpacked)}`, unpacked);
    const parts = await pack(staged, join(folder, archive), options, progress.update);
    progress.end();
    rmSync(staged, { recursive: true });
    writeLists(folder, archive, parts);
    const packed = parts.reduce((sum, part) => sum + part.bytes, 0);
    const files = parts.length === 1 ? 'one file' : `${parts.length} parts`;
    say(`${size(packed)} in ${files}; ${size(unpacked)} unpacked (${secondsSince(since)}).`);
    say(`It needs ${process.arch}, glibc ${needs.glibc}, Python ${python}.\n`);
  });
  say(`There: sh join.sh && ./${name}/run doctor`);
  say(`       (all files of ${final} in one folder; join.sh checks them and unpacks)`);
}

/** The whole tree as the target will have it, proven to load. */
async function stage(root, staged, { build, name, python, options }) {
  const app = join(staged, 'app');
  const step = async (title, make) => {
    const since = performance.now();
    await make();
    say(`  ${title} (${secondsSince(since)})`);
  };
  mkdirSync(app, { recursive: true });
  await step('Node', () => copyNode(staged));
  await step('program', () => copyProgram(root, app));
  writeFileSync(join(app, '.made-from.json'), `${JSON.stringify(await madeFrom(root))}\n`);
  await step('npm packages', async () => {
    copyPackages(root, app);
    await keepOldestAddon(app);
  });
  const sites = join(app, '.setup/venv/site-packages');
  await step(`Python packages for ${python}`, () => unpackPythonPackages(root, python, sites));
  const native = join(app, '.setup/native', options.gpu ? 'gpu' : 'cpu');
  await step('TensorFlow, stripped', () =>
    copyTensorflow(build, native, { withCuda: !options.systemCuda }),
  );
  // The program that asks the driver is only asked where there may be a GPU.
  if (!options.gpu) rmSync(join(native, 'gpuInfo'), { force: true });
  const needs = await librariesNeeded(staged);
  copyTargetScripts(staged, { ...needs, python, machine: MACHINES[process.arch], name });
  // Any user may run it, and copy it on.
  await run('chmod', ['-R', 'u+w,a+rX', staged]);
  for (const program of ['run', 'node/bin/node', 'app/.setup/venv/bin/python']) {
    chmodSync(join(staged, program), 0o755);
  }
  await step('TensorFlow of the bundle loads and computes', () =>
    run(join(staged, 'node/bin/node'), [join(app, 'scripts/setup/prove.mjs'), native]),
  );
  return needs;
}

/** What a run's record says of the code, where there is no git to ask. */
async function madeFrom(root) {
  const git = async (...args) => {
    try {
      return (await run('git', ['-C', root, ...args])).trim();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return null;
    }
  };
  const [commit, changes] = [await git('rev-parse', 'HEAD'), await git('status', '--porcelain')];
  return { commit, dirty: changes === null ? null : changes !== '' };
}

async function assertCommands({ compression }) {
  const { command } = COMPRESSIONS[compression];
  const missing = [];
  for (const tool of ['tar', 'strip', 'readelf', command]) {
    await run(tool, ['--version']).catch(() => missing.push(tool));
  }
  if (missing.length === 0) return;
  throw new SetupError(
    `These programs are missing here: ${missing.join(', ')}.\n` +
      'Debian, Ubuntu: apt install tar binutils xz-utils gzip    Or another --compression.',
  );
}

function assertFree(final, overwrite) {
  if (!existsSync(final) || overwrite) return;
  const names = statSync(final).isDirectory() ? readdirSync(final).join(', ') : 'a file';
  throw new SetupError(
    `${final} is there already (${names.slice(0, 80)}). Give --overwrite, or another --out.`,
  );
}
