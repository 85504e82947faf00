import type { RuleConfig } from '../aggregation/aggregator.ts';
import type { RandomStream } from '../random.ts';
import { aggregate } from './agreement.ts';
import { COMBINING_RULES } from './bounds.ts';
import { norm } from './linearAlgebra.ts';

/** Where attacked members are: all at one point, which is the worst case of the paper, or anywhere. */
export const PLACEMENTS = ['cluster', 'spread'] as const;
export type Placement = (typeof PLACEMENTS)[number];

/** How far from the middle of the honest members' ball, whose radius is 1. */
export const DISTANCES = [1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const;

/** Where some attacked members out of `size` take what the agent holds afterwards. */
export interface BreakdownRow {
  readonly rule: number;
  readonly size: number;
  readonly attacked: number;
  readonly placement: Placement;
  readonly distance: number;
  /** The largest norm, over trials, of the result: its distance from the middle of the honest ball. */
  readonly displacement: number;
}

const WIDTH = 4;

/** From this distance on a displacement in proportion to it means that the rule broke. */
const FAR = 1e4;
const SHARE = 0.01;

/** Neighborhoods of one size: each number of attacked members, placement and distance, `trials` times. */
export function measureBreakdown(
  stream: RandomStream,
  size: number,
  trials: number,
): BreakdownRow[] {
  const cases = Array.from({ length: size }, (_none, attacked) => attacked).flatMap((attacked) =>
    PLACEMENTS.flatMap((placement) =>
      DISTANCES.map((distance) => ({ attacked, placement, distance })),
    ),
  );
  const received = cases.flatMap((one) =>
    Array.from({ length: trials }, () => drawMembers(stream, size, one)),
  );
  return COMBINING_RULES.flatMap((rule, index) => {
    const results = aggregate(rule, received);
    return cases.map((one, place) => {
      const own = Array.from({ length: trials }, (_none, trial) => place * trials + trial);
      const displacements = own.map((group) => norm(results[group] ?? []));
      return { rule: index, size, ...one, displacement: Math.max(...displacements) };
    });
  });
}

/** Honest members first, the agent itself the first of them, uniform in the unit ball. */
function drawMembers(
  stream: RandomStream,
  size: number,
  { attacked, placement, distance }: Pick<BreakdownRow, 'attacked' | 'placement' | 'distance'>,
): number[][] {
  const direction = () => {
    const normals = Array.from({ length: WIDTH }, () => stream.normal());
    const length = norm(normals);
    return normals.map((value) => value / length);
  };
  const honest = Array.from({ length: size - attacked }, () => {
    const radius = stream.uniform() ** (1 / WIDTH);
    return direction().map((value) => value * radius);
  });
  const point = direction().map((value) => value * distance);
  const forged = Array.from({ length: attacked }, () => {
    if (placement === 'cluster') return point;
    const own = distance * (0.5 + 0.5 * stream.uniform());
    return direction().map((value) => value * own);
  });
  return [...honest, ...forged];
}

/**
 * The fewest attacked members with which a rule was seen to break at this size: it moved with them, by more than
 * 1 % of their distance, from 10^4 on. Null where no number below `size` broke it.
 */
export function empiricalBreakdown(
  rows: readonly BreakdownRow[],
  rule: number,
  size: number,
): number | null {
  const broken = rows.filter(
    (row) =>
      row.rule === rule &&
      row.size === size &&
      row.distance >= FAR &&
      row.displacement > SHARE * row.distance,
  );
  return broken.length === 0 ? null : Math.min(...broken.map(({ attacked }) => attacked));
}

/** Theorem 5: the fewest attacked members that break medoid and soft-medoid, n epsilon* = floor((n + 1) / 2). */
export function statedBreakdown(size: number): number {
  return Math.floor((size + 1) / 2);
}

/**
 * The largest norm that medoid or soft-medoid can have with fewer attacked members than honest ones, these
 * in the unit ball, those anywhere. Null for other rules, and without an honest majority.
 *
 * Let h be honest, a attacked, g = h - a. By the triangle inequality the total distance of an attacked
 * member of norm m exceeds that of every honest one by at least g m - (3 h + a). So a medoid is no farther
 * than m0 = (3 h + a) / g, and the weight of an attacked member is at most exp(-(g m - (3 h + a)) / T) where
 * this is below 1; weight times m is largest at m0 or at T / g. The honest ones add at most 1.
 */
export function displacementBound(rule: RuleConfig, size: number, attacked: number): number | null {
  const honest = size - attacked;
  const lead = honest - attacked;
  if (lead <= 0) return null;
  if (rule.name !== 'medoid' && rule.name !== 'soft-medoid') return null;
  if (attacked === 0) return 1;
  const reach = (3 * honest + attacked) / lead;
  if (rule.name === 'medoid') return Math.max(1, reach);
  const softest = rule.temperature / lead;
  const pull = softest > reach ? softest * Math.exp(reach / softest - 1) : reach;
  return 1 + attacked * pull;
}
