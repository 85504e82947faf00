import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import { judgeClaims, type ClaimId, type Verdict } from './claims.ts';
import type { Part, VerdictName } from './judgement.ts';

/** The runs of a base with one open choice made otherwise, as far as there are any. */
export interface VariantRuns {
  readonly name: string;
  readonly label: string;
  /** What is varied; null for the base. */
  readonly choice: string | null;
  readonly runs: readonly Run<RunConfig>[];
}

/** A variant and what it says of the claims. */
export interface JudgedVariant extends VariantRuns {
  readonly verdicts: readonly Verdict[];
}

/** A verdict that a variant changes. */
export interface Flip {
  readonly claim: ClaimId;
  readonly statement: string;
  readonly from: VerdictName;
  readonly to: VerdictName;
  /** The comparisons whose own verdicts change, before and after. */
  readonly parts: readonly { readonly before: Part; readonly after: Part }[];
}

/** Judges the claims in each variant, all of one task. */
export function judgeVariants(variants: readonly VariantRuns[]): JudgedVariant[] {
  return variants.map((variant) => ({ ...variant, verdicts: judgeClaims(variant.runs) }));
}

/** Whether runs are missing that a verdict needs: it is then undecided for that alone. */
export function isIncomplete({ parts }: Verdict): boolean {
  return parts.some(({ difference }) => difference === null);
}

/** The verdicts of a variant that are not those of the base. What lacks runs is compared with nothing. */
export function flipsOf(base: JudgedVariant, variant: JudgedVariant): Flip[] {
  return variant.verdicts.flatMap((after) => {
    const before = base.verdicts.find(({ claim }) => claim === after.claim);
    if (!before || before.verdict === after.verdict) return [];
    if (isIncomplete(before) || isIncomplete(after)) return [];
    const parts = after.parts.flatMap((part, index) => {
      const own = before.parts[index];
      return own && own.verdict !== part.verdict ? [{ before: own, after: part }] : [];
    });
    const { claim, statement } = after;
    return [{ claim, statement, from: before.verdict, to: after.verdict, parts }];
  });
}

/** From supported to contradicted or back: more than a loss of certainty. */
export function isReversal({ from, to }: Flip): boolean {
  return from !== 'undecided' && to !== 'undecided';
}
