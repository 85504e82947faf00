import type { Interval } from '../metrics/statistics.ts';
import type { TaskComparison } from '../published/compareTask.ts';
import { meanInterval, type Level } from '../published/level.ts';
import { STEP_COUNTS, type MatchedRow } from '../published/matched.ts';
import { windowedCurve } from '../published/ownCurve.ts';
import { bandOf } from './publishedFigure.ts';

/** Every curve at every matched step, in both ways of counting: a row for each curve. */
export function matchedCsv(comparisons: readonly TaskComparison[]): string {
  return csv(
    [
      ...['task', 'steps_counted', 'step', 'curve', 'env', 'n', 'mean', 'std', 'min', 'max'],
      ...['interval_low', 'interval_high', 'range_low', 'range_high', 'verdict'],
    ],
    comparisons.flatMap((compared) =>
      STEP_COUNTS.flatMap((count) =>
        compared.rows[count].flatMap((row) => matchedLines(compared, row)),
      ),
    ),
  );
}

function matchedLines({ id, curves }: TaskComparison, row: MatchedRow): Cell[][] {
  const start = [id, row.count, row.step];
  const end = [...pair(row.range), row.verdict];
  return [
    [...start, 'ours', id, ...numbers(row.ours), ...end],
    ...curves.flatMap(({ source, env }, index) => {
      const level = row.published[index];
      return level ? [[...start, source.label, env, ...numbers(level), null, null, null]] : [];
    }),
  ];
}

/** Our mean over the agents, with its band, at each evaluation: what the figure shows. */
export function curveCsv(comparisons: readonly TaskComparison[]): string {
  return csv(
    ['task', 'step', 'step_after_warmup', 'mean', 'low', 'high'],
    comparisons.flatMap(({ id, own }) =>
      bandOf(own).map(({ step, mean, low, high }) => [
        id,
        step + own.warmup,
        step,
        mean,
        low,
        high,
      ]),
    ),
  );
}

/** Each agent's return at each evaluation, and its mean over the window of steps up to there. */
export function agentsCsv(comparisons: readonly TaskComparison[]): string {
  return csv(
    ['task', 'seed', 'agent', 'step', 'step_after_warmup', 'return', 'window_return'],
    comparisons.flatMap(({ id, own }) => {
      const windowed = windowedCurve(own);
      return own.steps.flatMap((step, t) =>
        own.agents.map(({ seed, agent }, n): Cell[] => [
          ...[id, seed, agent, step + own.warmup, step],
          own.returns_TN[t]?.[n] ?? null,
          windowed[t]?.returns_N[n] ?? null,
        ]),
      );
    }),
  );
}

type Cell = string | number | null;

function numbers(level: Level): Cell[] {
  return [level.n, level.mean, level.std, ...pair(level.extremes), ...pair(meanInterval(level))];
}

function pair(interval: Interval | null): Cell[] {
  return interval === null ? [null, null] : [interval.low, interval.high];
}

/** A name with a comma, such as "TD3's authors, TD3", is quoted, as pandas reads it. */
function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string => {
    if (typeof value === 'number') return String(Math.round(value * 1e4) / 1e4);
    return value?.includes(',') ? `"${value}"` : (value ?? '');
  };
  return [header.join(','), ...rows.map((row) => row.map(cell).join(','))].join('\n').concat('\n');
}
