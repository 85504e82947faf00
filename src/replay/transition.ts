/** What one environment step of all learners leaves behind. Typed arrays, row-major. */
export interface Transition {
  /** Of a learner whose episode goes on, what the transition before had as `nextObs_LO`. */
  readonly obs_LO: Float32Array;
  readonly action_LA: Float32Array;
  readonly reward_L: Float32Array;
  readonly nextObs_LO: Float32Array;
  /** gamma, or 0 where the episode terminated. Truncation never zeroes it. */
  readonly discount_L: Float32Array;
  /** 1 where the episode ended, by termination or truncation: the next step starts another one. */
  readonly ended_L: Uint8Array;
}

/** A batch of transitions for each learner. */
export interface SampledBatch {
  readonly obs_LBO: Float32Array;
  readonly action_LBA: Float32Array;
  readonly reward_LB: Float32Array;
  readonly nextObs_LBO: Float32Array;
  readonly discount_LB: Float32Array;
}
