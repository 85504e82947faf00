import { describe, expect, test } from 'vitest';
import { formCohort } from '../../../src/experiment/cohort.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { PAPER_LEARNER, PAPER_SCHEDULE, PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import {
  assertFitsDevice,
  deviceMemoryNeed,
  deviceMemoryText,
  fitsDevice,
} from '../../../src/experiment/deviceMemory.ts';
import { tinyRun } from '../../support/tinyRun.ts';

const HALF_CHEETAH = { observationSize: 17, actionSize: 6 };
const GB = 1e9;

/** A run at the paper's size, of eight learners or, attacked, nine. */
function paperRun(attack: 'average' | null, learner: Partial<RunConfig['learner']> = {}) {
  return tinyRun({
    ...PAPER_SCHEDULE,
    task: PAPER_TASKS.halfCheetah,
    attack,
    learner: { ...PAPER_LEARNER, ...learner },
  });
}

/** Of three runs one without an attack, as of each rule in the paper's panels. */
function paperCohort(runs: number) {
  const configs = Array.from({ length: runs }, (_, run) =>
    paperRun(run % 3 === 0 ? null : 'average'),
  );
  return formCohort(configs);
}

const needOf = (runs: number) => deviceMemoryNeed(paperCohort(runs), HALF_CHEETAH);

describe('what a cohort needs on a GPU', () => {
  test("is at the paper's size 38 MB of replay a learner, and at most as much again", () => {
    const { replay, learning, besides } = deviceMemoryNeed(
      formCohort([paperRun('average')]),
      HALF_CHEETAH,
    );
    expect(replay).toBe(9 * 225_000 * (17 + 6 + 1 + 1 + 17) * 4);
    expect(learning).toBeGreaterThan(9 * 4 * 258_907 * 4);
    expect(learning).toBeLessThan(replay);
    expect(besides).toBe(1.5e9);
  });

  test('is the replay of all that it remembers, not of all its steps', () => {
    const replayOf = (replayCapacity: number) =>
      deviceMemoryNeed(formCohort([paperRun(null, { replayCapacity })]), HALF_CHEETAH).replay;
    expect(replayOf(1_000_000) / replayOf(45_000)).toBeCloseTo(5);
  });

  test('42 runs of 364 learners at full length are one cohort of 80 GB', () => {
    expect(paperCohort(42).members).toHaveLength(364);
    expect(fitsDevice(needOf(42), 80 * GB)).toBe(true);
    expect(deviceMemoryText(needOf(42), 80 * GB)).toMatchInlineSnapshot(
      `"22.8 GB (13.8 GB of replay, 7.5 GB of learning, 1.5 GB of CUDA); of 80.0 GB free 72.0 GB are taken at most"`,
    );
  });

  test('80 GB hold at most so many runs, 16 GB and 8 GB fewer', () => {
    const most = (free: number) => {
      let runs = 0;
      while (fitsDevice(needOf(runs + 1), free)) runs++;
      return runs;
    };
    expect([80, 16, 8].map((gigabytes) => most(gigabytes * GB))).toMatchInlineSnapshot(`
      [
        139,
        25,
        11,
      ]
    `);
  });
});

describe('a cohort', () => {
  test('that fits, or of which nobody knows, is let through', () => {
    expect(() => {
      assertFitsDevice(paperCohort(1), needOf(1), 8 * GB);
      assertFitsDevice(paperCohort(500), needOf(500), null);
    }).not.toThrow();
    expect(fitsDevice(needOf(500), null)).toBe(true);
  });

  test('that does not fit is refused, with the numbers and what to do', () => {
    expect(() => {
      assertFitsDevice(paperCohort(1), needOf(1), 2 * GB);
    }).toThrowErrorMatchingInlineSnapshot(
      `[UserError: This run does not fit into the GPU's memory. It needs 2.0 GB (0.3 GB of replay, 0.2 GB of learning, 1.5 GB of CUDA); of 2.0 GB free 1.8 GB are taken at most. Each of 8 learners would remember 225000 transitions, and there is room for 100409: give a smaller --replay-capacity, end other programs on the GPU, or take --device cpu.]`,
    );
    expect(() => {
      assertFitsDevice(paperCohort(42), needOf(42), 16 * GB);
    }).toThrowErrorMatchingInlineSnapshot(
      `[UserError: A cohort of 42 runs does not fit into the GPU's memory. It needs 22.8 GB (13.8 GB of replay, 7.5 GB of learning, 1.5 GB of CUDA); of 16.0 GB free 14.4 GB are taken at most. Each of 364 learners would remember 225000 transitions, and there is room for 88145: train fewer runs at once (--runs-per-cohort), give a smaller --replay-capacity, end other programs on the GPU, or take --device cpu.]`,
    );
  });
});
