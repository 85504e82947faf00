/** Who hears whom. */
export interface Graph {
  readonly name: string;
  /** For each agent its neighborhood, the agent itself first. */
  readonly neighbors: readonly (readonly number[])[];
  /** Where to draw each agent, where that is known. */
  readonly positions?: readonly (readonly [x: number, y: number])[];
}
