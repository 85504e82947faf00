import type { TopLevelSpec } from 'vega-lite';
import { LEGEND } from './legend.ts';
import { CONFIG, FIGURE_WIDTH, TEXT_SIZE } from './look.ts';

const STYLES = Object.values(LEGEND);
const COLUMNS = 4;
const ROW_HEIGHT = 26;
const LINE = 46;

/** The paper's Fig. 1: the legend that all its figures share. */
export function legendFigure(): TopLevelSpec {
  const columnWidth = FIGURE_WIDTH / COLUMNS;
  const rows = STYLES.map(({ label }, index) => {
    const x = (index % COLUMNS) * columnWidth;
    return { label, x, end: x + LINE, text: x + LINE + 10, y: Math.floor(index / COLUMNS) };
  });
  const byRule = <Value>(range: Value[]) => ({
    field: 'label',
    type: 'ordinal' as const,
    scale: { domain: STYLES.map(({ label }) => label), range },
    legend: null,
  });
  const place = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, FIGURE_WIDTH] },
    axis: null,
  });
  const y = {
    field: 'y',
    type: 'quantitative' as const,
    scale: { domain: [1.5, -0.5] },
    axis: null,
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: { text: 'Fig. 1: the legend of all figures' },
    width: FIGURE_WIDTH,
    height: ROW_HEIGHT * Math.ceil(STYLES.length / COLUMNS),
    data: { values: rows },
    layer: [
      {
        mark: { type: 'rule' },
        encoding: {
          x: place('x'),
          x2: { field: 'end' },
          y,
          color: byRule(STYLES.map(({ color }) => color)),
          strokeDash: byRule(STYLES.map(({ dash }) => [...dash])),
          strokeWidth: byRule(STYLES.map(({ width }) => width)),
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: TEXT_SIZE },
        encoding: { x: place('text'), y, text: { field: 'label' } },
      },
    ],
    config: { ...CONFIG, view: { stroke: null } },
  };
}
