import { UserError } from '../errors.ts';
import { differencesFromPaper } from '../experiment/scale.ts';
import { writeFigure } from '../figures/figureFiles.ts';
import { footnote } from '../figures/notes.ts';
import { panelOf, type PanelRun } from '../figures/panel.ts';
import { readRun } from '../metrics/readRun.ts';
import { asRunConfig } from './reproduction.ts';

/** Draws single runs of one task into `<out>/learning-curves.svg` and `.png`: a panel for each attack. */
export async function drawRuns(folders: readonly string[], out: string): Promise<void> {
  const runs = folders.map((folder): PanelRun => {
    const run = readRun(folder, asRunConfig);
    return { config: run.record.config, run };
  });
  const tasks = [...new Set(runs.map(({ config }) => config.task))];
  if (tasks.length > 1) {
    throw new UserError(
      `plot: the runs are of different tasks, ${tasks.join(' and ')}, whose returns have different ` +
        'scales. Plot one task at a time.',
    );
  }
  const attacks = [...new Set(runs.map(({ config }) => config.attack?.name ?? null))];
  const panels = attacks.map((attack) =>
    panelOf(
      attack === null ? 'Without attack' : `${attack === 'average' ? 'Average' : 'Median'} attack`,
      runs.filter(({ config }) => (config.attack?.name ?? null) === attack),
    ),
  );
  const differences = runs[0] ? differencesFromPaper(runs[0].config) : [];
  const { png } = await writeFigure(out, {
    name: 'learning-curves',
    title: tasks[0] ?? '',
    subtitle:
      differences.length === 0
        ? "The paper's settings (docs/deviations.md)."
        : `Settings here (the paper's): ${differences.map(({ setting, here, paper }) => `${setting} ${here} (${paper})`).join(', ')}.`,
    panels,
    footnote: footnote(panels, runs),
    sharedReturnAxis: true,
  });
  process.stdout.write(`${png}\n`);
}
