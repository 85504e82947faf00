import { CONTENTION_CORES } from './processes.ts';
import { lockstepText } from './lockstep.ts';
import type { ContestResult, GrowthResult, Report, Row, SectionResult, Target } from './results.ts';
import { median, ratioOfMedians, summarize } from './statistics.ts';
import { markdownTable, settingText, threeDigits, type Cell } from './table.ts';

/** What was measured on. */
export function hostText(host: Report['host']): string {
  return markdownTable(
    ['host', ''],
    Object.entries(host).map(([name, value]) => [name, String(value)]),
  );
}

/** Everything that a section found, as Markdown. */
export function sectionText(section: SectionResult): string {
  const { name, before, after, othersCores, lockstep = [] } = section;
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const load = [
    `load average ${before.loadAverage.toFixed(2)} before and ${after.loadAverage.toFixed(2)} after`,
    `idle ${percent(before.idle)} before and ${percent(after.idle)} after`,
    `other processes took ${othersCores.toFixed(2)} cores meanwhile`,
  ].join('; ');
  return [
    `## ${name}${isContended(section) ? ': CONTENDED' : ''}`,
    `_${load}._`,
    ...section.contests.map(contestText),
    ...section.growth.map(growthText),
    ...lockstep.map(lockstepText),
    versionsText([...section.contests, ...section.growth, ...lockstep]),
  ].join('\n\n');
}

/** What each row ran on, told once. */
function versionsText(contests: readonly Pick<ContestResult, 'rows'>[]): string {
  const names = new Map<string, Set<string>>();
  for (const { name, versions } of contests.flatMap(({ rows }) => rows)) {
    const text = Object.entries(versions)
      .map(([what, version]) => `${what} ${version}`)
      .join(', ');
    if (text !== '') names.set(text, (names.get(text) ?? new Set()).add(name));
  }
  return [...names]
    .map(([text, rows]) => `- ${names.size === 1 ? 'all' : [...rows].join('; ')}: ${text}`)
    .join('\n');
}

/** Whether others took so much of the machine that the numbers are doubtful. */
export function isContended({ othersCores }: SectionResult): boolean {
  return othersCores > CONTENTION_CORES;
}

function contestText(contest: ContestResult): string {
  const { title, unit, rows } = contest;
  const [ours] = rows;
  const table = markdownTable(
    [
      ...['', 'median ms', 'p10', 'p90', 'best', 'CPU ms', 'a second'],
      ...['to ours (95 %)', 'differs by', 'start s'],
    ],
    rows.map((row) => timesOf(row, ours)),
  );
  return [
    `### ${title}`,
    `Milliseconds for ${unit}. ${settingText(contest.setting)}`,
    table,
    rows.flatMap(remarksOn).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function timesOf(row: Row, ours: Row | undefined): Cell[] {
  if (row.status !== 'measured') {
    return [row.name, row.status, null, null, null, null, null, null, differenceText(row), null];
  }
  const { median: middle, p10, p90, best } = summarize(row.milliseconds);
  const cpu = median(row.cpuMilliseconds);
  const ratio = ours && ours !== row ? ratioText(row, ours) : null;
  const times = [middle, p10, p90, best, cpu, 1000 / middle];
  return [row.name, ...times, ratio, differenceText(row), row.startSeconds];
}

function ratioText(row: Row, ours: Row): string {
  const { ratio, low, high } = ratioOfMedians(row.milliseconds, ours.milliseconds);
  return `${ratio.toFixed(2)}x (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function differenceText({ agreement }: Row): string | null {
  if (!agreement) return null;
  return agreement.error === 0 ? 'nothing' : agreement.error.toExponential(1);
}

/** Why a row was not measured, or where the time of a whole step goes. */
function remarksOn({ name, why, parts, milliseconds }: Row): string[] {
  if (why !== '') return [`- ${name}: ${why.trim()}`];
  const entries = Object.entries(parts);
  if (entries.length === 0) return [];
  const whole = median(milliseconds);
  const known = entries.reduce((sum, [, part]) => sum + part, 0);
  const texts = [...entries, ['the rest', whole - known] as const].map(
    ([part, time]) => `${part} ${threeDigits(time)} ms (${((100 * time) / whole).toFixed(1)} %)`,
  );
  return [`- ${name}: ${texts.join(', ')}.`];
}

function growthText(growth: GrowthResult): string {
  const { title, unit, rows, timeExponent, memoryExponent } = growth;
  const table = markdownTable(
    ['', 'median ms', 'p10', 'p90', 'best', 'CPU ms', 'MB'],
    rows.map((row) => {
      const { median: middle, p10, p90, best } = summarize(row.milliseconds);
      const cpu = median(row.cpuMilliseconds);
      return [row.name, middle, p10, p90, best, cpu, row.peakMegabytes];
    }),
  );
  return [
    `### ${title}`,
    `Milliseconds for ${unit}; MB at most in the controller. ${settingText(growth.setting)}`,
    table,
    `Time grows as size^${timeExponent.toFixed(2)}, memory as size^${memoryExponent.toFixed(2)}.`,
  ].join('\n\n');
}

/** The goals as a table. */
export function targetsText(targets: readonly Target[]): string {
  const verdict = { true: 'reached', false: 'not reached', null: '-' };
  return [
    '## targets',
    markdownTable(
      ['target', 'measured', ''],
      targets.map(({ text, measured, reached }) => [text, measured, verdict[`${reached}`]]),
    ),
  ].join('\n\n');
}
