import type { Rule } from '../aggregation/aggregator.ts';
import type { Attack, AttackConfig } from '../attack/attack.ts';
import type { Graph } from './graph.ts';

/** How one run of a cohort communicates. */
export interface RunCooperation {
  /** Row of the run's agent 0 on the learner axis; its other agents follow. */
  readonly firstLearner: number;
  readonly graph: Graph;
  readonly rule: Rule;
  readonly attack: RunAttack | null;
}

/** How one run is attacked. */
export interface RunAttack {
  readonly config: AttackConfig;
  readonly attack: Attack;
  /** Row of the virtual agent. */
  readonly virtualLearner: number;
}

/** One agent's neighborhood, itself first: numbers in its run, and rows on the learner axis. */
export interface Neighborhood {
  readonly run: number;
  readonly agents: readonly number[];
  readonly rows: readonly number[];
}

/** Agents that combine in one call: their rules are equal, and so are their neighborhoods' sizes. */
export interface Group {
  readonly rule: Rule;
  readonly neighborhoods: readonly Neighborhood[];
}

/** Attacked edges that are forged in one call: they differ in rows only. */
export interface Forgery {
  readonly attack: Attack;
  readonly beta: number;
  readonly networks: AttackConfig['networks'];
  /** The victim's place in the neighborhoods of the targets. */
  readonly victimPosition: number;
  readonly edges: readonly AttackedEdge[];
}

export interface AttackedEdge {
  /** The neighborhood of the target: the very object that stands in its group, too. */
  readonly target: Neighborhood;
  /** The victim's place in it. */
  readonly victimPosition: number;
  readonly virtualLearner: number;
}

/** Who combines with whom: tables of rows, built once for all rounds of a cohort. */
export interface RoundPlan {
  readonly learnerCount: number;
  readonly groups: readonly Group[];
  readonly forgeries: readonly Forgery[];
}

/** Plans the rounds of a cohort. Runs without cooperation, and virtual agents, take no part. */
export function planRound(runs: readonly RunCooperation[], learnerCount: number): RoundPlan {
  const cooperating = runs
    .map((cooperation, run) => ({
      ...cooperation,
      neighborhoods: neighborhoodsOf(cooperation, run),
    }))
    .filter(({ rule }) => rule.key !== 'none');
  const listeners = cooperating.flatMap(({ rule, neighborhoods }) =>
    neighborhoods.map((neighborhood) => ({ rule, neighborhood })),
  );
  const attacked = cooperating.flatMap(({ attack, neighborhoods }) =>
    attack ? [{ ...attack, edge: attackedEdge(attack, neighborhoods) }] : [],
  );
  return {
    learnerCount,
    groups: groupBy(listeners, ({ rule, neighborhood }) => [
      rule.key,
      neighborhood.rows.length,
    ]).map((group) => ({
      rule: group[0].rule,
      neighborhoods: group.map(({ neighborhood }) => neighborhood),
    })),
    forgeries: groupBy(attacked, ({ config, edge }) => [
      config.name,
      config.beta,
      config.networks,
      edge.victimPosition,
      edge.target.rows.length,
    ]).map(([first, ...others]) => ({
      attack: first.attack,
      beta: first.config.beta,
      networks: first.config.networks,
      victimPosition: first.edge.victimPosition,
      edges: [first, ...others].map(({ edge }) => edge),
    })),
  };
}

function neighborhoodsOf({ graph, firstLearner }: RunCooperation, run: number): Neighborhood[] {
  return graph.neighbors.map((agents) => ({
    run,
    agents,
    rows: agents.map((agent) => firstLearner + agent),
  }));
}

function attackedEdge(
  { config, virtualLearner }: RunAttack,
  neighborhoods: readonly Neighborhood[],
): AttackedEdge {
  const target = neighborhoods[config.target];
  const victimPosition = target?.agents.indexOf(config.victim) ?? -1;
  if (target && victimPosition > 0) return { target, virtualLearner, victimPosition };
  throw new RangeError(`planRound: no edge leads from ${config.victim} to ${config.target}.`);
}

/** Lists of items with equal keys, in the order of their first items. */
function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => readonly (string | number)[],
): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item).join(' ');
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** Rows of each attacked edge's target and of the virtual agent that it is drawn to. */
export function virtualPairs({ forgeries }: RoundPlan): [target: number, virtual: number][] {
  return forgeries.flatMap(({ edges }) =>
    edges.map(({ target, virtualLearner }): [number, number] => [
      target.rows[0] ?? NaN,
      virtualLearner,
    ]),
  );
}
