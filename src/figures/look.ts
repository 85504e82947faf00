import type { TopLevelSpec } from 'vega-lite';

/** Pixels. */
export const FIGURE_WIDTH = 1080;
export const LINE_HEIGHT = 16;
export const TEXT_SIZE = 12;

const TEXT_COLOR = '#1a1a1a';
export const SOFT_COLOR = '#4a4a4a';

/** How all figures look. */
export const CONFIG: NonNullable<TopLevelSpec['config']> = {
  title: {
    anchor: 'start',
    frame: 'group',
    fontSize: 17,
    color: TEXT_COLOR,
    subtitleFontSize: TEXT_SIZE,
    subtitleColor: SOFT_COLOR,
    subtitleLineHeight: LINE_HEIGHT,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    labelFontSize: TEXT_SIZE - 1,
    titleFontSize: TEXT_SIZE,
    titleFontWeight: 'normal',
    labelColor: SOFT_COLOR,
    titleColor: TEXT_COLOR,
    gridColor: '#ebebeb',
    domainColor: '#8a8a8a',
    tickColor: '#8a8a8a',
    titlePadding: 8,
  },
  legend: {
    orient: 'bottom',
    direction: 'horizontal',
    columns: 4,
    labelFontSize: TEXT_SIZE,
    labelColor: TEXT_COLOR,
    labelLimit: 0,
    symbolType: 'stroke',
    symbolSize: 1600,
    clipHeight: 16,
    columnPadding: 26,
    rowPadding: 6,
    offset: 12,
  },
  view: { stroke: '#c4c4c4' },
  line: { strokeCap: 'butt', strokeJoin: 'round' },
};
