import type { Interval } from '../metrics/statistics.ts';
import type { Level } from './level.ts';

/** Where a mean of ours lies, seen from the published range. */
export type Verdict = 'inside' | 'above' | 'below';

/** The rule, fixed before any run was compared. Figures and reports print it. */
export const VERDICT_RULE =
  'At each matched step our mean over agents is "inside" where it lies between the lowest and the highest mean of ' +
  'the published DDPG curves that have a value there, the lowest less and the highest plus one standard deviation ' +
  'over the seeds of its own source; else "above" or "below". The last matched step gives the verdict of a task.';

/** What the rule asks a mean to lie in; null where nobody has a value. */
export function publishedRange(levels: readonly Level[]): Interval | null {
  const [first, ...others] = levels;
  if (!first) return null;
  const lowest = others.reduce((least, level) => (level.mean < least.mean ? level : least), first);
  const highest = others.reduce((most, level) => (level.mean > most.mean ? level : most), first);
  return { low: lowest.mean - lowest.std, high: highest.mean + highest.std };
}

/** @see VERDICT_RULE */
export function judge(mean: number, { low, high }: Interval): Verdict {
  if (mean < low) return 'below';
  return mean > high ? 'above' : 'inside';
}
