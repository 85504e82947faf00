import { UserError } from '../errors.ts';
import type { RunConfig } from '../experiment/config.ts';
import { differencesFromPaper } from '../experiment/scale.ts';
import { writeFigure } from '../figures/figureFiles.ts';
import { styleOf } from '../figures/legend.ts';
import { footnote } from '../figures/notes.ts';
import { panelOf, type PanelRun } from '../figures/panel.ts';
import { readWholeRun } from './wholeRun.ts';

/** Draws single runs of one task into `<out>/learning-curves.svg` and `.png`: a panel for each attack. */
export async function drawRuns(folders: readonly string[], out: string): Promise<void> {
  const runs = folders.map((folder): PanelRun => {
    const run = readWholeRun(folder);
    return { config: run.record.config, run };
  });
  const tasks = [...new Set(runs.map(({ config }) => config.task))];
  if (tasks.length > 1) {
    throw new UserError(
      `plot: the runs are of different tasks, ${tasks.join(' and ')}, whose returns have different ` +
        'scales. Plot one task at a time.',
    );
  }
  assertComparable(runs.map(({ config }, index) => ({ folder: folders[index] ?? '', config })));
  const attacks = [...new Set(runs.map(({ config }) => config.attack?.name ?? null))];
  const panels = attacks.map((attack) =>
    panelOf(
      attack === null ? 'Without attack' : `${attack === 'average' ? 'Average' : 'Median'} attack`,
      runs.filter(({ config }) => (config.attack?.name ?? null) === attack),
    ),
  );
  const differences = differencesFromPaper(runs.map(({ config }) => config));
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

interface NamedConfig {
  readonly folder: string;
  readonly config: RunConfig;
}

/**
 * Throws a `UserError` where runs differ in more than rule, attack and seed, or where two are equal in
 * all three: the one would be drawn as another seed of the other.
 */
export function assertComparable(runs: readonly NamedConfig[], command = 'plot'): void {
  const known = new Map<string, string>();
  const settings = new Map<string, { readonly folder: string; readonly value: string }>();
  for (const { folder, config } of runs) {
    for (const [setting, value] of settingsOf(config)) {
      const first = settings.get(setting) ?? { folder, value };
      settings.set(setting, first);
      if (first.value !== value) {
        throw new UserError(
          `${command}: the runs differ in ${setting}: ${first.value} in ${first.folder}, ${value} in ${folder}. ` +
            'Runs in one picture may differ in rule, attack and seed alone; draw these apart.',
        );
      }
    }
    const name = `${styleOf(config.rule).label}, ${config.attack?.name ?? 'no'} attack, seed ${config.seed}`;
    const twin = known.get(name);
    if (twin !== undefined) {
      throw new UserError(
        `${command}: ${twin} and ${folder} are the same run (${name}). Leave one of them out.`,
      );
    }
    known.set(name, folder);
  }
}

/** What runs in one picture have in common: each setting's name and value. */
function settingsOf(config: RunConfig): [setting: string, value: string][] {
  const { attack, graph, learner } = config;
  const named = (prefix: string, settings: object, apart: readonly string[] = []) =>
    Object.entries(settings)
      .filter(([name]) => !apart.includes(name))
      .map(([name, value]): [string, string] => [`${prefix}${name}`, JSON.stringify(value)]);
  return [
    ...named('', config, ['seed', 'rule', 'attack', 'graph', 'learner']),
    ...named('learner.', learner),
    ...named('attack.', attack ?? {}, ['name']),
    ...named('graph.', { neighbors: graph.neighbors }),
  ];
}
