import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunConfig } from '../experiment/config.ts';
import { comparison } from '../figures/published.ts';
import { writePicture } from '../figures/figureFiles.ts';
import { replaceFile, writeError } from '../metrics/atomicFile.ts';
import type { Run } from '../metrics/readRun.ts';
import { compareTask, type TaskComparison } from '../published/compareTask.ts';
import { PUBLISHED_TASKS, publishedTaskOf } from '../published/sources.ts';
import { writeReportFiles } from './write.ts';
import { comparisonFigure } from './publishedFigure.ts';
import { comparisonReport } from './publishedText.ts';
import { agentsCsv, curveCsv, matchedCsv } from './publishedTables.ts';
import { verdictText } from './publishedWords.ts';

/** What a comparison came to. */
export interface WrittenComparison {
  /** A line on each task. */
  readonly lines: readonly string[];
  /** Pictures and report. */
  readonly files: readonly string[];
}

/**
 * Compares runs with published curves, and writes figures, tables and report to `out`. Runs that have not
 * come to their first evaluation are passed over.
 *
 * @param command the literal command that makes the same again
 */
export async function writeComparison(
  out: string,
  runs: readonly Run<RunConfig>[],
  command: string,
): Promise<WrittenComparison> {
  const comparisons = Object.keys(PUBLISHED_TASKS).flatMap((task) => {
    const ofTask = runs.filter(({ record }) => publishedTaskOf(record.config.task) === task);
    const compared = ofTask.length === 0 ? null : compareTask(ofTask);
    return compared === null ? [] : [compared];
  });
  if (comparisons.length === 0) {
    return { lines: ['No run has been evaluated after its warm-up yet.'], files: [] };
  }
  const files: string[] = [];
  for (const compared of comparisons) {
    const { png } = await writePicture(
      join(out, 'figures'),
      pictureOf(compared),
      comparison(comparisonFigure(compared)),
    );
    files.push(png);
  }
  writeTables(join(out, 'data'), comparisons);
  const pictures = comparisons.map((compared) => `figures/${pictureOf(compared)}.png`);
  const { md, html } = writeReportFiles(out, comparisonReport(comparisons, pictures, command));
  return {
    lines: comparisons.map((compared) => `${compared.id}: ${verdictText(compared)}`),
    files: [...files, md, html],
  };
}

function pictureOf({ id }: TaskComparison): string {
  return `published-${id}`;
}

function writeTables(folder: string, comparisons: readonly TaskComparison[]): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
  replaceFile(join(folder, 'matched.csv'), matchedCsv(comparisons));
  replaceFile(join(folder, 'curve.csv'), curveCsv(comparisons));
  replaceFile(join(folder, 'agents.csv'), agentsCsv(comparisons));
}
