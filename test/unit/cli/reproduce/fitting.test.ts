import { describe, expect, test } from 'vitest';
import { fittingCohorts, sizeOn, type Fitting } from '../../../../src/cli/reproduce/fitting.ts';
import type { Specs } from '../../../../src/cli/reproduce/preparation.ts';
import { planOf } from '../../../../src/cli/reproduction.ts';
import { PAPER_TASKS } from '../../../../src/experiment/defaults.ts';
import type { ScaleName } from '../../../../src/experiment/scale.ts';

const GB = 1e9;

/** What the worker says of the two tasks. */
const SPECS: Specs = new Map(
  Object.entries({ [PAPER_TASKS.halfCheetah]: [17, 6], [PAPER_TASKS.pendulum]: [4, 1] }).map(
    ([task, [observationSize = 0, actionSize = 0]]) => [
      task,
      {
        task,
        observationSize,
        actionSize,
        actionLow_A: new Float32Array(actionSize).fill(-1),
        actionHigh_A: new Float32Array(actionSize).fill(1),
        maxEpisodeSteps: 1000,
        versions: {},
      },
    ],
  ),
);

/** Runs of both tasks, cut for a machine with 128 GB. */
function cohortsFor(
  scale: ScaleName,
  seeds: number,
  device: 'cpu' | 'gpu',
  { asked, ...machine }: Partial<Fitting> & { asked?: number } = {},
) {
  const { runs } = planOf({
    format: 1,
    scale,
    figure: 'all',
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    period: null,
    beta: null,
    task: null,
    replayCapacity: null,
  });
  const states = runs.map((run) => ({ run, record: null, isFinished: false, step: 0 }));
  const { cohorts, ...texts } = fittingCohorts(states, SPECS, {
    ...sizeOn(device, scale, asked),
    jobs: 1,
    device,
    deviceMemory: null,
    envWorkers: undefined,
    hostMemory: 128 * GB,
    ...machine,
  });
  return { sizes: cohorts.map((cohort) => cohort.runs.length), ...texts };
}

describe('on a GPU', () => {
  const h100 = { deviceMemory: 80 * GB };

  test("all runs of a task are one cohort, at the paper's scale too", () => {
    const { sizes, choice, memory } = cohortsFor('paper', 1, 'gpu', h100);
    expect(sizes).toEqual([19, 19]);
    expect(choice).toMatchInlineSnapshot(
      `"cohorts: HalfCheetah-v5 19 runs, 164 learners; InvertedPendulum-v4 19 runs, 164 learners (all runs of a task together, on a GPU)"`,
    );
    expect(memory).toMatchInlineSnapshot(`
      "memory: 2 cohorts, the largest takes 8.7 GB (4.1 GB of replay, 4.6 GB besides); 128.0 GB are free
      GPU memory: 11.1 GB (6.2 GB of replay, 3.4 GB of learning, 1.5 GB of CUDA); of 80.0 GB free 72.0 GB are taken at most"
    `);
  });

  test('with all seeds, too: five of them are 95 runs', () => {
    expect(cohortsFor('paper', 5, 'gpu', h100).sizes).toEqual([95, 95]);
  });

  test('what the GPU cannot hold is cut in equal parts, and the plan says so', () => {
    const { sizes, choice } = cohortsFor('paper', 1, 'gpu', { deviceMemory: 8 * GB });
    // A learner of HalfCheetah takes 58 MB, one of InvertedPendulum 30.
    expect(sizes).toEqual([10, 9, 19]);
    expect(choice).toMatchInlineSnapshot(
      `"cohorts: HalfCheetah-v5 10 runs and 9 runs, 83 learners at most; InvertedPendulum-v4 19 runs, 164 learners (all runs of a task together, on a GPU; as many as fit into memory)"`,
    );
  });

  test('what the machine beside it cannot hold is cut as well', () => {
    const { sizes, choice } = cohortsFor('paper', 1, 'gpu', { ...h100, hostMemory: 4 * GB });
    expect(sizes).toEqual([7, 6, 6, 10, 9]);
    expect(choice).toContain('as many as fit into memory');
  });

  test('two jobs share its memory', () => {
    const { sizes } = cohortsFor('paper', 1, 'gpu', { deviceMemory: 16 * GB, jobs: 2 });
    expect(sizes).toEqual([10, 9, 10, 9]);
  });

  test('of which nobody knows the memory, the plan says so', () => {
    const { sizes, memory } = cohortsFor('quick', 1, 'gpu');
    expect(sizes).toEqual([19, 19]);
    expect(memory).toMatch(/GPU memory: .*; how much is free is not known$/);
  });

  test('where not even one run fits, it is refused', () => {
    expect(() => cohortsFor('paper', 1, 'gpu', { deviceMemory: 2 * GB })).toThrow(
      /^This run does not fit into the GPU's memory\. It needs .*of 2\.0 GB free 1\.8 GB are taken at most/,
    );
  });
});

describe('on a CPU', () => {
  test('cohorts are the scale’s', () => {
    expect(cohortsFor('quick', 2, 'cpu').sizes).toEqual([38, 38]);
    expect(cohortsFor('laptop', 2, 'cpu').sizes).toEqual([19, 19, 19, 19]);
    const { sizes, choice, memory } = cohortsFor('paper', 1, 'cpu');
    expect(sizes).toEqual(Array(38).fill(1));
    expect(choice).toMatchInlineSnapshot(
      `"cohorts: HalfCheetah-v5 19 times 1 run, 9 learners at most; InvertedPendulum-v4 19 times 1 run, 9 learners at most (at most 1 run each, at --scale paper on a CPU)"`,
    );
    expect(memory).not.toContain('GPU');
  });
});

test.each(['cpu', 'gpu'] as const)('--runs-per-cohort counts on a %s', (device) => {
  const { sizes, choice } = cohortsFor('laptop', 1, device, { asked: 5 });
  expect(sizes).toEqual([5, 5, 5, 4, 5, 5, 5, 4]);
  expect(choice).toBe(
    'cohorts: HalfCheetah-v5 3 times 5 runs and 4 runs, 45 learners at most; ' +
      'InvertedPendulum-v4 3 times 5 runs and 4 runs, 45 learners at most (--runs-per-cohort 5)',
  );
});
