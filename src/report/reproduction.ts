import { relative, sep } from 'node:path';

import type { Difference } from '../experiment/scale.ts';
import { FINAL_EVALUATIONS, WINDOW, type Curve } from '../figures/curves.ts';
import { distinct } from '../figures/distinct.ts';
import type { FigureFiles } from '../figures/figureFiles.ts';
import type { LearningFigure } from '../figures/learningCurves.ts';
import { inLegendOrder, styleOf } from '../figures/legend.ts';
import { origin, seedsText } from '../figures/notes.ts';
import type { PanelRun } from '../figures/panel.ts';
import { judgeClaims } from './claims.ts';
import { claimsEvidence, claimsTable, RULE_TEXT } from './claimsText.ts';
import { details, number, table } from './markdown.ts';
import { PANEL_SCORES_NOTE, panelScores, type ComparedPanel } from './panelScores.ts';
import { plainWords } from './plainWords.ts';
import { writeReportFiles, type ReportFiles } from './write.ts';

/** A picture beyond the paper's; a vector picture, since there are many. */
interface Extra {
  readonly title: string;
  /** Path of its file. */
  readonly picture: string;
}

/** What `report.md` tells: figures, tables, and all it takes to make them again. */
export interface Report {
  readonly title: string;
  /** One paragraph: what this is and at which scale. */
  readonly introduction: string;
  /** Settings that differ from the paper's. */
  readonly differences: readonly Difference[];
  readonly figures: readonly { readonly figure: LearningFigure; readonly files: FigureFiles }[];
  /** The panels of the paper, for their statistics. */
  readonly panels: readonly ComparedPanel[];
  /** The claims table as a picture, and what the runs say of the attacks in sentences. */
  readonly claims?: { readonly png: string; readonly words: string };
  /** Pictures beyond the paper's. */
  readonly extras?: readonly Extra[];
  /** Every run that the figures want. */
  readonly runs: readonly PanelRun[];
  /** The literal command that makes all this again. */
  readonly command: string;
}

/** Writes `report.md` and `report.html` into `folder`, each replacing an earlier one as one step. */
export function writeReport(folder: string, report: Report): ReportFiles {
  return writeReportFiles(folder, reportText(folder, report));
}

