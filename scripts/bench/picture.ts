import { writeFileSync } from 'node:fs';
import type { TopLevelSpec } from 'vega-lite';
import { renderPng, renderSvg } from '../../src/figures/render.ts';
import type { ContestResult, Report, Row } from './results.ts';
import { summarize } from './statistics.ts';
import { threeDigits } from './table.ts';
import { isContended } from './text.ts';

const COLORS = { ours: '#1f6fb4', peer: '#d98032', ceiling: '#9aa5b1' } as const;

/** Draws the contests' medians as SVG and PNG; the files' names. Nothing where there is nothing to draw. */
export async function writePicture(report: Report, path: string): Promise<string[]> {
  const contests = report.sections.flatMap(({ contests: held }) => held);
  if (contests.length === 0) return [];
  const svg = await renderSvg(pictureOf(report, contests));
  writeFileSync(`${path}.svg`, svg);
  writeFileSync(`${path}.png`, renderPng(svg));
  return [`${path}.svg`, `${path}.png`];
}

function pictureOf(report: Report, contests: readonly ContestResult[]): TopLevelSpec {
  const { host, startedAt, sections, isQuick, rounds } = report;
  const notes = [
    `${String(host['CPU'])}, ${String(host['cores'])} cores; ${startedAt.slice(0, 10)}`,
    ...(isQuick ? ['quick: the numbers mean nothing'] : []),
    ...(sections.some(isContended) ? ['CONTENDED: other programs ran meanwhile'] : []),
  ];
  return {
    title: {
      text: 'Time of a piece of work',
      subtitle: [notes.join('. '), `Bars: medians of ${rounds} rounds; lines: p10 to p90.`],
      anchor: 'start',
    },
    background: 'white',
    padding: 12,
    columns: 2,
    concat: contests.map(panelOf),
    config: { view: { stroke: null }, axis: { grid: false } },
  };
}

function panelOf({ title, unit, rows }: ContestResult) {
  const values = rows.filter(({ status }) => status === 'measured').map(barOf);
  const y = { field: 'name', type: 'nominal', sort: null, title: null } as const;
  const axis = { labelLimit: 340, ticks: false, domain: false };
  return {
    title: { text: title, anchor: 'start' as const, fontSize: 11 },
    width: 260,
    height: { step: 20 },
    data: { values },
    encoding: { y: { ...y, axis } },
    layer: [
      {
        mark: { type: 'bar' as const, height: 13 },
        encoding: {
          x: { field: 'median', type: 'quantitative' as const, title: `ms for ${unit}` },
          color: {
            field: 'kind',
            type: 'nominal' as const,
            scale: { domain: Object.keys(COLORS), range: Object.values(COLORS) },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'rule' as const, color: '#333' },
        encoding: {
          x: { field: 'p10', type: 'quantitative' as const },
          x2: { field: 'p90' },
        },
      },
      {
        mark: { type: 'text' as const, align: 'left' as const, dx: 6, fontSize: 10 },
        encoding: {
          x: { field: 'p90', type: 'quantitative' as const },
          text: { field: 'label', type: 'nominal' as const },
        },
      },
    ],
  };
}

function barOf({ name, kind, milliseconds }: Row) {
  const summary = summarize(milliseconds);
  return { name, kind, ...summary, label: threeDigits(summary.median) };
}
