import type { Interval } from '../metrics/statistics.ts';
import { decisiveRow, type TaskComparison } from '../published/compareTask.ts';
import { VERDICT_RULE } from '../published/judge.ts';
import { differenceInterval, meanInterval, type Level } from '../published/level.ts';
import { STEP_COUNTS, type MatchedRow, type StepCount } from '../published/matched.ts';
import { WINDOW_STEPS } from '../published/ownCurve.ts';
import { details, number, signed, table } from './markdown.ts';
import { settingsRows } from './publishedSettings.ts';
import { originRows } from './reproduction.ts';
import { settingsText, unfinishedText, verdictText } from './publishedWords.ts';

/** The report of a comparison as Markdown. @param pictures one a task, relative to the report */
export function comparisonReport(
  comparisons: readonly TaskComparison[],
  pictures: readonly string[],
  command: string,
): string {
  const planned = comparisons.flatMap(({ runs }) =>
    runs.map((run) => ({ config: run.record.config, run })),
  );
  return [
    '# Our DDPG beside published curves',
    'Agents that do not cooperate share nothing, so that each is a seed of plain DDPG. Here they stand beside DDPG ' +
      'curves that others have published, with TD3, another algorithm, for context. The numbers and where they come ' +
      'from: `data/published-curves`.',
    '```sh\n' + command + '\n```',
    comparisons.map((compared) => `- **${compared.id}**: ${verdictText(compared)}`).join('\n'),
    ...comparisons.flatMap((compared, index) => taskSections(compared, pictures[index] ?? '')),
    '## How it is compared',
    `- **Verdict**, by a rule that was fixed before: ${VERDICT_RULE}`,
    `- **Steps.** Programs warm up for 1,000 to 25,000 steps of random actions; ours for 25,000 at the paper's settings, as ` +
      'tianshou. The main count is steps after the warm-up: it is that of the updates made, since each step then makes ' +
      'one, and the count of the figures of the paper. Counted in all, those with a short warm-up have learned for longer at ' +
      'the same step. (Spinning Up begins to update at step 1,000, while its actions are still random.)',
    `- **Noise of evaluation.** Published returns are means of 10 episodes. We play one episode an agent at each ` +
      `evaluation, so that ours are the mean of an agent's evaluations in the ${number(WINDOW_STEPS)} steps up to the matched one: ` +
      "5 episodes at the paper's settings, over which the policy goes on learning.",
    '- **Published values** are those of the last evaluation at or before the matched step. Spinning Up smoothed its curves ' +
      'over 11 points (110,000 steps) before drawing them; where that window is not whole, they do not count.',
    "- **Spread**: +- is one standard deviation over seeds, the population's, as published tables have it; 95 % is " +
      "Student's interval of the mean, which takes returns as normal and may pass the ceiling of a task.",
    '## What made it',
    table(['', ''], [...originRows(planned), ...runRows(comparisons)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function taskSections(compared: TaskComparison, picture: string): string[] {
  const { id, curves, rows } = compared;
  return [
    `## ${id}`,
    `![${id}: ours and published curves](${encodeURI(picture)})`,
    [...unfinishedText(compared), settingsText(compared)].join(' '),
    ...STEP_COUNTS.flatMap((count) => [
      `### At matched steps, ${count === 'in all' ? 'counted in all' : 'counted after the warm-up'}`,
      summaryOf(compared, count),
    ]),
    ...differencesOf(compared),
    details(
      'Every curve at every matched step after the warm-up, with the least and the most over seeds',
      table(
        ['Steps', 'Curve', 'Seeds', 'Mean +- std', '[least, most]', '95 % of the mean'],
        rows['after warm-up'].flatMap((row) => [
          levelRow(row, 'Ours', row.ours),
          ...curves.flatMap(({ source }, index) => {
            const level = row.published[index];
            return level ? [levelRow(row, source.label, level)] : [];
          }),
        ]),
      ),
    ),
    '### What differs',
    table(['', 'Ours', ...curves.map(({ source }) => source.label)], settingsRows(compared)),
  ];
}

function summaryOf({ curves, rows }: TaskComparison, count: StepCount): string {
  if (rows[count].length === 0) return 'Our runs have not come to a matched step.';
  const judges = curves.flatMap(({ source }, index) => (source.isDdpg ? [{ source, index }] : []));
  return table(
    ['Steps', 'Ours', ...judges.map(({ source }) => source.label), 'Inside is', 'Verdict'],
    rows[count].map((row) => [
      number(row.step),
      `**${spread(row.ours)}**`,
      ...judges.map(({ index }) => {
        const level = row.published[index];
        return level ? spread(level) : '-';
      }),
      row.range ? `${number(row.range.low)} to ${number(row.range.high)}` : '-',
      row.verdict ?? '-',
    ]),
  );
}

/** Ours less each DDPG curve at the step of the verdict: narrower questions than the verdict's. */
function differencesOf(compared: TaskComparison): string[] {
  const row = decisiveRow(compared);
  if (!row) return [];
  const rows = compared.curves.flatMap(({ source }, index) => {
    const level = row.published[index];
    if (!level || !source.isDdpg) return [];
    const interval = differenceInterval(row.ours, level);
    return [[source.label, signed(row.ours.mean - level.mean), brackets(interval)]];
  });
  return [
    `### Ours less each published DDPG, at ${number(row.step)} steps after the warm-up`,
    table(['Curve', 'Difference', "95 % (Welch's t)"], rows, 1),
  ];
}

function brackets(ends: Interval | null): string {
  return ends === null ? '-' : `[${number(ends.low)}, ${number(ends.high)}]`;
}

function levelRow(row: MatchedRow, curve: string, level: Level): string[] {
  const interval = meanInterval(level);
  return [
    number(row.step),
    curve,
    String(level.n),
    spread(level),
    brackets(level.extremes),
    brackets(interval),
  ];
}

/** How far each run came, and in what time. */
function runRows(comparisons: readonly TaskComparison[]): string[][] {
  return comparisons.flatMap(({ runs }) =>
    runs.map(({ record: { id, status, stepsDone, config, wallSeconds, startedAt } }) => [
      `Run ${id}`,
      `${status}, ${number(stepsDone)} of ${number(config.steps)} steps, ` +
        `${(wallSeconds / 60).toFixed(1)} minutes, started ${startedAt}`,
    ]),
  );
}

function spread({ mean, std }: Level): string {
  return `${number(mean)} +- ${number(std)}`;
}
