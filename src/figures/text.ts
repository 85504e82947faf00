import { createRequire } from 'node:module';

import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';

/** The font that is drawn and measured with, and what a browser without it may use instead. */
export const FONT_FAMILY = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif";

const resolve = createRequire(import.meta.url).resolve;

/** Only the fonts that we ship, so that a figure looks alike on every machine. */
export const FONT: NonNullable<ResvgRenderOptions['font']> = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
    resolve(`dejavu-fonts-ttf/ttf/${file}`),
  ),
  defaultFontFamily: 'DejaVu Sans',
};

const widths = new Map<string, number>();

/** Width of a line of text in pixels, measured by the program that draws it. */
export function textWidth(text: string, size: number, weight: 'normal' | 'bold'): number {
  const element = `<text y="100" font-size="${size}" font-weight="${weight}">${escapeXml(text)}</text>`;
  const known = widths.get(element);
  if (known !== undefined) return known;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">${element}</svg>`;
  const width = new Resvg(svg, { font: FONT }).getBBox()?.width ?? 0;
  widths.set(element, width);
  return width;
}

/** Breaks text into lines that fit `width` pixels. What does not fit `most` lines ends in "…". */
export function wrap(text: string, size: number, width: number, most = Infinity): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(longer, size, 'normal') > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''} …`];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
