import type * as tf from '@tensorflow/tfjs';

/**
 * What the adversary knows when it forges the messages on E attacked edges whose targets have
 * neighborhoods of one size K (section IV: a white-box attack).
 */
export interface AttackKnowledge {
  /** Honest vectors of each target's neighborhood, the target itself first. */
  readonly honest_EKP: tf.Tensor3D;
  /** The victim's place in the neighborhood: 1 to K - 1. */
  readonly victimPosition: number;
  /** The virtual agent's vector. */
  readonly virtual_EP: tf.Tensor2D;
  /** Step size beta_{w,t} of eq. (8), in (0, 1]. */
  readonly beta: number;
}

/** Forges the victim's message to the target. Pure; the victim's own copy stays clean. */
export type Attack = (knowledge: AttackKnowledge) => tf.Tensor2D;

/** An attack and its options, as they stand in a run's configuration. */
export interface AttackConfig {
  readonly name: AttackName;
  readonly beta: number;
  /** First environment step at which messages are forged, warm-up included. */
  readonly onset: number;
  readonly target: number;
  readonly victim: number;
  /** Which of the two vectors is forged. */
  readonly networks: 'both' | 'actor' | 'critic';
}

export type AttackName = 'average' | 'median';
