import { differenceOf, seedsNeeded, type PairedDifference } from '../metrics/comparison.ts';

export type VerdictName = 'supported' | 'contradicted' | 'undecided';

/** One comparison that a claim stands or falls by. */
export interface Part {
  /** What is compared, in words. */
  readonly what: string;
  /** Paired over seeds; null where runs are missing. */
  readonly difference: PairedDifference | null;
  /** Those that all runs have. */
  readonly seeds: readonly number[];
  /** On which side of zero the claim has it. */
  readonly claimed: 'above' | 'below' | 'apart';
  readonly verdict: VerdictName;
  /** What would decide it; null where it is decided. */
  readonly wouldDecide: string | null;
}

/** A comparison as a report tells it: from a file, the differences of each seed are gone. */
export type ToldPart = Omit<Part, 'difference'> & {
  readonly difference: Pick<PairedDifference, 'value' | 't'> | null;
};

/** A difference smaller than this share of what the task allows to learn is practically none. */
export const PRACTICALLY_NONE = 0.05;

/** What a comparison is judged by. */
export interface Comparison {
  readonly what: string;
  readonly claimed: Part['claimed'];
  /** Of each seed that all runs have. */
  readonly differences_S: readonly number[];
  readonly seeds: readonly number[];
  /** Runs that no seed has, in words. */
  readonly missing: readonly string[];
  /** A difference that is practically none, in returns. */
  readonly margin: number;
  /** Default 0.95. */
  readonly confidence?: number;
}

/**
 * The rule of judgement (docs/claims.md): Student's 95 % interval of the paired differences lies on the
 * claimed side of zero (supported), on the other (contradicted), or holds zero (undecided).
 */
export function judgePart(comparison: Comparison): Part {
  const { what, claimed, differences_S, seeds, missing, margin, confidence = 0.95 } = comparison;
  const undecided = (wouldDecide: string): Part => ({
    what,
    difference: null,
    seeds,
    claimed,
    verdict: 'undecided',
    wouldDecide,
  });
  if (missing.length > 0) return undecided(`runs that are missing: ${missing.join('; ')}`);
  if (differences_S.length === 0) return undecided('a seed that all of its runs have');
  const odd = seeds.filter((_, index) => !Number.isFinite(differences_S[index]));
  if (odd.length > 0) return undecided(`runs whose scores are finite: see seed ${odd.join(', ')}`);
  const difference = differenceOf(differences_S, confidence);
  const verdict = verdictOf(difference, claimed, margin);
  const wouldDecide = verdict === 'undecided' ? whatDecides(difference, margin, confidence) : null;
  return { what, difference, seeds, claimed, verdict, wouldDecide };
}

function verdictOf({ t }: PairedDifference, claimed: Part['claimed'], margin: number): VerdictName {
  if (t === null) return 'undecided';
  const [isAbove, isBelow] = [t.low > 0, t.high < 0];
  if (claimed === 'apart') {
    if (isAbove || isBelow) return 'supported';
    return Math.max(-t.low, t.high) < margin ? 'contradicted' : 'undecided';
  }
  if (claimed === 'above' ? isAbove : isBelow) return 'supported';
  return isAbove || isBelow ? 'contradicted' : 'undecided';
}

function whatDecides(difference: PairedDifference, margin: number, confidence: number): string {
  if (difference.t === null) return 'more seeds: one says nothing about others';
  if (Math.abs(difference.value) < margin) {
    return 'perhaps nothing: the difference seen is practically none';
  }
  const seeds = seedsNeeded(difference, confidence);
  return seeds === null
    ? 'more than 1000 seeds, if difference and spread stay as seen'
    : `about ${seeds} seeds, if difference and spread stay as seen`;
}

/**
 * All parts have to hold, and one that does not contradicts the whole. Each is one more chance of that,
 * so that it is judged at its share of the error (Bonferroni); holding needs no correction, since all
 * parts have to.
 */
export function allOf(parts: readonly Part[]): VerdictName {
  const isAgainst = ({ difference, claimed }: Part): boolean => {
    if (difference === null) return false;
    const { t } = differenceOf(difference.differences_S, 1 - 0.05 / parts.length);
    if (t === null) return false;
    return claimed === 'above' ? t.high < 0 : t.low > 0;
  };
  if (parts.some(isAgainst)) return 'contradicted';
  return parts.every(({ verdict }) => verdict === 'supported') ? 'supported' : 'undecided';
}

/** One part has to hold. */
export function anyOf(parts: readonly Part[]): VerdictName {
  if (parts.some(({ verdict }) => verdict === 'supported')) return 'supported';
  return parts.every(({ verdict }) => verdict === 'contradicted') ? 'contradicted' : 'undecided';
}
