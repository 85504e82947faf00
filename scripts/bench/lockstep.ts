import { PAPER_LEARNER } from '../../src/experiment/defaults.ts';
import type { LockstepResult, LockstepRow, Target } from './results.ts';
import { median, summarize } from './statistics.ts';
import { markdownTable, settingText, threeDigits, type Cell } from './table.ts';

/** Steps a second that a cohort of so many runs should do on a GPU. */
const GOALS: Readonly<Record<number, number>> = { 1: 800, 42: 150 };

const UNAVAILABLE = 'unavailable';

/** How fast cohorts are, and what they take, as Markdown. */
export function lockstepText(result: LockstepResult): string {
  const table = markdownTable(
    [
      ...['', 'steps a second', 'learner updates a second', 'median ms', 'p10', 'p90', 'CPU ms'],
      ...['env workers', 'controller MB', 'workers MB', 'GPU MB', 'GPU busy'],
    ],
    result.rows.map(cellsOf),
  );
  return [
    `### ${result.title}`,
    `A step moves, and updates, all learners of all runs once. MB of the controller and the GPU at most, of the workers at the end. ${settingText(result.setting)}`,
    table,
  ].join('\n\n');
}

function cellsOf(row: LockstepRow): Cell[] {
  const { median: middle, p10, p90 } = summarize(row.milliseconds);
  const perSecond = 1000 / middle;
  const { peakMegabytes = null, utilization = null } = row.gpu ?? {};
  return [
    ...[row.name, perSecond, perSecond * row.learners, middle, p10, p90],
    ...[median(row.cpuMilliseconds), row.versions['environment workers'] ?? null],
    ...[row.peakMegabytes, row.childrenMegabytes],
    peakMegabytes === null ? UNAVAILABLE : threeDigits(peakMegabytes),
    utilization === null ? UNAVAILABLE : `${(100 * utilization).toFixed(0)} %`,
  ];
}

/** The goals at the paper's size on a GPU, which what runs on a CPU neither reaches nor misses. */
export function paceTargets({ setting, rows }: LockstepResult): Target[] {
  if (setting['hidden'] !== PAPER_LEARNER.hidden.join('-')) return [];
  return rows.flatMap(({ runs, milliseconds, versions }) => {
    const least = GOALS[runs];
    if (least === undefined) return [];
    const pace = 1000 / median(milliseconds);
    const isOnGpu = versions['device']?.startsWith('GPU') ?? false;
    return [
      {
        text: `${runs === 1 ? '1 run' : `${runs} runs`} on a GPU: at least ${least} steps a second`,
        measured: `${threeDigits(pace)}${isOnGpu ? '' : ', on a CPU'}`,
        reached: isOnGpu ? pace >= least : null,
      },
    ];
  });
}
