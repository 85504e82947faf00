/** Who hears whom. */
export interface Graph {
  readonly name: string;
  /** For each agent its neighborhood, the agent itself first. */
  readonly neighbors: readonly (readonly number[])[];
  /** Where to draw each agent, where that is known. */
  readonly positions?: readonly (readonly [x: number, y: number])[];
}

/**
 * The graph of the paper's section VII: eight agents in two components, the paths 6-0-5-3-1 and
 * 4-2-7. Positions are those of the random network that gives exactly these lists.
 */
export const paperGraph: Graph = {
  name: 'paper',
  neighbors: [
    [0, 5, 6],
    [1, 3],
    [2, 4, 7],
    [3, 1, 5],
    [4, 2],
    [5, 0, 3],
    [6, 0],
    [7, 2],
  ],
  positions: [
    [3.79, 2.103],
    [1.295, 2.556],
    [2.025, 3.919],
    [1.517, 2.383],
    [2.917, 4.541],
    [2.523, 1.409],
    [3.779, 3.092],
    [1.253, 4.549],
  ],
};

/** The sets of agents that can reach each other, each in ascending order, by their first agent. */
export function components({ neighbors }: Graph): number[][] {
  const found: number[][] = [];
  for (const start of neighbors.keys()) {
    if (found.some((component) => component.includes(start))) continue;
    const reached = new Set([start]);
    // A set goes on to the agents that are added while it is walked.
    for (const agent of reached) neighbors[agent]?.forEach((neighbor) => reached.add(neighbor));
    found.push([...reached].sort((a, b) => a - b));
  }
  return found;
}

/** Mean of n_k, the agents themselves counted. */
export function meanNeighborhoodSize({ neighbors }: Graph): number {
  return neighbors.flat().length / neighbors.length;
}
