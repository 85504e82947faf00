import { join, relative, sep } from 'node:path';

import type { Difference } from '../experiment/scale.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { FINAL_EVALUATIONS, WINDOW, type Curve } from './curves.ts';
import { distinct } from './distinct.ts';
import type { FigureFiles } from './figureFiles.ts';
import type { LearningFigure } from './learningCurves.ts';
import { inLegendOrder, styleOf } from './legend.ts';
import { origin, seedsText } from './notes.ts';
import type { PanelRun } from './panel.ts';

/** What `report.md` tells: figures, tables, and all it takes to make them again. */
export interface Report {
  readonly title: string;
  /** One paragraph: what this is and at which scale. */
  readonly introduction: string;
  /** Settings that differ from the paper's. */
  readonly differences: readonly Difference[];
  readonly figures: readonly { readonly figure: LearningFigure; readonly files: FigureFiles }[];
  /** Every run that the figures want. */
  readonly runs: readonly PanelRun[];
  /** The literal command that makes all this again. */
  readonly command: string;
}

/** Writes `<folder>/report.md`, replacing an earlier one as one step. Returns its path. */
export function writeReport(folder: string, report: Report): string {
  const path = join(folder, 'report.md');
  replaceFile(path, reportText(folder, report));
  return path;
}

/** The report as Markdown, with links relative to `folder`. */
export function reportText(folder: string, report: Report): string {
  return [
    `# ${report.title}`,
    report.introduction,
    '```sh\n' + report.command + '\n```',
    ...report.figures.map(({ figure, files }) => figureSection(folder, figure, files)),
    '## What differs from the paper',
    differencesText(report.differences),
    '## What made it',
    table(['', ''], originRows(report.runs)),
    '## Runs',
    table(
      ['Task', 'Rule', 'Attack', 'Seed', 'Status', 'Steps', 'Folder'],
      runRows(folder, report.runs),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function figureSection(folder: string, figure: LearningFigure, files: FigureFiles): string {
  const missing = figure.panels.flatMap((panel) =>
    panel.missing.map((what) => `- ${panel.title}, ${what}.`),
  );
  return [
    `## ${figure.title}`,
    `![${figure.title}](${link(folder, files.png)})`,
    ...(missing.length > 0 ? [`**Missing:**\n\n${missing.join('\n')}`] : []),
    '### Final performance',
    `Return per episode, mean of the last ${FINAL_EVALUATIONS} evaluations. ${bracketsText(figure)}`,
    scoreTable(
      figure,
      (curve) => curve.final.mean,
      ({ final: { mean, low, high } }, best) =>
        `${best(number(mean))} [${number(low)}, ${number(high)}]`,
    ),
    '### Best of the curve',
    `The highest point of each line: the best moving average of ${WINDOW} evaluations.`,
    scoreTable(
      figure,
      (curve) => curve.best,
      (curve, best) => best(number(curve.best)),
    ),
  ].join('\n\n');
}

/** Rules by panels; the highest of each panel is bold, and what is not finished is marked. */
function scoreTable(
  { panels }: LearningFigure,
  score: (curve: Curve) => number,
  cell: (curve: Curve, emphasize: (text: string) => string) => string,
): string {
  const styles = inLegendOrder(
    panels.flatMap(({ curves }) => curves.map(({ rule }) => styleOf(rule))),
  );
  const rows = styles.map(({ label }) => [
    label,
    ...panels.map(({ curves }) => {
      const curve = curves.find(({ rule }) => styleOf(rule).label === label);
      if (curve === undefined) return '-';
      if (!curve.isFinished) return `${cell(curve, String)} (not finished)`;
      const highest = Math.max(...curves.filter(({ isFinished }) => isFinished).map(score));
      return cell(curve, (text) => (score(curve) === highest ? `**${text}**` : text));
    }),
  ]);
  const titles = panels.map(({ title, measure }) => `${title} (${measure})`);
  return table(['Rule', ...titles], rows, 1);
}

function bracketsText(figure: LearningFigure): string {
  const bands = distinct(figure.panels.flatMap(({ curves }) => curves.map(({ band }) => band)));
  const meaning = bands.includes('seeds')
    ? 'In brackets, the 95 % bootstrap interval over seeds; where a rule has one seed only, the middle half of its agents.'
    : 'In brackets, the middle half of the agents (interquartile range). One seed gives no interval over seeds, and a difference between rules may be chance.';
  return `${seedsText(figure.panels)} ${meaning} Bold: the highest of its column among finished runs.`;
}

function differencesText(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'All settings are those taken for the paper.';
  const rows = differences.map(({ setting, here, paper }) => [setting, here, paper]);
  return `${table(['Setting', 'Here', 'Paper'], rows)}\n\nEvery other setting is the one taken for the paper; each run's \`run.json\` has them all.`;
}

function originRows(runs: readonly PanelRun[]): string[][] {
  const records = runs.flatMap(({ run }) => (run === null ? [] : [run.record]));
  const list = (texts: readonly string[]): string => distinct(texts).join('; ');
  const pairs = (values: Readonly<Record<string, string>>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const { devices, programs } = origin(runs);
  // The runs of a cohort train together, so that they started together and share their wall time;
  // one that failed stopped earlier.
  const cohorts = distinct(records.map(({ startedAt }) => startedAt)).map((start) =>
    records.filter(({ startedAt }) => startedAt === start).map(({ wallSeconds }) => wallSeconds),
  );
  const seconds = cohorts.reduce((sum, walls) => sum + Math.max(...walls), 0);
  return [
    ['Program', programs.join('; ')],
    ['Device', devices.join('; ')],
    ['CPU', list(records.map(({ cpu }) => `${cpu.model}, ${cpu.cores} cores`))],
    ['Instruction sets', list(records.map(({ cpu }) => cpu.flags.join(' ')))],
    ['Versions', list(records.map(({ versions }) => pairs(versions)))],
    ['TensorFlow switches', list(records.map(({ switches }) => pairs(switches) || 'none'))],
    ['Commit', list(records.map(({ code }) => code.commit ?? 'none'))],
    ['Started', records.map(({ startedAt }) => startedAt).sort()[0] ?? 'never'],
    ['Training time', `${(seconds / 60).toFixed(1)} minutes in ${cohorts.length} cohort(s)`],
  ];
}

function runRows(folder: string, runs: readonly PanelRun[]): string[][] {
  return runs.map(({ config, run }) => [
    config.task,
    styleOf(config.rule).label,
    config.attack === null ? 'none' : `${config.attack.name}, beta ${config.attack.beta}`,
    String(config.seed),
    run === null
      ? 'not run'
      : [run.record.status, run.record.error?.message].filter(Boolean).join(': '),
    run === null ? '0' : number(run.record.stepsDone),
    run === null ? '-' : `[${run.record.id}](${link(folder, run.folder)})`,
  ]);
}

/** A Markdown table; columns from `rightFrom` on are set to the right. */
function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  rightFrom = Infinity,
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  const rule = header.map((_title, column) => (column >= rightFrom ? '---:' : '---'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

function link(folder: string, path: string): string {
  return encodeURI(relative(folder, path).split(sep).join('/'));
}

function number(value: number): string {
  const digits = Math.abs(value) < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
