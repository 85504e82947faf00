import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { paperGraph } from '../../../src/cooperation/graph.ts';
import { writeFigure } from '../../../src/figures/figureFiles.ts';
import { learningCurves, type LearningFigure } from '../../../src/figures/learningCurves.ts';
import { LEGEND } from '../../../src/figures/legend.ts';
import { panelOf } from '../../../src/figures/panel.ts';
import { renderPng, renderSvg } from '../../../src/figures/render.ts';
import { FONT, textWidth, wrap } from '../../../src/figures/text.ts';
import { inventedConfig, inventedPanel } from './inventedRuns.ts';

const figure: LearningFigure = {
  name: 'quick',
  title: 'An invented comparison',
  subtitle: 'Small version: nothing here was trained.',
  panels: [
    panelOf('Without attack', inventedPanel()),
    panelOf('Average attack', inventedPanel({}, [700, 150, 600, 650, 820, 900, 500])),
    panelOf('Median attack', inventedPanel({}, [700, 600, 200, 300, 640, 850, 800])),
  ],
  footnote: 'One seed. Bands & lines: see <the report>.',
  sharedReturnAxis: true,
};

/** All texts of an SVG, one a line, as a reader sees them. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)(?=<)/g)].map(([, text = '']) =>
    text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  );
}

/** Dark pixels in a horizontal band of an SVG's drawing, with the given fonts. */
function ink(svg: string, font: typeof FONT, fromRow: number, toRow: number): number {
  const image = new Resvg(svg, { font }).render();
  const rows = image.pixels.subarray(fromRow * image.width * 4, toRow * image.width * 4);
  let dark = 0;
  for (let at = 0; at < rows.length; at += 4) if ((rows[at] ?? 255) < 100) dark++;
  return dark;
}

let svg: string;
beforeAll(async () => {
  svg = await renderSvg(learningCurves(figure));
});

