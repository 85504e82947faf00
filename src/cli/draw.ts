import { join } from 'node:path';
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
import { panelOf, type PanelRun } from '../figures/panel.ts';
import { pointRows } from '../figures/roundPoints.ts';
import { readRounds, type RunRounds } from '../figures/rounds.ts';
import { roundsPictures } from '../figures/roundsPictures.ts';
import { smallMultiples } from '../figures/smallMultiples.ts';
import type { Run } from '../metrics/readRun.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { attackWords } from '../report/attackWords.ts';
import { judgeClaims } from '../report/claims.ts';
import { drawClaims, writeVerdicts } from '../report/claimsFiles.ts';
import { writeReport, type Report } from '../report/reproduction.ts';
import { commandOf, planOf, runOf, type Reproduction } from './reproduction.ts';
import { settingName } from './settingName.ts';

/** A planned run with what its folder holds. */
type DrawnRun = PlannedRun & PanelRun;

/** Draws a reproduction and says where its pictures and its report are. */
export async function drawAndTell(out: string, reproduction: Reproduction): Promise<void> {
  const files = await drawReproduction(out, reproduction);
  process.stdout.write(`${files.join('\n')}\n`);
}

/** Draws the figures of a reproduction from its runs as they are, and writes its data and its report. */
async function drawReproduction(out: string, reproduction: Reproduction): Promise<string[]> {
  const plan = planOf(reproduction);
  const { panels } = plan;
  const runs = plan.runs.map((run): DrawnRun => ({ ...run, run: runOf(out, run) }));
  const read = runs.flatMap(({ run }) => run ?? []);
  const folder = join(out, 'figures');
  makeFolder(join(out, 'data'));
  const legend = await writePicture(folder, 'fig1', legendFigure());
  const figures: { figure: LearningFigure; files: FigureFiles }[] = [];
  for (const sheet of sheetsOf(panels)) {
    const figure = figureOf(sheet, reproduction, runs);
    figures.push({ figure, files: await writeFigure(folder, figure) });
    const plotted = sheet.panels.map(({ id, task, attack }, index) => ({
      id,
      task,
      attack,
      panel: figure.panels[index] ?? panelOf('', []),
    }));
    replaceFile(join(out, 'data', `${sheet.name}.csv`), curveData(plotted, reproduction.scale));
  }
  const rounds = readRounds(read);
  const claims = await judgeAndDraw(out, reproduction, read, rounds);
  const extras = await drawExtras(out, runs, rounds, reproduction);
  const report = writeReport(out, {
    title: `Resilient multi-agent RL: ${reproduction.scale} reproduction`,
    introduction: introductionOf(reproduction),
    differences: differencesOf(runs),
    figures,
    ...(claims && { claims }),
    extras,
    panels: panels.map((panel) => ({
      title: `Fig. ${panel.id}, ${panel.title.toLowerCase()}, ${panel.task}`,
      agents: panel.agents ?? agentsOf(runs),
      planned: wanted(panel, runs),
    })),
    runs,
    command: commandOf(reproduction, out),
  });
  return [legend.png, ...figures.map(({ files }) => files.png), report.md, report.html];
}

/** Judges the paper's claims, and keeps the verdicts as a picture and as a table. */
async function judgeAndDraw(
  out: string,
  reproduction: Reproduction,
  runs: readonly Run<RunConfig>[],
  rounds: readonly RunRounds[],
): Promise<Report['claims'] | null> {
  const verdicts = judgeClaims(runs);
  writeVerdicts(out, verdicts);
  const nameOn = (task: string) => settingName(reproduction, task);
  const files = await drawClaims(out, [{ name: settingName(reproduction), nameOn, verdicts }]);
  return files && { png: files.png, words: attackWords(runs, rounds) };
}

/** Pictures beyond the paper's: the network, and what rounds show. */
async function drawExtras(
  out: string,
  planned: readonly DrawnRun[],
  runs: readonly RunRounds[],
  { scale }: Reproduction,
): Promise<{ title: string; picture: string }[]> {
  const folder = join(out, 'figures');
  const network = await writePicture(
    folder,
    'network',
    networkFigure({
      neighbors: paperNeighbors(planned),
      positions: PAPER_POSITIONS,
      ...PAPER_EDGE,
    }),
  );
  const extras = [{ title: 'The network', picture: network.svg }];
  for (const task of new Set(runs.map(({ config }) => config.task))) {
    const own = planned.filter(({ config }) => config.task === task);
    const made = `Scale: ${scale}. ${madeText(own)}`;
    for (const { name, figure } of roundsPictures(task, runs, made)) {
      const { svg } = await writePicture(folder, name, smallMultiples(figure));
      const data = csv(...pointRows(figure.points, { figure: name, task, scale }));
      replaceFile(join(out, 'data', `${name}.csv`), data);
      extras.push({ title: figure.title, picture: svg });
    }
  }
  return extras;
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
