import { csv } from '../figures/curveData.ts';
import { styleOf } from '../figures/legend.ts';
import { pairedDifference, probabilityOfImprovement } from '../metrics/comparison.ts';
import { cellsOf, type ComparedPanel } from './panelScores.ts';
import { commonSeeds, scoresOf, type Measure } from './scores.ts';

const COLUMNS = [
  'panel',
  'measure',
  'rule',
  'other',
  'seeds',
  'difference',
  'low',
  'high',
  'probability_of_improvement',
] as const;

const MEASURES: readonly Measure[] = ['final', 'area'];

/**
 * Every rule of every panel against every other, as a table: `pandas.read_csv` opens it as it is.
 * `difference` is `rule` less `other`, paired over seeds, with the ends of Student's 95 % interval, empty
 * with one seed; `measure` is the return of the last evaluations or the area under the curve by its length.
 */
export function pairsCsv(panels: readonly ComparedPanel[]): string {
  return csv(COLUMNS, panels.flatMap(rowsOf));
}

function rowsOf({ title, agents, planned }: ComparedPanel): (string | number | null)[][] {
  const cells = cellsOf(planned);
  return MEASURES.flatMap((measure) =>
    cells.flatMap((cell, index) =>
      cells.slice(index + 1).flatMap((other) => {
        const seeds = commonSeeds([cell, other]);
        if (seeds.length === 0) return [];
        const a_SA = scoresOf(cell, seeds, agents, measure);
        const b_SA = scoresOf(other, seeds, agents, measure);
        const { value, t } = pairedDifference(a_SA, b_SA);
        return [
          [
            title,
            measure,
            styleOf(cell.rule).label,
            styleOf(other.rule).label,
            seeds.join(' '),
            value,
            t?.low ?? null,
            t?.high ?? null,
            probabilityOfImprovement(a_SA, b_SA).value,
          ],
        ];
      }),
    ),
  );
}
