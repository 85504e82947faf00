import { homedir } from 'node:os';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { nodeModulesStep } from './nodeModules.mjs';
import { pythonStep } from './python.mjs';
import { SetupError } from './say.mjs';
import { tensorflowStep } from './tensorflow.mjs';
import { wheelsFor } from './wheels.mjs';

/**
 * @typedef {object} Place where things go
 * @property {string} root the clone
 * @property {string} setupFolder what belongs to this clone: `.setup`
 * @property {string} cacheFolder large downloads, shared by all clones of a user
 * @property {string} platform e.g. `linux-x64`
 *
 * @typedef {object} Tools what preflight has found
 * @property {string} python
 *
 * @typedef {object} Step
 * @property {string} title
 * @property {readonly ('python' | 'compiler')[]} needs
 * @property {() => number} download bytes, about
 * @property {() => number} kept bytes that it leaves on the disk, about
 * @property {() => { folder: string, bytes: number }} disk what it needs while it is made, about
 * @property {() => boolean} isDone reads a few small files and starts nothing
 * @property {(tools: Tools) => Promise<void>} make leaves all of it or nothing
 */

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Place}
 */
export function placeFor(root, environment) {
  const caches = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    root,
    setupFolder: join(root, '.setup'),
    cacheFolder: resolve(environment.RESILIENT_MARL_CACHE || join(caches, 'resilient-marl')),
    platform: `${process.platform}-${process.arch}`,
  };
}

/**
 * Everything that set-up makes, in order. What an earlier run was asked for besides (`--dev`,
 * `--gpu`) is kept up to date.
 *
 * @param {Place} place
 * @param {{ dev: boolean, gpu: boolean }} options
 * @returns {Step[]}
 * @throws {SetupError} on a platform for which there is no TensorFlow
 */
export function stepsFor(place, options) {
  const wheels = wheelsFor(place.platform);
  if (wheels.cpu === undefined) {
    throw new SetupError(
      `There is no TensorFlow library for ${place.platform}. Supported: linux-x64, linux-arm64.`,
    );
  }
  if (options.gpu && wheels.gpu === undefined) {
    throw new SetupError(`--gpu: there is no CUDA build of TensorFlow for ${place.platform}.`);
  }
  const has = (name) => existsSync(join(place.setupFolder, name));
  const steps = [
    nodeModulesStep(place),
    pythonStep(place, {
      title: 'Python packages',
      name: 'venv',
      lock: 'requirements.lock',
      bytes: 300e6,
    }),
    tensorflowStep(place, 'cpu'),
  ];
  if (options.gpu || has('native/gpu')) steps.push(tensorflowStep(place, 'gpu'));
  if (options.dev || has('venv-dev')) {
    steps.push(
      pythonStep(place, {
        title: 'Python tools for developers',
        name: 'venv-dev',
        lock: 'requirements-dev.lock',
        bytes: 200e6,
      }),
    );
  }
  return steps;
}
