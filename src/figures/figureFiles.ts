import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { replaceFile, writeError } from '../metrics/atomicFile.ts';
import { learningCurves, type LearningFigure } from './learningCurves.ts';
import { renderPng, renderSvg } from './render.ts';

/** Paths of a figure's two files. */
export interface FigureFiles {
  readonly svg: string;
  readonly png: string;
}

/** Draws a figure to `<folder>/<name>.svg` and `.png`, replacing earlier ones as one step each. */
export async function writeFigure(folder: string, figure: LearningFigure): Promise<FigureFiles> {
  const svg = await renderSvg(learningCurves(figure));
  const png = renderPng(svg);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
  const files = {
    svg: join(folder, `${figure.name}.svg`),
    png: join(folder, `${figure.name}.png`),
  };
  replaceFile(files.svg, svg);
  replaceFile(files.png, png);
  return files;
}
