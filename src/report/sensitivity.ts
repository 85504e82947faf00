import { join } from 'node:path';
import type { RunConfig } from '../experiment/config.ts';
import { csv } from '../figures/curveData.ts';
import { makeFolder, writePicture } from '../figures/figureFiles.ts';
import { styleOf } from '../figures/legend.ts';
import type { PanelRun } from '../figures/panel.ts';
import { scoreDots } from '../figures/scoreDots.ts';
import { verdictTable } from '../figures/verdictTable.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import type { Run } from '../metrics/readRun.ts';
import { claimsEvidence, claimsTable, RULE_TEXT } from './claimsText.ts';
import { details, number, table } from './markdown.ts';
import { originRows } from './reproduction.ts';
import { sensitivityWords } from './sensitivityWords.ts';
import { variantScores, type VariantScore } from './variantScores.ts';
import { flipsOf, isIncomplete, judgeVariants, type JudgedVariant } from './variantVerdicts.ts';
import { writeReportFiles, type ReportFiles } from './write.ts';

/** What a sensitivity folder tells, from its runs as they are. */
export interface Sensitivity {
  readonly scale: string;
  readonly task: string;
  readonly seeds: readonly number[];
  /** Settings of all runs, and how they differ from the paper's, in one paragraph. */
  readonly settings: string;
  /** The literal command that makes all this again. */
  readonly command: string;
  /** The base first. */
  readonly variants: readonly PlannedVariant[];
}

export interface PlannedVariant {
  readonly name: string;
  readonly label: string;
  readonly choice: string | null;
  /** Every planned run, started or not. */
  readonly planned: readonly PanelRun[];
}

/** Judges, draws and writes `report.md`, `report.html`, `figures/` and `data/`; the paths of what it shows. */
export async function writeSensitivity(
  folder: string,
  sensitivity: Sensitivity,
): Promise<{ readonly figures: readonly string[]; readonly report: ReportFiles }> {
  const judged = judgeVariants(
    sensitivity.variants.map(({ planned, ...variant }) => ({
      ...variant,
      runs: finished(planned),
    })),
  );
  const scores = variantScores(judged);
  makeFolder(join(folder, 'data'));
  for (const [name, content] of Object.entries(dataOf(judged, scores))) {
    replaceFile(join(folder, 'data', name), content);
  }
  const figures = join(folder, 'figures');
  const { png } = await writePicture(figures, 'sensitivity', verdictPicture(sensitivity, judged));
  const dots = await writePicture(
    figures,
    'variant-scores',
    scorePicture(sensitivity, judged, scores),
  );
  const report = writeReportFiles(folder, reportText(sensitivity, judged, scores));
  return { figures: [png, dots.png], report };
}

function finished(planned: readonly PanelRun[]): Run<RunConfig>[] {
  return planned.flatMap(({ run }) => (run?.record.status === 'finished' ? [run] : []));
}

function dataOf(judged: readonly JudgedVariant[], scores: readonly VariantScore[]) {
  const [base] = judged;
  const verdicts = judged.flatMap(({ name, choice, verdicts }) =>
    verdicts.map((verdict) => {
      const { claim, task, statement } = verdict;
      const own = base?.verdicts.find((other) => other.claim === claim)?.verdict ?? null;
      const complete = isIncomplete(verdict) ? 'no' : 'yes';
      return [name, choice, claim, task, statement, verdict.verdict, own, complete];
    }),
  );
  const comparisons = judged.flatMap(({ name, verdicts }) =>
    verdicts.flatMap(({ claim, task, parts }) =>
      parts.map(({ what, claimed, difference, verdict }) => [
        name,
        claim,
        task,
        what,
        claimed,
        difference?.value ?? null,
        difference?.t?.low ?? null,
        difference?.t?.high ?? null,
        difference?.differences_S.length ?? 0,
        verdict,
      ]),
    ),
  );
  return {
    'verdicts.csv': csv(
      ['variant', 'choice', 'claim', 'task', 'statement', 'verdict', 'base_verdict', 'complete'],
      verdicts,
    ),
    'comparisons.csv': csv(
      [
        'variant',
        'claim',
        'task',
        'comparison',
        'claimed',
        'difference',
        'low',
        'high',
        'seeds',
        'verdict',
      ],
      comparisons,
    ),
    'scores.csv': csv(
      ['variant', 'rule', 'temperature', 'attack', 'agents', 'seeds', 'mean', 'low', 'high'],
      scores.map(({ variant, rule, attack, agents, seeds, mean, interval }) => [
        variant,
        rule.name,
        rule.name === 'soft-medoid' ? rule.temperature : null,
        attack ?? 'none',
        agents,
        seeds,
        mean,
        interval?.low ?? null,
        interval?.high ?? null,
      ]),
    ),
  };
}

