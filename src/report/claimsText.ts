import { differenceText } from './panelScores.ts';
import type { ToldVerdict } from './claims.ts';
import { PRACTICALLY_NONE, type ToldPart } from './judgement.ts';
import { details, table } from './markdown.ts';

/** How claims are judged, in one paragraph for a report. */
export const RULE_TEXT =
  'Judged by final performance (the last 10 evaluations), paired over seeds, by the rule of ' +
  "docs/claims.md: a comparison is supported or contradicted where Student's " +
  '95 % interval of the differences lies on one side of zero, and undecided where it holds zero. A claim is ' +
  'supported where all of its comparisons are, and contradicted where one is, at its share of the error (Bonferroni). “Soft-medoid” is the ' +
  `mean of its three temperatures. Less than ${PRACTICALLY_NONE * 100} % of what the task allows to learn counts as practically none.`;

/** The claims of some settings side by side: a row a claim and task, a column a setting. */
export function claimsTable(
  settings: readonly { readonly name: string; readonly verdicts: readonly ToldVerdict[] }[],
): string {
  const all = settings.flatMap(({ verdicts }) => verdicts);
  const keys = [...new Map(all.map((verdict) => [keyOf(verdict), verdict])).values()];
  const rows = keys.map((row) => [
    `(${row.claim})`,
    row.statement,
    row.task,
    ...settings.map(({ verdicts }) => {
      const verdict = verdicts.find((other) => keyOf(other) === keyOf(row));
      return verdict ? `**${verdict.verdict}**` : 'not run';
    }),
  ]);
  return table(['', 'Claim', 'Task', ...settings.map(({ name }) => name)], rows);
}

/** The comparisons behind each verdict. */
export function claimsEvidence(verdicts: readonly ToldVerdict[]): string {
  return verdicts
    .map(({ claim, task, statement, verdict, parts }) =>
      details(
        `(${claim}) ${statement}: ${verdict} on ${task}`,
        table(
          [
            'Comparison',
            'Claimed',
            'Seeds',
            'Difference [interval]',
            'Verdict',
            'What would decide it',
          ],
          parts.map(partRow),
        ),
      ),
    )
    .join('\n\n');
}

const CLAIMED = { above: 'above 0', below: 'below 0', apart: 'not 0' } as const;

function partRow({ what, claimed, seeds, difference, verdict, wouldDecide }: ToldPart): string[] {
  return [
    what,
    CLAIMED[claimed],
    seeds.join(', '),
    difference ? differenceText(difference) : '-',
    verdict,
    wouldDecide ?? '',
  ];
}

function keyOf({ claim, task }: ToldVerdict): string {
  return `${claim} ${task}`;
}
