import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { RunConfig } from '../experiment/config.ts';
import { PAPER_EDGE } from '../experiment/defaults.ts';
import type { PaperPanel, PlannedRun } from '../experiment/paperPlan.ts';
import { differencesByTask, type Difference } from '../experiment/scale.ts';
import { sheetsOf, type Sheet } from '../experiment/sheets.ts';
import { csv, curveData } from '../figures/curveData.ts';
import { makeFolder, writeFigure, writePicture, type FigureFiles } from '../figures/figureFiles.ts';
import type { LearningFigure } from '../figures/learningCurves.ts';
import { legendFigure } from '../figures/legendFigure.ts';
import { networkFigure, PAPER_POSITIONS } from '../figures/networkFigure.ts';
import { footnote, madeText } from '../figures/notes.ts';
import { panelOf } from '../figures/panel.ts';
import { pointRows } from '../figures/roundPoints.ts';
import type { RunRounds } from '../figures/rounds.ts';
import { roundsPictures } from '../figures/roundsPictures.ts';
import { smallMultiples } from '../figures/smallMultiples.ts';
import type { Run } from '../metrics/readRun.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { attackWords } from '../report/attackWords.ts';
import { judgeClaims } from '../report/claims.ts';
import { drawClaims, writeVerdicts } from '../report/claimsFiles.ts';
import { pairsCsv } from '../report/pairs.ts';
import { writeReport } from '../report/reproduction.ts';
import { readDrawnRuns, type DrawnRun } from './drawnRuns.ts';
import { commandOf, type Reproduction } from './reproduction.ts';
import { settingName } from './settingName.ts';

/** Draws a reproduction and says where its pictures and its report are. */
export async function drawAndTell(out: string, reproduction: Reproduction): Promise<void> {
  const files = await drawReproduction(out, reproduction);
  process.stdout.write(`${files.join('\n')}\n`);
}

/**
 * Draws the figures of a reproduction from its runs as they are, and writes its data and its report. All is
 * read and judged before the first file is written, so that damaged runs cost no picture.
 */
async function drawReproduction(out: string, reproduction: Reproduction): Promise<string[]> {
  const { panels, planned, runs, rounds } = readDrawnRuns(out, reproduction);
  assertDrawable(out, reproduction, runs);
  const verdicts = judgeClaims(runs);
  const words = verdicts.length === 0 ? '' : attackWords(runs, rounds);
  const sheets = sheetsOf(panels).map((sheet) => ({
    sheet,
    figure: figureOf(sheet, reproduction, planned),
  }));
  const extras = extrasOf(planned, rounds, reproduction);

  const folder = join(out, 'figures');
  makeFolder(join(out, 'data'));
  const legend = await writePicture(folder, 'fig1', legendFigure());
  const figures: { figure: LearningFigure; files: FigureFiles }[] = [];
  for (const { sheet, figure } of sheets) {
    figures.push({ figure, files: await writeFigure(folder, figure) });
    const plotted = sheet.panels.map(({ id, task, attack }, index) => ({
      id,
      task,
      attack,
      panel: figure.panels[index] ?? panelOf('', []),
    }));
    replaceFile(join(out, 'data', `${sheet.name}.csv`), curveData(plotted, reproduction.scale));
  }
  const nameOn = (task: string) => settingName(reproduction, task);
  const claims = await drawClaims(out, [{ name: settingName(reproduction), nameOn, verdicts }]);
  const shown: { title: string; picture: string }[] = [];
  for (const { name, title, spec, data } of extras) {
    const { svg } = await writePicture(folder, name, spec);
    if (data !== null) replaceFile(join(out, 'data', `${name}.csv`), data);
    shown.push({ title, picture: svg });
  }
  const compared = panels.map((panel) => ({
    title: `Fig. ${panel.id}, ${panel.title.toLowerCase()}, ${panel.task}`,
    agents: panel.agents ?? agentsOf(planned),
    planned: wanted(panel, planned),
  }));
  replaceFile(join(out, 'data', 'pairs.csv'), pairsCsv(compared));
  const report = writeReport(out, {
    title: `Resilient multi-agent RL: ${reproduction.scale} reproduction`,
    introduction: introductionOf(reproduction),
    differences: differencesOf(planned),
    figures,
    ...(claims && { claims: { png: claims.png, words } }),
    extras: shown,
    panels: compared,
    runs: planned,
    command: commandOf(reproduction, out),
  });
  // Last, so that verdicts that are those of the runs tell of a drawing that came to its end.
  writeVerdicts(out, verdicts);
  return [legend.png, ...figures.map(({ files }) => files.png), report.md, report.html];
}

