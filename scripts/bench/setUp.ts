import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { removeUnfinished } from '../setup/folders.mjs';
import { oneAtATime } from '../setup/oneAtATime.mjs';
import { pip } from '../setup/pip.mjs';
import { preflight } from '../setup/preflight.mjs';
import { pythonStep } from '../setup/python.mjs';
import { CommandError, endRunning, run } from '../setup/run.mjs';
import { say } from '../setup/say.mjs';
import { placeFor } from '../setup/steps.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CUDA_LOCK = join(ROOT, 'scripts/bench/requirements-cuda.lock');

/** The Python of the peers: PyTorch, JAX and what they are compared on. */
export const PEER_PYTHON = join(ROOT, '.setup/venv-bench/bin/python');

/** The Python of the environment worker: Gymnasium, MuJoCo and NumPy are in both. */
export const WORKER_PYTHON = join(ROOT, '.setup/venv/bin/python');

/** Makes the environment of the Python peers; what is done already is left alone. */
export async function setUpPeers(): Promise<void> {
  const place = placeFor(ROOT, process.env);
  const step = pythonStep(place, {
    title: 'Python peers of the benchmark',
    name: 'venv-bench',
    lock: '../scripts/bench/requirements.lock',
    bytes: 2.7e9,
  });
  process.once('SIGINT', () => {
    endRunning();
    removeUnfinished();
    process.exit(130);
  });
  const onWait = (pid: string) => {
    say(`Waiting for process ${pid}, which sets up this folder.`);
  };
  await oneAtATime(place.root, onWait, async () => {
    if (!step.isDone()) {
      say(`${step.title}: 0.7 to 1.1 GB to download`);
      await step.make(await preflight([step]));
    }
    await completeTorch();
  });
  say('The peers of the benchmark are set up.');
}

/** PyPI's x86-64 build of PyTorch needs CUDA's libraries even to compute on a CPU. */
async function completeTorch(): Promise<void> {
  if (await canImportTorch()) return;
  say('CUDA libraries, without which this build of PyTorch does not start: 1.8 GB to download');
  await pip(PEER_PYTHON, ['install', '-r', CUDA_LOCK]);
  if (!(await canImportTorch())) say('PyTorch cannot be imported: its rows will be `unavailable`.');
}

async function canImportTorch(): Promise<boolean> {
  try {
    await run(PEER_PYTHON, ['-I', '-c', 'import torch']);
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** Why a Python is not there, or null. */
export function pythonProblem(python: string): string | null {
  if (existsSync(python)) return null;
  return python === PEER_PYTHON ? 'run `npm run bench -- --setup`' : 'run `npm run setup`';
}
