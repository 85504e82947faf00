/** The columns of a run's three tables, in order. The run log writes them and `readRun.ts` reads them. */
export const TABLES = {
  'evaluations.csv': ['step', 'agent', 'return', 'length'],
  'training.csv': ['step', 'agent', 'return', 'length'],
  'aggregation.csv': ['step', 'agent', 'neighbor', 'network', 'weight', 'distance'],
} as const;

export type TableName = keyof typeof TABLES;

/** One episode of one agent: an evaluation, or a training episode that ended at `step`. */
export interface EpisodeRow {
  /** Environment steps of one agent so far, warm-up included. */
  readonly step: number;
  /** The virtual agent has the number after the last agent's. */
  readonly agent: number;
  /** Undiscounted sum of the environment's rewards; not negated for the virtual agent. */
  readonly return: number;
  /** Environment steps of the episode. */
  readonly length: number;
}

/**
 * What one agent made of one neighbor's parameters in one communication round. A target has a row for
 * the virtual agent, too, from which it receives nothing: the distance tells how near the attack has
 * drawn it. Where rounds are more frequent than evaluations, those at evaluations are logged.
 */
export interface AggregationRow {
  readonly step: number;
  readonly agent: number;
  readonly neighbor: number;
  readonly network: NetworkName;
  /** Null where the rule does not weigh, and for the virtual agent; 0 for a neighbor that was left out. */
  readonly weight: number | null;
  /** Euclidean distance from the agent's own vector to the one it received, before aggregation. */
  readonly distance: number;
}

export const NETWORK_NAMES = ['actor', 'critic'] as const;

export type NetworkName = (typeof NETWORK_NAMES)[number];
