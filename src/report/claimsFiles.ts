import { join } from 'node:path';
import { claimsPicture } from '../figures/claimsTable.ts';
import { makeFolder, writePicture, type FigureFiles } from '../figures/figureFiles.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { claimsFigure, type JudgedSetting } from './claimsFigure.ts';
import type { Verdict } from './claims.ts';
import { verdictsCsv } from './verdictsCsv.ts';

/** Where a reproduction keeps its verdicts, for a report that joins it after its runs are gone. */
export const VERDICTS_FILE = join('data', 'verdicts.csv');

/** Draws the claims table to `<out>/figures/claims.svg` and `.png`; null where nothing is judged. */
export async function drawClaims(
  out: string,
  settings: readonly JudgedSetting[],
): Promise<FigureFiles | null> {
  if (settings.every(({ verdicts }) => verdicts.length === 0)) return null;
  return writePicture(join(out, 'figures'), 'claims', claimsPicture(claimsFigure(settings)));
}

/** Writes the verdicts of one setting to `<out>/data/verdicts.csv`. */
export function writeVerdicts(out: string, verdicts: readonly Verdict[]): void {
  makeFolder(join(out, 'data'));
  replaceFile(join(out, VERDICTS_FILE), verdictsCsv(verdicts));
}
