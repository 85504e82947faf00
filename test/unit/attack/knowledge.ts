import * as tf from '@tensorflow/tfjs';
import type { Attack } from '../../../src/attack/attack.ts';
import { at, rowsOf } from '../../support/vectors.ts';

export interface Scene {
  /** The target's neighborhood, the target first. */
  readonly honest: number[][];
  readonly victimPosition: number;
  readonly virtual: number[];
  readonly beta: number;
}

/** The message that an attack forges for one edge. */
export function forge(attack: Attack, { honest, victimPosition, virtual, beta }: Scene): number[] {
  const forged_EP = attack({
    honest_EKP: tf.tensor3d([honest]),
    victimPosition,
    virtual_EP: tf.tensor2d([virtual]),
    beta,
  });
  return at(rowsOf(forged_EP), 0);
}

/** What the target holds when the forged message has taken the victim's place. */
export function heardBy(scene: Scene, forged: number[]): number[][] {
  return scene.honest.with(scene.victimPosition, forged);
}

/** Where the adversary wants the target, eq. (8). */
export function goalOf({ honest, virtual, beta }: Scene): number[] {
  return at(honest, 0).map((x, i) => x - beta * (x - at(virtual, i)));
}