function verdictPicture({ scale, task, seeds }: Sensitivity, judged: readonly JudgedVariant[]) {
  const [base] = judged;
  return verdictTable({
    title: `The paper's claims with one open choice made otherwise: ${task}`,
    subtitle: `Scale ${scale}, ${seedsText(seeds)}. The first row is the base.`,
    footnote:
      'A frame marks a verdict that is not the one of the base. Verdicts by the rule of docs/claims.md ' +
      "(Student's 95 % intervals of differences that are paired over seeds).",
    settings: judged.map(({ label }) => label),
    claims: base?.verdicts ?? [],
    fields: judged.flatMap((variant) => {
      const flips = base ? flipsOf(base, variant).map(({ claim }) => claim) : [];
      return variant.verdicts.map((verdict) => ({
        setting: variant.label,
        claim: verdict.claim,
        verdict: isIncomplete(verdict) ? ('runs missing' as const) : verdict.verdict,
        isChanged: flips.includes(verdict.claim),
      }));
    }),
  });
}

function scorePicture(
  { scale, task, seeds }: Sensitivity,
  judged: readonly JudgedVariant[],
  scores: readonly VariantScore[],
) {
  const shown = scores.filter(
    ({ attack, agents }) => agents === (attack === null ? 'all' : 'reached'),
  );
  return scoreDots({
    title: `Final performance with one open choice made otherwise: ${task}`,
    subtitle:
      `Scale ${scale}, ${seedsText(seeds)}. Without attack the mean of all agents, under attack of those ` +
      'that the attack reaches. No cooperation is the same in every row.',
    footnote:
      seeds.length > 1
        ? 'Dots: mean return of the last 10 evaluations. Bars: 95 % bootstrap intervals over seeds, too narrow for few seeds (docs/claims.md).'
        : 'Dots: mean return of the last 10 evaluations. One seed gives no interval.',
    settings: judged.map(({ label }) => label),
    panels: PANELS.map(({ title }) => title),
    dots: shown.map(({ label, attack, rule, mean, interval }) => ({
      setting: label,
      panel: PANELS.find((panel) => panel.attack === attack)?.title ?? '',
      style: styleOf(rule),
      mean,
      low: interval?.low ?? mean,
      high: interval?.high ?? mean,
    })),
    xTitle: 'return',
  });
}

const PANELS = [
  { attack: null, title: 'Without attack' },
  { attack: 'average', title: 'Average attack' },
  { attack: 'median', title: 'Median attack' },
] as const;

function reportText(
  { scale, task, seeds, settings, command, variants }: Sensitivity,
  judged: readonly JudgedVariant[],
  scores: readonly VariantScore[],
): string {
  const all = variants.flatMap(({ planned }) => planned);
  const once = [...new Map(all.map((run) => [JSON.stringify(run.config), run])).values()];
  return [
    `# Sensitivity of the verdicts: ${task}, scale ${scale}`,
    `The paper leaves choices open (docs/deviations.md). Each setting below makes one of them otherwise and keeps the rest of the base; what a choice does not touch are the same runs. ${seedsText(seeds)}. ${settings}`,
    '```sh\n' + command + '\n```',
    '## What hangs on which choice',
    sensitivityWords(judged),
    `A verdict near its border changes by chance, too: with ${seedsText(seeds)}, a change from or to undecided says less than a reversal.`,
    `![Verdicts of each setting](figures/sensitivity.png)`,
    claimsTable(judged.map(({ label, verdicts }) => ({ name: label, verdicts }))),
    RULE_TEXT,
    '## Final performance',
    `![Final performance of each setting](figures/variant-scores.png)`,
    scoresText(judged, scores),
    '## The comparisons of each setting',
    ...judged.flatMap(({ label, verdicts }) => [`### ${label}`, claimsEvidence(verdicts)]),
    '## What made it',
    table(['', ''], originRows(once)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Rules by settings, a table for each attack. */
function scoresText(judged: readonly JudgedVariant[], scores: readonly VariantScore[]): string {
  return PANELS.map(({ attack, title }) => {
    const own = scores.filter(
      (score) => score.attack === attack && score.agents === (attack === null ? 'all' : 'reached'),
    );
    const rules = [...new Set(own.map(({ rule }) => styleOf(rule).label))];
    const rows = judged.map(({ name, label }) => [
      label,
      ...rules.map((rule) => {
        const score = own.find(
          (each) => each.variant === name && styleOf(each.rule).label === rule,
        );
        if (!score) return '-';
        const { mean, interval } = score;
        return interval
          ? `${number(mean)} [${number(interval.low)}, ${number(interval.high)}]`
          : number(mean);
      }),
    ]);
    return details(title, table(['Setting', ...rules], rows, 1));
  }).join('\n\n');
}

function seedsText(seeds: readonly number[]): string {
  return `${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}`;
}
