import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writePicture } from '../figures/figureFiles.ts';
import { smallMultiples, type SmallMultiples } from '../figures/smallMultiples.ts';
import { replaceFile, writeError } from '../metrics/atomicFile.ts';
import { limitsOf } from '../theory/limits.ts';
import type { Study } from '../theory/study.ts';
import { breakdownVerdicts } from './theoryBreakdown.ts';
import { breakdownFigure, limitsFigure } from './theoryFigures.ts';
import { theoryTables } from './theoryTables.ts';
import { theoryReport, type TheoryOrigin } from './theoryText.ts';
import { boundVerdicts, limitVerdicts } from './theoryVerdicts.ts';
import { writeReportFiles } from './write.ts';

/** Writes figures, tables and report of the checks of Theorems 1 to 5 to `out`. Gives the paths of pictures and report. */
export async function writeTheory(
  out: string,
  study: Study,
  origin: TheoryOrigin,
): Promise<string[]> {
  const limits = limitsOf(study);
  const verdicts = [...limitVerdicts(limits), ...boundVerdicts(study), ...breakdownVerdicts(study)];
  const { seeds } = study.size;
  const pictures: Record<'critic' | 'actor' | 'breakdown', SmallMultiples> = {
    critic: limitsFigure(1, limits, seeds),
    actor: limitsFigure(2, limits, seeds),
    breakdown: breakdownFigure(study),
  };
  const files: string[] = [];
  for (const [name, figure] of Object.entries(pictures)) {
    const { png } = await writePicture(
      join(out, 'figures'),
      `theory-${name}`,
      smallMultiples(figure),
    );
    files.push(png);
  }
  const data = join(out, 'data');
  try {
    mkdirSync(data, { recursive: true });
  } catch (error) {
    throw writeError(data, error);
  }
  for (const [name, text] of Object.entries(theoryTables(study, limits, verdicts))) {
    replaceFile(join(data, name), text);
  }
  const paths = {
    critic: 'figures/theory-critic.png',
    actor: 'figures/theory-actor.png',
    breakdown: 'figures/theory-breakdown.png',
  };
  const { md, html } = writeReportFiles(out, theoryReport(study, verdicts, paths, origin));
  return [...files, md, html];
}
