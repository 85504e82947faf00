import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '../../src/random.ts';
import type { SampledBatch } from '../../src/replay/replay.ts';
import type { UpdateSizes } from './products.ts';

/** Everything that the learners of all implementations have to be told. */
export interface LearnerSetting extends UpdateSizes {
  /** Different batches, which the updates take in turn. */
  readonly batches: number;
  readonly bound: readonly number[];
  readonly tau: number;
  readonly actorLearningRate: number;
  readonly criticLearningRate: number;
  /** Of the soft-medoid round in every update; null without rounds. */
  readonly temperature: number | null;
  /** For each agent its neighborhood, itself first. */
  readonly neighbors: readonly (readonly number[])[];
}

/** File names of a batch's quantities, here and in `peers/exchange.py`. */
const QUANTITIES = {
  obs: 'obs_LBO',
  action: 'action_LBA',
  reward: 'reward_LB',
  nextObs: 'nextObs_LBO',
  discount: 'discount_LB',
} as const satisfies Record<string, keyof SampledBatch>;

const GAMMA = 0.99;

/** Invented transitions: normal observations and rewards, actions within the bound, few terminations. */
export function inventBatches(setting: LearnerSetting): SampledBatch[] {
  const { learners, batch, observation, bound, batches } = setting;
  const stream = new RandomStream({ seed: 0, agent: 0, purpose: 'sampling' });
  const normals = (count: number) => Float32Array.from({ length: count }, () => stream.normal());
  const rows = learners * batch;
  return Array.from({ length: batches }, () => ({
    obs_LBO: normals(rows * observation),
    action_LBA: Float32Array.from(
      { length: rows * bound.length },
      (_, index) => (2 * stream.uniform() - 1) * (bound[index % bound.length] ?? 0),
    ),
    reward_LB: normals(rows),
    nextObs_LBO: normals(rows * observation),
    discount_LB: Float32Array.from({ length: rows }, () => (stream.uniform() < 0.01 ? 0 : GAMMA)),
  }));
}

/** One file a quantity: all batches one after the other. */
export function writeBatches(folder: string, batches: readonly SampledBatch[]): void {
  for (const [name, quantity] of Object.entries(QUANTITIES)) {
    writeValues(join(folder, `${name}.f32`), ...batches.map((batch) => batch[quantity]));
  }
}

/** Little-endian, as the processors are that TensorFlow runs on. */
export function writeValues(
  path: string,
  ...parts: readonly (Float32Array | Float64Array)[]
): void {
  writeFileSync(
    path,
    Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))),
  );
}
