import type { Interval } from '../metrics/statistics.ts';
import { judge, publishedRange, type Verdict } from './judge.ts';
import { levelOf, type Level } from './level.ts';
import { windowReturns, type OwnCurve } from './ownCurve.ts';
import type { PublishedCurve } from './readSource.ts';

/**
 * How steps are counted. `after warm-up` is the main way: where each step makes one update it counts the
 * updates, whatever the warm-up (10,000 or 25,000 random steps), and the paper's figures use it, too.
 */
export type StepCount = 'after warm-up' | 'in all';

export const STEP_COUNTS: readonly StepCount[] = ['after warm-up', 'in all'];

/** Steps at which curves are compared, as far as ours go. Up to there the published files are whole. */
export const MATCHED_STEPS = [
  5000, 10_000, 25_000, 50_000, 75_000, 100_000, 150_000, 200_000, 250_000,
] as const;

/** All curves at one step. */
export interface MatchedRow {
  readonly count: StepCount;
  readonly step: number;
  readonly ours: Level;
  /** In the order of the curves; null where one has no value. */
  readonly published: readonly (Level | null)[];
  /** What our mean has to lie in to be inside; null where no DDPG curve has a value. */
  readonly range: Interval | null;
  readonly verdict: Verdict | null;
}

/** Our curve and the published ones at each matched step that ours has come to. */
export function matchedRows(
  own: OwnCurve,
  curves: readonly PublishedCurve[],
  count: StepCount,
): MatchedRow[] {
  return MATCHED_STEPS.flatMap((step) => {
    const returns_N = windowReturns(own, count === 'in all' ? step - own.warmup : step);
    if (returns_N === null) return [];
    const ours = levelOf(returns_N);
    const published = curves.map((curve) => publishedLevel(curve, step, count));
    const ddpg = published.filter((level, index) => level && curves[index]?.source.isDdpg);
    const range = publishedRange(ddpg.filter((level) => level !== null));
    const verdict = range && judge(ours.mean, range);
    return [{ count, step, ours, published, range, verdict }];
  });
}

/**
 * A source's last evaluation at or before a step, if it is not older than the time between two of them;
 * null where there is none, or where the authors' smoothing lacks a part of its window.
 */
export function publishedLevel(
  { source, warmup, points }: PublishedCurve,
  step: number,
  count: StepCount,
): Level | null {
  const target = count === 'in all' ? step - warmup : step;
  const last = points.findLast((point) => point.step <= target);
  if (!last || target - last.step >= source.spacing) return null;
  return last.step + warmup >= source.usableFrom ? last.level : null;
}
