import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { TopLevelSpec } from 'vega-lite';

import { replaceFile, writeError } from '../metrics/atomicFile.ts';
import { learningCurves, type LearningFigure } from './learningCurves.ts';
import { renderPng, renderSvg } from './render.ts';

/** Paths of a figure's two files. */
export interface FigureFiles {
  readonly svg: string;
  readonly png: string;
}

/** Draws learning curves: see `writePicture`. */
export function writeFigure(folder: string, figure: LearningFigure): Promise<FigureFiles> {
  return writePicture(folder, figure.name, learningCurves(figure));
}

/** Draws to `<folder>/<name>.svg` and `.png`, replacing earlier ones as one step each. */
export async function writePicture(
  folder: string,
  name: string,
  spec: TopLevelSpec,
): Promise<FigureFiles> {
  const svg = await renderSvg(spec);
  const png = renderPng(svg);
  makeFolder(folder);
  const files = {
    svg: join(folder, `${name}.svg`),
    png: join(folder, `${name}.png`),
  };
  replaceFile(files.svg, svg);
  replaceFile(files.png, png);
  return files;
}

/** Makes a folder where there is none. Throws a `UserError` where that cannot be. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
}
