import { UserError } from '../errors.ts';
import { assertRunConfig } from '../experiment/assertRunConfig.ts';
import type { RunConfig } from '../experiment/config.ts';
import { PAPER_TASKS } from '../experiment/defaults.ts';
import type { PlannedRun } from '../experiment/paperPlan.ts';
import { readGraph } from '../experiment/readGraph.ts';
import { runId } from '../experiment/runId.ts';
import { SCALES, scaledSettings } from '../experiment/scale.ts';
import type { Run } from '../metrics/readRun.ts';
import { PUBLISHED_TASKS, publishedTaskOf, type PublishedTask } from '../published/sources.ts';
import type { CompareArguments } from './compareOptions.ts';
import { assertComparable } from './drawRuns.ts';
import type { Outcome } from './outcome.ts';
import { assertOneCode, codesOf } from './oneCode.ts';
import { requireCount } from './reproduce/options.ts';
import { fromTheStart, statesOf } from './reproduce/states.ts';
import { trainMissing } from './reproduce/trainMissing.ts';
import { readWholeRun } from './wholeRun.ts';

/** Steps at the paper's scale: 100,000 and 50,000 after the warm-up. */
const STEPS: Readonly<Record<PublishedTask, number>> = {
  'half-cheetah': 125_000,
  pendulum: 75_000,
};

const TASK_IDS: Readonly<Record<PublishedTask, string>> = {
  'half-cheetah': PAPER_TASKS.halfCheetah,
  pendulum: PAPER_TASKS.pendulum,
};

/** What `compare` trains without run folders: rule none, one run a task and seed. */
export function plannedRuns(
  args: Partial<Pick<CompareArguments, 'task' | 'scale' | 'seeds' | 'steps'>>,
): PlannedRun[] {
  const { task: wanted = 'both', scale = 'paper', seeds = 1, steps } = args;
  requireCount('--seeds', seeds);
  const tasks = (Object.keys(STEPS) as PublishedTask[]).filter((task) =>
    ['both', task].includes(wanted),
  );
  return tasks.flatMap((task) => {
    const shared = scaledSettings(SCALES[scale], TASK_IDS[task]);
    const length = steps ?? (scale === 'paper' ? STEPS[task] : shared.steps);
    return Array.from({ length: seeds }, (_none, seed): PlannedRun => {
      const config: RunConfig = {
        ...shared,
        steps: length,
        seed,
        rule: { name: 'none' },
        attack: null,
        graph: readGraph('paper'),
      };
      assertRunConfig(config);
      return { id: runId(config), config, panels: [] };
    });
  });
}

/** Trains the planned runs that are not finished. @param claim marks `out` as a comparison's */
export async function trainPlanned(
  plan: readonly PlannedRun[],
  out: string,
  args: CompareArguments,
  claim: () => void,
): Promise<Outcome> {
  const states = args.overwrite ? plan.map(fromTheStart) : statesOf(out, plan, warn);
  const done = states.filter(({ isFinished }) => isFinished).length;
  if (!args.quiet) {
    process.stderr.write(`Runs: ${plan.length}, ${done} of them done. Output: ${out}\n`);
  }
  if (done === plan.length) return 'done';
  return trainMissing(out, states, { ...args, scale: args.scale ?? 'paper', jobs: 1 }, claim);
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}

/**
 * Reads runs that can be compared: rule none and no attack, of a task that has published curves; those of
 * a task alike but for the seed, and computed by the same code. A `UserError` says which is not.
 */
export function comparedRuns(folders: readonly string[]): Run<RunConfig>[] {
  const runs = folders.map((folder) => readWholeRun(folder));
  for (const { folder, record } of runs) {
    const { task, rule, attack } = record.config;
    if (publishedTaskOf(task) === undefined) {
      throw new UserError(
        `compare: ${folder} is a run of ${task}, of which there are no published curves here. ` +
          `There are some of ${Object.values(PUBLISHED_TASKS).join(' and ')}.`,
      );
    }
    if (rule.name !== 'none' || attack !== null) {
      const what = attack === null ? `rule ${rule.name}` : `a ${attack.name} attack`;
      throw new UserError(
        `compare: ${folder} is a run with ${what}. Published agents learn alone, so that only runs of ` +
          '--rule none without an attack can be compared.',
      );
    }
  }
  for (const task of Object.keys(PUBLISHED_TASKS)) {
    const ofTask = runs.filter(({ record }) => publishedTaskOf(record.config.task) === task);
    assertComparable(
      ofTask.map(({ folder, record }) => ({ folder, config: record.config })),
      'compare',
    );
    assertOneCode(codesOf(ofTask), 'Compare them apart.');
  }
  return runs;
}
