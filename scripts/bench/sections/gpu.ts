import { formCohort } from '../../../src/experiment/cohort.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import {
  PAPER_ATTACKS,
  PAPER_LEARNER,
  PAPER_RULES,
  PAPER_SCHEDULE,
  PAPER_TASKS,
  paperAttack,
} from '../../../src/experiment/defaults.ts';
import { holdContest } from '../contest.ts';
import { GpuWatch } from '../gpuWatch.ts';
import type { LockstepResult, LockstepRow } from '../results.ts';
import { typescriptSubject } from '../subjectProcess.ts';
import type { TrainingSetup } from '../subjects/training.ts';
import type { Measured, Plan } from './section.ts';

const SEEDS = [0, 1];

/**
 * Whole training steps of cohorts of one run, 8 and 42 (every rule without attack and under both, with
 * two seeds), on the GPU that `--device auto` takes, or else on the CPU. One cohort after the other, for
 * they would share the device's memory.
 */
export async function gpuSection(plan: Plan): Promise<Measured> {
  const runs = allRuns(plan);
  const rows: LockstepRow[] = [];
  for (const size of plan.isQuick ? [1, 2, 3] : [1, 8, runs.length]) {
    rows.push(await measure(plan, runs.slice(0, size)));
  }
  const { learner, period } = settingsOf(plan);
  const lockstep: LockstepResult = {
    title: 'gpu: whole training steps of a cohort in lockstep',
    setting: {
      task: PAPER_TASKS.halfCheetah,
      hidden: learner.hidden.join('-'),
      batch: learner.batch,
      period,
      'transitions remembered': learner.replayCapacity,
    },
    rows,
  };
  return { contests: [], growth: [], lockstep: [lockstep] };
}

async function measure(plan: Plan, configs: readonly RunConfig[]): Promise<LockstepRow> {
  const learners = formCohort(configs).members.length;
  const setup: TrainingSetup = { configs, prefill: 0, device: 'auto' };
  const name = `${configs.length} ${configs.length === 1 ? 'run' : 'runs'}, ${learners} learners`;
  const watch = await GpuWatch.start();
  try {
    const { rows } = await holdContest(
      {
        title: `gpu: ${name}`,
        unit: 'a step of all',
        setting: {},
        contenders: [
          {
            ...{ name, kind: 'ours', command: typescriptSubject('training') },
            ...{ problem: null, setup, agrees: false },
          },
        ],
        onRounds: () => {
          watch.beginRounds();
        },
      },
      // Longer than the time over which a GPU says how busy it was.
      { ...plan, roundSeconds: 4 * plan.roundSeconds },
    );
    const [row] = rows;
    if (!row) throw new RangeError('A contest of one has one row.');
    return { ...row, runs: configs.length, learners, gpu: await watch.stop() };
  } finally {
    await watch.stop();
  }
}

/** The first has soft-medoid and no attack. */
function allRuns(plan: Plan): RunConfig[] {
  const settings = settingsOf(plan);
  const rules = PAPER_RULES.toReversed();
  return SEEDS.flatMap((seed) =>
    [null, ...PAPER_ATTACKS].flatMap((attack) =>
      rules.map((rule) => ({
        ...settings,
        seed,
        rule,
        attack: paperAttack(attack, settings),
        graph: paperGraph,
      })),
    ),
  );
}

/** The paper's, but never evaluated: an evaluation is no step. */
function settingsOf({ isQuick, isSmall }: Plan) {
  const isTiny = isQuick || isSmall;
  const steps = Number.MAX_SAFE_INTEGER;
  const learner = {
    ...PAPER_LEARNER,
    hidden: isTiny ? ([64, 64] as const) : PAPER_LEARNER.hidden,
    batch: isTiny ? 64 : PAPER_LEARNER.batch,
    // As many as a run of the paper's length remembers: they decide how much memory is taken.
    replayCapacity: isQuick ? 1000 : PAPER_SCHEDULE.steps,
  };
  return {
    ...PAPER_SCHEDULE,
    task: PAPER_TASKS.halfCheetah,
    steps,
    warmup: learner.batch,
    evaluationPeriod: steps,
    learner,
  };
}
