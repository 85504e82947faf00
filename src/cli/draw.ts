import { join } from 'node:path';
import type { PaperPanel, PlannedRun } from '../experiment/paperPlan.ts';
import { differencesFromPaper, type Difference } from '../experiment/scale.ts';
import { sheetsOf, type Sheet } from '../experiment/sheets.ts';
import { writeFigure, type FigureFiles } from '../figures/figureFiles.ts';
import type { LearningFigure } from '../figures/learningCurves.ts';
import { footnote } from '../figures/notes.ts';
import { panelOf, type PanelRun } from '../figures/panel.ts';
import { writeReport } from '../report/reproduction.ts';
import { commandOf, planOf, runOf, type Reproduction } from './reproduction.ts';

/** Draws a reproduction and says where its pictures and its report are. */
export async function drawAndTell(out: string, reproduction: Reproduction): Promise<void> {
  const files = await drawReproduction(out, reproduction);
  process.stdout.write(`${files.join('\n')}\n`);
}

/** Draws the figures of a reproduction from its runs as they are, and writes its report. */
async function drawReproduction(out: string, reproduction: Reproduction): Promise<string[]> {
  const { panels, runs } = planOf(reproduction);
  const figures: { figure: LearningFigure; files: FigureFiles }[] = [];
  for (const sheet of sheetsOf(panels)) {
    const figure = figureOf(out, sheet, reproduction, runs);
    figures.push({ figure, files: await writeFigure(join(out, 'figures'), figure) });
  }
  const report = writeReport(out, {
    title: `Resilient multi-agent RL: ${reproduction.scale} reproduction`,
    introduction: introductionOf(reproduction),
    differences: differencesOf(runs),
    figures,
    panels: panels.map((panel) => ({
      title: `Fig. ${panel.id}, ${panel.title.toLowerCase()}, ${panel.task}`,
      agents: panel.agents ?? agentsOf(runs),
      planned: wanted(out, panel, runs),
    })),
    runs: runs.map((run) => panelRun(out, run)),
    command: commandOf(reproduction, out),
  });
  return [...figures.map(({ files }) => files.png), report.md, report.html];
}

function figureOf(
  out: string,
  sheet: Sheet,
  reproduction: Reproduction,
  runs: readonly PlannedRun[],
): LearningFigure {
  const shown = runs.filter(({ panels }) => sheet.panels.some(({ id }) => panels.includes(id)));
  const panels = sheet.panels.map((panel) =>
    panelOf(panelTitle(panel), wanted(out, panel, runs), panel.agents ?? undefined),
  );
  return {
    name: sheet.name,
    title: sheet.title,
    subtitle: `${introductionOf(reproduction)} ${differencesText(differencesOf(shown))}`,
    panels,
    footnote: footnote(
      panels,
      shown.map((run) => panelRun(out, run)),
    ),
    sharedReturnAxis: true,
  };
}

/** All agents of a run's graph. */
function agentsOf(runs: readonly PlannedRun[]): number[] {
  return [...(runs[0]?.config.graph.neighbors.keys() ?? [])];
}

function panelTitle({ id, title }: PaperPanel): string {
  return `${title} (Fig. ${id})`;
}

function wanted(out: string, { id }: PaperPanel, runs: readonly PlannedRun[]): PanelRun[] {
  return runs.filter(({ panels }) => panels.includes(id)).map((run) => panelRun(out, run));
}

/** A planned run with what its folder holds. */
function panelRun(out: string, planned: PlannedRun): PanelRun {
  return { config: planned.config, run: runOf(out, planned) };
}

function introductionOf({ scale }: Reproduction): string {
  return scale === 'paper'
    ? "At the paper's scale, with the choices of docs/deviations.md where the paper is silent."
    : `A small version (scale ${scale}), not the paper's: shorter runs and smaller networks on the real environments.`;
}

/** In what the runs differ from the paper's; with several tasks, which of them. */
function differencesOf(runs: readonly PlannedRun[]): Difference[] {
  const configs = runs.map(({ config }) => config);
  const tasks = [...new Set(configs.map(({ task }) => task))];
  return tasks.flatMap((task) =>
    differencesFromPaper(configs.filter((config) => config.task === task)).map((difference) =>
      tasks.length === 1
        ? difference
        : { ...difference, setting: `${task}: ${difference.setting}` },
    ),
  );
}

function differencesText(differences: readonly Difference[]): string {
  if (differences.length === 0) return '';
  const parts = differences.map(({ setting, here, paper }) => `${setting} ${here} (${paper})`);
  return `Settings here (in the paper's scale): ${parts.join(', ')}.`;
}
