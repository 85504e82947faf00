import type { Check } from '../backend/checks.ts';
import { describeWorker } from '../env/describeWorker.ts';
import { EnvPool } from '../env/envPool.ts';
import { messageOf } from '../errors.ts';
import { PAPER_TASKS } from './defaults.ts';

/** Starts the environment worker, shakes hands, and steps each of the paper's tasks once. */
export async function workerChecks(): Promise<Check[]> {
  try {
    const versions = Object.entries(await describeWorker()).map(
      ([name, version]) => `${name} ${version}`,
    );
    const handshake: Check = { name: 'worker', status: 'ok', detail: versions.join(', ') };
    return [handshake, ...(await Promise.all(Object.values(PAPER_TASKS).map(taskCheck)))];
  } catch (error) {
    return [
      { name: 'worker', status: 'missing', detail: messageOf(error), remedy: 'npm run setup' },
    ];
  }
}

async function taskCheck(task: string): Promise<Check> {
  await using pool = await EnvPool.start({ task, count: 1 });
  const { observationSize, actionSize } = pool.spec;
  await pool.reset([0], [0]);
  await pool.step(new Float32Array(actionSize));
  return {
    name: task,
    status: 'ok',
    detail: `${observationSize} observations, ${actionSize} actions, steps`,
  };
}