describe('the SVG of a figure', () => {
  test('has its title, subtitle, footnote and panel titles with letters', () => {
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining([
        figure.title,
        figure.subtitle,
        figure.footnote,
        '(a) Without attack',
        '(b) Average attack',
        '(c) Median attack',
        'environment steps of each agent after warm-up',
        'return per episode',
        '(mean of 4 agents)',
      ]),
    );
  });

  test('has one legend with all seven rules', () => {
    const texts = textsOf(svg);
    for (const { label } of Object.values(LEGEND)) {
      expect(texts.filter((text) => text === label)).toHaveLength(1);
    }
  });

  test('has for each rule a line in each panel and one in the legend, and a band in each panel', () => {
    for (const { color, dash } of Object.values(LEGEND)) {
      const strokes = [...svg.matchAll(/<path[^>]*>/g)].map(([path]) => path);
      const lines = strokes.filter((path) => path.includes(`stroke="${color}"`));
      expect(lines).toHaveLength(4);
      expect(lines.every((path) => path.includes(`stroke-dasharray="${dash.join(',')}"`))).toBe(
        true,
      );
      expect(strokes.filter((path) => path.includes(`fill="${color}"`))).toHaveLength(3);
    }
  });

  test('has one return axis for its panels, and one for each where tasks differ', async () => {
    const axes = (texts: string[]) => texts.filter((text) => text.startsWith('return per episode'));
    expect(axes(textsOf(svg))).toHaveLength(1);
    const apart = await renderSvg(learningCurves({ ...figure, sharedReturnAxis: false }));
    expect(axes(textsOf(apart))).toHaveLength(3);
  });

  test('has the titles of its panels on one line, whatever stands beside and above the axes', async () => {
    const above = async (panels: LearningFigure['panels'], sharedReturnAxis: boolean) => {
      const drawn = await renderSvg(learningCurves({ ...figure, panels, sharedReturnAxis }));
      const titles = drawn.matchAll(/role-title"><g transform="translate\(0,(-[\d.]+)\)/g);
      return [...titles].map(([, y]) => Number(y)).slice(0, panels.length);
    };
    const reached = (levels?: number[]) =>
      panelOf('Reached', inventedPanel({ graph: paperGraph }, levels), [0, 1, 3, 5, 6]);
    const panels = [reached(), reached([100, 200, 300, 400, 500, 450, 350])];
    for (const isShared of [true, false]) {
      const [first = NaN, second = NaN] = await above(panels, isShared);
      expect(Math.abs(first - second)).toBeLessThan(1);
    }
  });

  test('names a family of fonts and no text below 11 pixels', () => {
    expect(svg).toContain('DejaVu Sans');
    expect(svg).toContain('sans-serif');
    const sizes = [...svg.matchAll(/font-size="(\d+)px"/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  });

  test('is the same each time', async () => {
    expect(await renderSvg(learningCurves(figure))).toBe(svg);
  });

  test('says in its panel which runs are missing', async () => {
    const [first, ...others] = inventedPanel();
    const panels = [
      panelOf('Whole', inventedPanel()),
      panelOf('Partly', [{ config: first?.config ?? inventedConfig(), run: null }, ...others]),
    ];
    const partly = await renderSvg(learningCurves({ ...figure, panels }));
    expect(textsOf(partly)).toContain('Missing, not run: No cooperation (seed 0)');
  });

  test('is drawn even where no run has been made', async () => {
    const planned = inventedPanel().map(({ config }) => ({ config, run: null }));
    const empty = await renderSvg(learningCurves({ ...figure, panels: [panelOf('All', planned)] }));
    expect(textsOf(empty)).toContain('All');
    // Vega's descriptions for screen readers may speak of an empty scale; the drawing must not.
    expect(empty.replaceAll(/aria-label="[^"]*"/g, '')).not.toContain('NaN');
  });
});

describe('the PNG of a figure', () => {
  test('is a PNG of one and a half times the size of the SVG', () => {
    const png = Buffer.from(renderPng(svg));
    expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    const width = Number(/width="([\d.]+)"/.exec(svg)?.[1]);
    expect(png.readUInt32BE(16)).toBe(Math.ceil(1.5 * width));
    expect(width).toBeGreaterThan(1000);
  });

  test('shows text: there is ink where the title stands, and none without fonts', () => {
    expect(ink(svg, FONT, 16, 34)).toBeGreaterThan(300);
    expect(ink(svg, { ...FONT, fontFiles: [] }, 16, 34)).toBe(0);
  });
});

describe('text', () => {
  test('is measured with the font: wide letters are wider, bold is wider, width grows with size', () => {
    expect(textWidth('WWWW', 12, 'normal')).toBeGreaterThan(2 * textWidth('iiii', 12, 'normal'));
    expect(textWidth('word', 12, 'bold')).toBeGreaterThan(textWidth('word', 12, 'normal'));
    expect(textWidth('word', 24, 'normal')).toBeCloseTo(2 * textWidth('word', 12, 'normal'), 0);
  });

  test('is wrapped at words into lines that fit', () => {
    const text =
      'Small version: the networks, the batch & the number of steps are not the paper’s.';
    const lines = wrap(text, 12, 150);
    expect(lines.join(' ')).toBe(text);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(textWidth(line, 12, 'normal')).toBeLessThanOrEqual(150);
  });

  test('that does not fit says that it goes on', () => {
    const lines = wrap('one two three four five six', 12, 40, 2);
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/ …$/);
  });
});

describe('the files of a figure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resilient-marl-figures-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('are an SVG and a PNG in a folder that is made where it is missing', async () => {
    const files = await writeFigure(join(folder, 'figures'), figure);
    expect(files).toEqual({
      svg: join(folder, 'figures', 'quick.svg'),
      png: join(folder, 'figures', 'quick.png'),
    });
    expect(readFileSync(files.svg, 'utf8')).toBe(svg);
    expect(existsSync(files.png)).toBe(true);
  });

  test('that cannot be written are an error that names the folder', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(writeFigure(join(folder, 'file', 'figures'), figure)).rejects.toThrow(
      `Cannot write ${join(folder, 'file', 'figures')}: `,
    );
  });
});
