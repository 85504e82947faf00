/** What N learners remember of the steps from `from` to `to`, oldest first. Row-major. */
export interface History {
  readonly learners: number;
  /** Steps stored before the first of these, and with the last. */
  readonly from: number;
  readonly to: number;
  readonly obs_TNO: Float32Array;
  readonly action_TNA: Float32Array;
  readonly reward_TN: Float32Array;
  readonly nextObs_TNO: Float32Array;
  readonly discount_TN: Float32Array;
  /** 1 where the episode ended with the transition. */
  readonly ended_TN: Uint8Array;
}
