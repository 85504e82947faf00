import { Resvg } from '@resvg/resvg-js';
import { parse, resetSVGDefIds, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

import { FONT, FONT_FAMILY, textWidth } from './text.ts';

declare module 'vega' {
  /** Vega's hook for measuring text where there is no canvas; missing from its types. */
  const textMetrics: {
    width: (item: { fontSize?: number; fontWeight?: string | number }, text: unknown) => number;
  };
  /** Starts the ids of clip paths anew, so that a figure does not depend on those drawn before it. */
  function resetSVGDefIds(): void;
}

/** Pixels of the PNG for one of the SVG: readable on a dense screen and in print. */
const PNG_ZOOM = 1.5;

/** Draws a Vega-Lite specification. Equal specifications give equal text. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  textMetrics.width = (item, text) =>
    textWidth(
      String(text),
      item.fontSize ?? 11,
      item.fontWeight === 'bold' || Number(item.fontWeight) >= 600 ? 'bold' : 'normal',
    );
  resetSVGDefIds();
  const { spec: vegaSpec } = compile(spec, { config: { font: FONT_FAMILY } });
  const view = new View(parse(vegaSpec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Turns an SVG into a PNG with the font that we ship. */
export function renderPng(svg: string): Uint8Array {
  return new Resvg(svg, { font: FONT, fitTo: { mode: 'zoom', value: PNG_ZOOM } }).render().asPng();
}
