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
      'undecided: some interval holds zero, or runs are missing.',
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
 * The comparison that a verdict hangs on most. Supported or undecided: the one whose interval reaches
 * least far into the claimed side, for all have to lie there. Contradicted: the one that lies clearest
 * on the other side. Of claim (vi), where one is enough: the one that lies clearest off zero.
 * A comparison without runs comes first where nothing is decided.
 */
export function decisivePart({ verdict, parts }: ToldVerdict): ToldPart | undefined {
  const missing = parts.find(({ difference }) => difference === null);
  if (missing && verdict === 'undecided') return missing;
  return [...parts]
    .filter(({ difference }) => difference !== null)
    .sort((a, b) => rankOf(a, verdict) - rankOf(b, verdict))[0];
}

/** Lower is more decisive. One seed has no interval, and counts by its value. */
function rankOf({ difference, claimed }: ToldPart, verdict: ToldVerdict['verdict']): number {
  const value = difference?.value ?? NaN;
  const { low, high } = difference?.t ?? { low: value, high: value };
  if (claimed === 'apart') return -Math.max(low, -high);
  const [worse, better] = claimed === 'above' ? [low, high] : [-high, -low];
  return verdict === 'contradicted' ? better : worse;
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
