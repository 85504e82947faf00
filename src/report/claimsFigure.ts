import type { ClaimField, ClaimsTable } from '../figures/claimsLayout.ts';
import type { ClaimId, ToldVerdict } from './claims.ts';
import { STATEMENTS } from './claims.ts';
import type { ToldPart } from './judgement.ts';
import { differenceText } from './panelScores.ts';

/** What one setting says of the claims, and how a table calls it. */
export interface JudgedSetting {
  readonly name: string;
  /** The same on one task, where that is less to say. */
  readonly nameOn?: (task: string) => string;
  readonly verdicts: readonly ToldVerdict[];
}

/** The claims table as a picture: a column a task and setting, the settings of a task side by side. */
export function claimsFigure(settings: readonly JudgedSetting[]): ClaimsTable {
  const tasks = [
    ...new Set(settings.flatMap(({ verdicts }) => verdicts.map(({ task }) => task))),
  ].sort();
  const columns = tasks.flatMap((task) => settings.map((setting) => ({ task, setting })));
  return {
    title: "The paper's claims, judged",
    subtitle:
      'Final return, paired over seeds. Soft-medoid is the mean of its three temperatures. Rule: docs/claims.md.',
    footnote:
      'Below each verdict: the comparison that it hangs on most, a difference of returns with Student’s 95 % interval over seeds ' +
      '(claim (vi): 99.4 %) and the number of seeds. Supported: every comparison lies on the claimed side of zero (claim (vi): one); ' +
      'contradicted: one lies on the other side, at its share of the error (claim (vi): all are practically none); undecided: neither.',
    columns: columns.map(({ task, setting }) => ({
      task,
      setting: setting.nameOn?.(task) ?? setting.name,
    })),
    rows: (Object.keys(STATEMENTS) as ClaimId[]).map((claim) => ({
      claim,
      statement: STATEMENTS[claim],
      fields: columns.map(({ task, setting }) =>
        fieldOf(setting.verdicts.find((own) => own.task === task && own.claim === claim)),
      ),
    })),
  };
}

function fieldOf(verdict: ToldVerdict | undefined): ClaimField {
  if (!verdict) return { verdict: 'not run', number: '', comparison: '' };
  const part = decisivePart(verdict);
  if (!part?.difference) {
    return { verdict: verdict.verdict, number: '', comparison: 'runs are missing' };
  }
  return {
    verdict: verdict.verdict,
    number: `${differenceText(part.difference)}, n = ${part.seeds.length}`,
    comparison: inShort(part.what),
  };
}

/**
 * The comparison that a verdict hangs on most: the one that speaks most against the claim, by Student's t.
 * Of claim (vi), where one is enough: the one that lies clearest off zero. A comparison without runs
 * comes first where nothing is decided.
 */
export function decisivePart({ verdict, parts }: ToldVerdict): ToldPart | undefined {
  const missing = parts.find(({ difference }) => difference === null);
  if (missing && verdict === 'undecided') return missing;
  return [...parts]
    .filter(({ difference }) => difference !== null)
    .sort((a, b) => supportOf(a) - supportOf(b))[0];
}

/** How clearly a comparison speaks for its claim: its t, up to a factor. One seed counts by its value. */
function supportOf({ difference, claimed }: ToldPart): number {
  const value = difference?.value ?? NaN;
  const halfWidth = difference?.t ? (difference.t.high - difference.t.low) / 2 : 1;
  const t = value / halfWidth;
  if (claimed === 'apart') return -Math.abs(t);
  return claimed === 'above' ? t : -t;
}

/** `soft-medoid less average, median attack`: without what the whole table has in common. */
function inShort(what: string): string {
  return (
    what
      .replaceAll(/ \((mean of T[^)]*|interval at [^)]*)\)/g, '')
      // A line must not break within.
      .replaceAll('T = ', 'T=')
      .replaceAll(/, agents that the attacks? reach(es)?/g, '')
  );
}
