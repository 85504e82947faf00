import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvPool } from '../../../src/env/envPool.ts';
import { writeValues } from '../exchange.ts';
import type { Work } from './work.ts';

export interface EnvironmentsSetup {
  readonly task: string;
  readonly count: number;
  readonly seeds: readonly number[];
  /** Actions of one step after the other, `[steps, count, A]` in float32, taken again and again. */
  readonly actionsFile: string;
}

/** Steps environments in our worker; those that are over are reset, as in training. */
export async function environments(setup: EnvironmentsSetup): Promise<Work> {
  const { task, count, seeds, actionsFile } = setup;
  const pool = await EnvPool.start({ task, count });
  const actions = new Float32Array(Uint8Array.from(readFileSync(actionsFile)).buffer);
  const size = count * pool.spec.actionSize;
  const everyone = [...seeds.keys()];
  let obs_EO = await pool.reset(everyone, seeds);
  let done = 0;
  return {
    versions: pool.spec.versions,
    run: async (steps) => {
      for (const last = done + steps; done < last; done++) {
        const from = (done * size) % actions.length;
        const result = await pool.step(actions.subarray(from, from + size));
        obs_EO = result.obs_EO;
        const finished = everyone.filter(
          (row) => result.terminated_E[row] === 1 || result.truncated_E[row] === 1,
        );
        if (finished.length > 0) await pool.reset(finished);
      }
    },
    write: (folder) => {
      mkdirSync(folder, { recursive: true });
      writeValues(join(folder, 'observations.f64'), obs_EO);
    },
    close: () => pool.close(),
  };
}