/** Throws a `UserError` where there is nothing to draw, and a drawing that would be lost. */
function assertDrawable(
  out: string,
  reproduction: Reproduction,
  runs: readonly Run<RunConfig>[],
): void {
  if (runs.some(({ evaluations }) => evaluations.length > 0)) return;
  const kept = ['figures', 'data', 'report.md', 'report.html'].filter((name) =>
    existsSync(join(out, name)),
  );
  if (kept.length === 0) return;
  const what =
    runs.length === 0 ? 'none of its runs is there' : 'none of its runs is evaluated yet';
  throw new UserError(
    `${out}: nothing to draw, for ${what} (${join(out, 'runs')}). Kept as it is: ${kept.join(', ')}. ` +
      `Draw where the runs are, or train them: ${commandOf(reproduction, out)}`,
  );
}

/** A picture beyond the paper's. */
interface Extra {
  /** Of its files. */
  readonly name: string;
  readonly title: string;
  readonly spec: Parameters<typeof writePicture>[2];
  /** What it shows, as CSV. */
  readonly data: string | null;
}

/** Pictures beyond the paper's: the network, and what rounds show. */
function extrasOf(
  planned: readonly DrawnRun[],
  runs: readonly RunRounds[],
  { scale }: Reproduction,
): Extra[] {
  const network = networkFigure({
    neighbors: paperNeighbors(planned),
    positions: PAPER_POSITIONS,
    ...PAPER_EDGE,
  });
  const ofRounds = [...new Set(runs.map(({ config }) => config.task))].flatMap((task) => {
    const own = planned.filter(({ config }) => config.task === task);
    const made = `Scale: ${scale}. ${madeText(own)}`;
    return roundsPictures(task, runs, made).map(({ name, figure }) => ({
      name,
      title: figure.title,
      spec: smallMultiples(figure),
      data: csv(...pointRows(figure.points, { figure: name, task, scale })),
    }));
  });
  return [{ name: 'network', title: 'The network', spec: network, data: null }, ...ofRounds];
}

function paperNeighbors(planned: readonly PlannedRun[]): readonly (readonly number[])[] {
  return planned[0]?.config.graph.neighbors ?? [];
}

function figureOf(
  sheet: Sheet,
  reproduction: Reproduction,
  runs: readonly DrawnRun[],
): LearningFigure {
  const shown = runs.filter(({ panels }) => sheet.panels.some(({ id }) => panels.includes(id)));
  const panels = sheet.panels.map((panel) => ({
    ...panelOf(panelTitle(panel), wanted(panel, runs), panel.agents ?? undefined),
    letter: panel.id.slice(1),
  }));
  return {
    name: sheet.name,
    title: sheet.title,
    subtitle: `${introductionOf(reproduction)} ${differencesText(shown)}`,
    panels,
    footnote: footnote(panels, shown),
    sharedReturnAxis: new Set(sheet.panels.map(({ task }) => task)).size === 1,
  };
}

/** All agents of a run's graph. */
function agentsOf(runs: readonly PlannedRun[]): number[] {
  return [...(runs[0]?.config.graph.neighbors.keys() ?? [])];
}

function panelTitle({ title, task }: PaperPanel): string {
  return `${title}, ${task}`;
}

function wanted({ id }: PaperPanel, runs: readonly DrawnRun[]): readonly DrawnRun[] {
  return runs.filter(({ panels }) => panels.includes(id));
}

function introductionOf({ scale }: Reproduction): string {
  return scale === 'paper'
    ? "At the paper's scale, with the choices of docs/deviations.md where the paper is silent."
    : `A small version (scale ${scale}), not the paper's: shorter runs and smaller networks on the real environments.`;
}

/** In what the runs differ from the paper's; with several tasks, which of them. */
function differencesOf(runs: readonly PlannedRun[]): Difference[] {
  const byTask = differencesByTask(runs.map(({ config }) => config));
  return byTask.flatMap(({ task, differences }) =>
    byTask.length === 1
      ? differences
      : differences.map((row) => ({ ...row, setting: `${task}: ${row.setting}` })),
  );
}

export function differencesText(runs: readonly PlannedRun[]): string {
  const byTask = differencesByTask(runs.map(({ config }) => config)).filter(
    ({ differences }) => differences.length > 0,
  );
  if (byTask.length === 0) return '';
  const parts = byTask.map(({ task, differences }) => {
    const list = differences.map(({ setting, here, paper }) => `${setting} ${here} (${paper})`);
    return `${byTask.length === 1 ? '' : `${task}: `}${list.join(', ')}`;
  });
  return `Settings here (in the paper's scale): ${parts.join('; ')}.`;
}
