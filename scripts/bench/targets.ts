import { paceTargets } from './lockstep.ts';
import type { ContestResult, Row, SectionResult, Target } from './results.ts';
import { median, ratioOfMedians } from './statistics.ts';
import { threeDigits } from './table.ts';

/** What a ratio of two rows of a contest has to come to. */
interface Goal {
  readonly contest: RegExp;
  /** Beginnings of the rows' names: the time of `above` is divided by that of `below`. */
  readonly above: string;
  readonly below: string;
  readonly least: number;
  readonly text: string;
}

const OURS = 'ours';

const GOALS: readonly Goal[] = [
  ...[100, 256].flatMap((batch): Goal[] => {
    const update = `^update: batch ${batch}, `;
    const alone = new RegExp(`${update}no combination`);
    const combined = new RegExp(`${update}soft-medoid`);
    const over = (contest: RegExp, above: string, least: number, rest: string): Goal => ({
      ...{ contest, above, below: OURS, least },
      text: `update, batch ${batch}${rest}: at least ${least}x ${above.split(',', 1)[0] ?? above}`,
    });
    return [
      over(alone, 'PyTorch, loop', 3, ''),
      over(combined, 'PyTorch, loop', 3, ', soft-medoid'),
      over(alone, 'JAX', 1.1, ''),
      over(combined, 'JAX', 1.5, ', soft-medoid'),
      {
        ...{ contest: alone, above: 'matrix products alone, TensorFlow', below: OURS, least: 0.7 },
        text: `update, batch ${batch}: at least 0.7 of the matrix floor`,
      },
      {
        ...{ contest: new RegExp(`^end to end: batch ${batch}$`), least: 3 },
        ...{ above: 'PyTorch, as CleanRL, loop', below: OURS },
        text: `end to end, batch ${batch}: at least 3x the CleanRL-style loop`,
      },
    ];
  }),
  ...Object.entries({ SyncVectorEnv: 0.7, AsyncVectorEnv: 1.4 }).map(([name, least]): Goal => ({
    ...{ contest: /^environments: 8 /, above: `Gymnasium, ${name}`, below: OURS, least },
    text: `worker, 8 environments: at least ${least}x ${name}`,
  })),
];

/** Most of a step that may be anything but the update, by the name of the row. */
const MOST_OVERHEAD: Readonly<Record<string, number>> = {
  ours: 0.05,
  'ours, without overlap': 0.1,
};

/** The goals that the sections have something to say about, and whether they are reached. */
export function targetsOf(sections: readonly SectionResult[]): Target[] {
  const contests = sections.flatMap((section) => section.contests);
  const lockstep = sections.flatMap((section) => section.lockstep ?? []);
  const ratios = GOALS.flatMap((goal) =>
    contests.filter(({ title }) => goal.contest.test(title)).map((contest) => judge(goal, contest)),
  );
  return [...ratios, ...contests.flatMap(overheadTargets), ...lockstep.flatMap(paceTargets)];
}

function judge({ above, below, least, text }: Goal, contest: ContestResult): Target {
  // A target is not reached beside a peer that is held back, nor by another of our own rows.
  const [peer] = measuredRows(contest, above);
  const own = contest.rows.find(({ name }) => name.startsWith(below));
  if (!peer || own?.status !== 'measured') return { text, measured: 'not measured', reached: null };
  const { ratio, low, high } = ratioOfMedians(peer.milliseconds, own.milliseconds);
  return {
    text,
    measured: `${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    reached: ratio >= least,
  };
}

function overheadTargets({ title, rows }: ContestResult): Target[] {
  return rows.flatMap(({ name, milliseconds, parts: { update } }) => {
    const most = MOST_OVERHEAD[name];
    if (most === undefined || update === undefined) return [];
    const rest = median(milliseconds) - update;
    const share = rest / median(milliseconds);
    return [
      {
        text: `${title}, ${name}: everything but the update at most ${100 * most} % of a step`,
        measured: `${(100 * share).toFixed(1)} % (${threeDigits(rest)} ms)`,
        reached: share <= most,
      },
    ];
  });
}

/** The measured rows whose names begin so, the fastest first. */
function measuredRows({ rows }: ContestResult, name: string): Row[] {
  return rows
    .filter((row) => row.name.startsWith(name) && row.status === 'measured')
    .toSorted((a, b) => median(a.milliseconds) - median(b.milliseconds));
}
