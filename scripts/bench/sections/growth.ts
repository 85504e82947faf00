import { parseGraph } from '../../../src/cooperation/parseGraph.ts';
import { formCohort } from '../../../src/experiment/cohort.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { PAPER_LEARNER, PAPER_SCHEDULE, PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import { PAPER_PANELS, planRuns } from '../../../src/experiment/paperPlan.ts';
import { holdContest } from '../contest.ts';
import type { GrowthResult } from '../results.ts';
import { fitExponent, median } from '../statistics.ts';
import { typescriptSubject } from '../subjectProcess.ts';
import type { TrainingSetup } from '../subjects/training.ts';
import type { Measured, Plan } from './section.ts';

const TASK = PAPER_TASKS.halfCheetah;

/** How a step's time and memory grow with the runs of a cohort, and with the agents of a run. */
export async function growthSection(plan: Plan): Promise<Measured> {
  const settings = settingsOf(plan);
  const panels = PAPER_PANELS.filter(({ task }) => task === TASK);
  const runs = planRuns(panels, () => settings, [0]).map(({ config }) => config);
  const network = (agents: number): RunConfig => ({
    ...settings,
    seed: 0,
    rule: { name: 'soft-medoid', temperature: 1 },
    attack: null,
    graph: parseGraph(`ring:${agents}`),
  });
  const cohorts = plan.isQuick ? [1, 2] : [1, 2, 4, 8, runs.length];
  const networks = plan.isQuick ? [4, 8] : [8, 16, 32, 64];
  const growth = [
    await grow(plan, "growth: runs of the paper's plan in one cohort", 'runs', {
      sizes: cohorts,
      configsOf: (size) => runs.slice(0, size),
    }),
    await grow(plan, 'growth: agents of one run on a ring', 'agents', {
      sizes: networks,
      configsOf: (size) => [network(size)],
    }),
  ];
  return { contests: [], growth };
}

interface Series {
  readonly sizes: readonly number[];
  readonly configsOf: (size: number) => readonly RunConfig[];
}

async function grow(
  plan: Plan,
  title: string,
  of: string,
  { sizes, configsOf }: Series,
): Promise<GrowthResult> {
  const { learner, period } = settingsOf(plan);
  const result = await holdContest(
    {
      title,
      unit: 'a step of all',
      setting: { task: TASK, hidden: learner.hidden.join('-'), batch: learner.batch, period },
      contenders: sizes.map((size) => {
        const setup: TrainingSetup = { configs: configsOf(size), prefill: 0 };
        const learners = formCohort(setup.configs).members.length;
        return {
          name: `${size} ${of}, ${learners} learners`,
          kind: 'ours',
          command: typescriptSubject('training'),
          problem: null,
          setup,
          agrees: false,
        };
      }),
    },
    plan,
  );
  const fit = (valueOf: (row: GrowthResult['rows'][number]) => number) =>
    fitExponent(result.rows.map((row, index) => ({ x: sizes[index] ?? NaN, y: valueOf(row) })));
  return {
    ...result,
    timeExponent: fit(({ milliseconds }) => median(milliseconds)),
    memoryExponent: fit(({ peakMegabytes }) => peakMegabytes ?? NaN),
  };
}

function settingsOf({ isQuick, isSmall }: Plan) {
  const { hidden, batch } = PAPER_LEARNER;
  const isTiny = isQuick || isSmall;
  const steps = Number.MAX_SAFE_INTEGER;
  const learner = {
    ...PAPER_LEARNER,
    hidden: isTiny ? ([64, 64] as const) : hidden,
    batch: isTiny ? 64 : batch,
    replayCapacity: 10_000,
  };
  return {
    ...PAPER_SCHEDULE,
    task: TASK,
    steps,
    warmup: learner.batch,
    evaluationPeriod: steps,
    learner,
  };
}