/** The report as Markdown, with links relative to `folder`. */
export function reportText(folder: string, report: Report): string {
  return [
    `# ${report.title}`,
    report.introduction,
    '```sh\n' + report.command + '\n```',
    ...claimsSection(folder, report),
    ...report.figures.map(({ figure, files }) => figureSection(folder, figure, files)),
    ...extrasSection(folder, report.extras ?? []),
    '## Statistics',
    PANEL_SCORES_NOTE,
    ...report.panels.map(panelScores),
    '## What differs from the paper',
    differencesText(report.differences),
    '## What made it',
    table(['', ''], originRows(report.runs)),
    '## Runs',
    details(
      `All ${report.runs.length} runs`,
      table(['Task', 'Rule', 'Attack', 'Seed', 'Status', 'Steps', 'Id'], runRows(report.runs)),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function claimsSection(folder: string, { runs: planned, claims }: Report): string[] {
  const runs = planned.flatMap(({ run }) => (run === null ? [] : [run]));
  const verdicts = judgeClaims(runs);
  if (verdicts.length === 0) return [];
  return [
    "## The paper's claims",
    ...(claims ? [`![The claims and their verdicts](${link(folder, claims.png)})`] : []),
    plainWords(verdicts, claims?.words),
    claimsTable([{ name: 'Verdict', verdicts }]),
    RULE_TEXT,
    claimsEvidence(verdicts),
  ];
}

function extrasSection(folder: string, extras: readonly Extra[]): string[] {
  if (extras.length === 0) return [];
  return [
    '## Beyond the paper',
    ...extras.map(({ title, picture }) => `### ${title}\n\n![${title}](${link(folder, picture)})`),
  ];
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
      ({ final: { mean, low, high }, band }, best) =>
        band === 'agents'
          ? best(number(mean))
          : `${best(number(mean))} [${number(low)}, ${number(high)}]`,
    ),
    details(
      'Best of the curve',
      [
        `The highest point of each line: the best moving average of ${WINDOW} evaluations.`,
        scoreTable(
          figure,
          (curve) => curve.best,
          (curve, best) => best(number(curve.best)),
        ),
      ].join('\n\n'),
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
    ? 'In brackets, the 95 % bootstrap interval over seeds, which with two or three is their range and too narrow; none where a rule has one seed only.'
    : 'One seed gives no interval, and a difference between rules may be chance.';
  return `${seedsText(figure.panels)} ${meaning} Bold: the highest of its column among finished runs.`;
}

function differencesText(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'All settings are those taken for the paper.';
  const rows = differences.map(({ setting, here, paper }) => [setting, here, paper]);
  return `${table(['Setting', 'Here', 'Paper'], rows)}\n\nEvery other setting is the one taken for the paper; each run's \`run.json\` has them all.`;
}

/** What made some runs, in words: rows of a table. */
export function originRows(runs: readonly PanelRun[]): string[][] {
  const records = runs.flatMap(({ run }) => (run === null ? [] : [run.record]));
  const list = (texts: readonly string[]): string => distinct(texts).join('; ');
  const pairs = (values: Readonly<Record<string, string>>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const { devices, programs } = origin(runs);
  const cohorts = cohortWalls(records);
  const seconds = cohorts.reduce((sum, walls) => sum + Math.max(...walls), 0);
  return [
    ['Program', programs.join('; ')],
    ['Device', devices.join('; ')],
    ['CPU', list(records.map(({ cpu }) => `${cpu.model}, ${cpu.cores} cores`))],
    ['Instruction sets', list(records.map(({ cpu }) => cpu.flags.join(' ')))],
    ['Versions', list(records.map(({ versions }) => pairs(versions)))],
    ['TensorFlow switches', list(records.map(({ switches }) => pairs(switches) || 'none'))],
    ['Code', list(records.map(({ code }) => code.hash?.slice(0, 12) ?? 'unknown'))],
    ['Commit', list(records.map(({ code }) => code.commit ?? 'none'))],
    ['Started', records.map(({ startedAt }) => startedAt).sort()[0] ?? 'never'],
    ['Interrupted', resumptionsText(records)],
    ['Training time', `${(seconds / 60).toFixed(1)} minutes in ${cohorts.length} cohort(s)`],
  ];
}

function runRows(runs: readonly PanelRun[]): string[][] {
  return runs.map(({ config, run }) => [
    config.task,
    styleOf(config.rule).label,
    config.attack === null ? 'none' : `${config.attack.name}, beta ${config.attack.beta}`,
    String(config.seed),
    run === null
      ? 'not run'
      : [run.record.status, run.record.error?.message].filter(Boolean).join(': '),
    run === null ? '0' : number(run.record.stepsDone),
    run === null ? '-' : `\`${run.record.id}\``,
  ]);
}

function link(folder: string, path: string): string {
  return encodeURI(relative(folder, path).split(sep).join('/'));
}

function resumptionsText(
  records: readonly { readonly resumptions: readonly { step: number }[] }[],
) {
  const resumed = records.filter(({ resumptions }) => resumptions.length > 0);
  if (resumed.length === 0) return 'never';
  const steps = distinct(resumed.flatMap(({ resumptions }) => resumptions.map(({ step }) => step)));
  return `${resumed.length} of ${records.length} runs went on from a checkpoint, after step ${steps.join(', ')}`;
}

/** Runs that start this close to each other started together. */
const TOGETHER_MS = 10_000;

/**
 * Wall seconds of the runs of each cohort: they train together, so that they start together and share
 * their wall time; one that failed stopped earlier.
 */
function cohortWalls(records: readonly { startedAt: string; wallSeconds: number }[]): number[][] {
  const sorted = [...records].sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  const cohorts: number[][] = [];
  sorted.forEach(({ startedAt, wallSeconds }, index) => {
    const before = sorted[index - 1]?.startedAt;
    const isNew = before === undefined || Date.parse(startedAt) - Date.parse(before) > TOGETHER_MS;
    if (isNew) cohorts.push([]);
    cohorts.at(-1)?.push(wallSeconds);
  });
  return cohorts;
}
