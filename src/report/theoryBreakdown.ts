import { styleOf } from '../figures/legend.ts';
import { COMBINING_RULES } from '../theory/bounds.ts';
import {
  displacementBound,
  empiricalBreakdown,
  statedBreakdown,
  type BreakdownRow,
} from '../theory/breakdown.ts';
import { NEIGHBORHOOD_SIZES, type Study } from '../theory/study.ts';
import { isOfTheorems, ROUNDING, type TheoryVerdict } from './theoryVerdicts.ts';

/** Two members are always a tie, so that they are a case of their own. */
const GROUPS = [
  { text: 'n = 2', sizes: NEIGHBORHOOD_SIZES.filter((members) => members === 2) },
  { text: 'n = 3 to 15', sizes: NEIGHBORHOOD_SIZES.filter((members) => members > 2) },
];

/** Theorem 5, of each rule: where it breaks, and how far it was moved before. */
export function breakdownVerdicts({ breakdown, size }: Study): TheoryVerdict[] {
  return COMBINING_RULES.filter(isOfTheorems).flatMap((rule) => {
    const index = COMBINING_RULES.indexOf(rule);
    const own = breakdown.filter((row) => row.rule === index);
    const trialsOf = (rows: readonly BreakdownRow[]) =>
      (rows.length * size.neighborhoods).toLocaleString('en-US');
    const points = GROUPS.map(({ text, sizes }): TheoryVerdict => {
      const wrong = sizes.filter(
        (members) => empiricalBreakdown(breakdown, index, members) !== statedBreakdown(members),
      );
      const came = wrong.map(
        (members) => `${empiricalBreakdown(breakdown, index, members) ?? 'none'} of ${members}`,
      );
      return {
        theorem: '5',
        checked: `fewest attacked that break is floor((n + 1) / 2), ${text}`,
        rule,
        trials: trialsOf(own.filter((row) => sizes.includes(row.size))),
        result: wrong.length === 0 ? 'at every n' : `it is ${came.join(', ')}`,
        worst: wrong.length,
        verdict: wrong.length === 0 ? 'holds' : 'fails',
      };
    });
    const bounded = own.flatMap((row) => {
      const bound = displacementBound(rule, row.size, row.attacked);
      return bound === null ? [] : [{ ...row, share: row.displacement / bound }];
    });
    const largest = Math.max(...bounded.map(({ share }) => share));
    return [
      ...points,
      {
        theorem: '5',
        checked: 'norm / our bound on it, fewer attacked than honest',
        rule,
        trials: trialsOf(bounded),
        result: `largest ratio ${largest.toFixed(3)}`,
        worst: largest,
        verdict: largest > 1 + ROUNDING ? 'fails' : 'holds',
      },
    ];
  });
}

/** Fewest attacked members that broke each rule, by size; what Theorem 5 says last. */
export function breakdownTable({ breakdown }: Study): { header: string[]; rows: string[][] } {
  return {
    header: ['n', ...COMBINING_RULES.map((rule) => styleOf(rule).label), 'Theorem 5'],
    rows: NEIGHBORHOOD_SIZES.map((members) => [
      String(members),
      ...COMBINING_RULES.map((_rule, index) =>
        String(empiricalBreakdown(breakdown, index, members) ?? 'none'),
      ),
      String(statedBreakdown(members)),
    ]),
  };
}
