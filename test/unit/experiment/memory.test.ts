import { describe, expect, test } from 'vitest';
import { formCohort } from '../../../src/experiment/cohort.ts';
import { PAPER_LEARNER, PAPER_SCHEDULE, PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import { assertFits, memoryNeed, memoryText } from '../../../src/experiment/memory.ts';
import { tinyRun } from '../../support/tinyRun.ts';

const HALF_CHEETAH = { observationSize: 17, actionSize: 6 };

/** A run at the paper's size, with nine learners. */
function paperRun(replayCapacity = PAPER_LEARNER.replayCapacity) {
  return tinyRun({
    ...PAPER_SCHEDULE,
    task: PAPER_TASKS.halfCheetah,
    attack: 'average',
    learner: { ...PAPER_LEARNER, replayCapacity },
  });
}

describe('what a cohort needs', () => {
  test("is at the paper's size the rings, a little for ends of episodes, and at most 1 GB", () => {
    const { replay, besides } = memoryNeed(formCohort([paperRun()]), HALF_CHEETAH);
    const rings = 9 * 225_000 * 104;
    expect(replay).toBeGreaterThan(rings);
    expect(replay).toBeLessThan(1.07 * rings);
    expect(besides).toBeLessThanOrEqual(1e9);
  });

  test('is the replay of all that it remembers, not of all its steps', () => {
    const all = memoryNeed(formCohort([paperRun()]), HALF_CHEETAH);
    const fifth = memoryNeed(formCohort([paperRun(45_000)]), HALF_CHEETAH);
    expect(all.replay / fifth.replay).toBeCloseTo(5);
    expect(all.besides).toBe(fifth.besides);
  });

  test('grows with the learners', () => {
    const need = (runs: number) =>
      memoryNeed(formCohort(Array.from({ length: runs }, () => paperRun())), HALF_CHEETAH);
    expect(need(4).replay).toBeCloseTo(4 * need(1).replay);
    expect(need(4).besides).toBeGreaterThan(need(1).besides);
    expect(need(4).besides).toBeLessThan(4 * need(1).besides);
  });
});

describe('a cohort', () => {
  const need = { replay: 1.5e9, besides: 0.5e9 };

  test('that fits is let through', () => {
    const cohort = formCohort([paperRun()]);
    expect(() => {
      assertFits(cohort, need, 2e9);
      assertFits(cohort, need, Infinity);
    }).not.toThrow();
  });

  test('that does not fit is refused, with the numbers and what to do', () => {
    expect(() => {
      assertFits(formCohort([paperRun()]), need, 1e9);
    }).toThrowErrorMatchingInlineSnapshot(
      `[UserError: This run does not fit into memory. It needs 2.0 GB (1.5 GB of replay, 0.5 GB besides); 1.0 GB are free. Each of 9 learners would remember 225000 transitions, and there is room for 75000: give a smaller --replay-capacity or fewer --steps, train fewer runs at once, or make memory free.]`,
    );
    expect(() => {
      assertFits(formCohort([paperRun(), paperRun()]), need, 0.4e9);
    }).toThrowErrorMatchingInlineSnapshot(
      `[UserError: A cohort of 2 runs does not fit into memory. It needs 2.0 GB (1.5 GB of replay, 0.5 GB besides); 0.4 GB are free. Each of 18 learners would remember 225000 transitions, and there is room for 0: give a smaller --replay-capacity or fewer --steps, train fewer runs at once, or make memory free.]`,
    );
  });
});

test('is told in gigabytes, without what is free where nobody knows', () => {
  const need = { replay: 0.211e9, besides: 0.98e9 };
  expect(memoryText(need, 22.1e9)).toBe(
    '1.2 GB (0.2 GB of replay, 1.0 GB besides); 22.1 GB are free',
  );
  expect(memoryText(need, Infinity)).toBe('1.2 GB (0.2 GB of replay, 1.0 GB besides)');
});
