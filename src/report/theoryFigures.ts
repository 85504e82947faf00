import { styleOf } from '../figures/legend.ts';
import type { Point, SmallMultiples } from '../figures/smallMultiples.ts';
import { mean } from '../metrics/statistics.ts';
import { COMBINING_RULES } from '../theory/bounds.ts';
import { PLACEMENTS } from '../theory/breakdown.ts';
import { RULES } from '../theory/consensus.ts';
import type { Limit } from '../theory/limits.ts';
import type { Study } from '../theory/study.ts';

const COLUMNS = { equal: 'equal MDPs', different: 'MDPs that differ' } as const;

const ROWS: Readonly<Record<1 | 2, Readonly<Partial<Record<Limit['measure'], string>>>>> = {
  1: {
    consensusError: 'from consensus',
    ownError: 'farthest from chi_k',
    agreedError: 'from limit of average',
  },
  2: {
    consensusError: 'from consensus',
    gradientNorm: 'largest grad J norm',
    shortfall: 'best J less J',
  },
};

/** Theorem 1 or 2 over time: a row of panels for each measure. */
export function limitsFigure(
  theorem: 1 | 2,
  limits: readonly Limit[],
  seeds: number,
): SmallMultiples {
  const titles = ROWS[theorem];
  const points = limits
    .filter((one) => one.theorem === theorem)
    .flatMap((one) => pointsOf(one, titles[one.measure] ?? ''));
  return {
    title: `Theorem ${theorem}: ${theorem === 1 ? 'critics under a fixed policy' : 'actors and critics'}`,
    subtitle:
      theorem === 1
        ? 'Linear critics of eqs. (2) and (4): root mean squared distance of the agents from consensus within their component; largest distance of an agent from its own fixed point; root mean squared distance from the fixed point of the component.'
        : 'Linear actor-critics of eqs. (2) to (5): distance from consensus, the largest norm of an agent’s gradient, computed exactly, and how much less than its best policy an agent’s policy earns, mean over agents.',
    footnote: `${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, paper’s graph, eight agents. Lines: mean over seeds; bands: from the least seed to the greatest. The soft-medoids and the average lie on each other where agents have come close.`,
    rows: Object.values(titles),
    columns: Object.values(COLUMNS),
    series: RULES.map(styleOf),
    points,
    yTicks: decades(points),
    yTitle: null,
    isLog: true,
    x: { title: 'steps', isLog: true },
  };
}

/** Powers of ten among all points: each, or every other one. */
function decades(points: readonly Point[]): number[] {
  const low = points.reduce((least, point) => Math.min(least, point.low), Infinity);
  const high = points.reduce((most, point) => Math.max(most, point.high), 0);
  const last = Math.floor(Math.log10(high));
  const count = last - Math.ceil(Math.log10(low)) + 1;
  const stride = count > 4 ? 2 : 1;
  return Array.from({ length: Math.ceil(count / stride) }, (_none, i) =>
    Number(`1e${last - stride * i}`),
  );
}

function pointsOf({ world, rule, curves }: Limit, row: string): Point[] {
  return (curves[0] ?? []).map(({ t }, place) => {
    const values = curves.map((curve) => curve[place]?.value ?? NaN);
    return {
      row,
      column: COLUMNS[world],
      series: styleOf(rule).label,
      step: t,
      mean: mean(values),
      low: Math.min(...values),
      high: Math.max(...values),
    };
  });
}

const SHOWN_SIZES = [5, 10, 15];
const SHOWN_DISTANCE = 1e6;

/** Theorem 5: the norm of the result against the share of attacked members. */
export function breakdownFigure({ breakdown, size }: Study): SmallMultiples {
  return {
    title: 'Theorem 5: how far attacked members take the result',
    subtitle: `Honest members in the unit ball, attacked ones ${SHOWN_DISTANCE.toExponential(0)} away: at one point (cluster) or each in a direction of its own (spread). A rule that is not broken stays near 1.`,
    footnote: `Largest of ${size.neighborhoods} random ${size.neighborhoods === 1 ? 'neighborhood' : 'neighborhoods'} a point. Theorem 5 has medoid and soft-medoid break at floor((n + 1) / 2) attacked of n members: 3 of 5, 5 of 10, 8 of 15.`,
    rows: [...PLACEMENTS],
    columns: SHOWN_SIZES.map((members) => `n = ${members}`),
    series: COMBINING_RULES.map(styleOf),
    points: breakdown
      .filter((row) => row.distance === SHOWN_DISTANCE && SHOWN_SIZES.includes(row.size))
      .map((row) => ({
        row: row.placement,
        column: `n = ${row.size}`,
        series: styleOf(COMBINING_RULES[row.rule] ?? { name: 'none' }).label,
        step: row.attacked / row.size,
        mean: row.displacement,
        low: row.displacement,
        high: row.displacement,
      })),
    yTicks: [1, 1e2, 1e4, 1e6],
    yTitle: 'norm of the result',
    isLog: true,
    x: { title: 'share of attacked members', isLog: false, format: '~g' },
  };
}
