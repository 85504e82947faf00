import { expect, test } from 'vitest';
import { planTable } from '../../../../src/cli/reproduce/planTable.ts';
import type { RunState } from '../../../../src/cli/reproduce/states.ts';
import { planOf } from '../../../../src/cli/reproduction.ts';
import { invented } from '../../metrics/folders.ts';

const { runs } = planOf({
  format: 1,
  scale: 'quick',
  figure: 'all',
  seeds: [0, 1, 2],
  period: null,
  beta: null,
  task: null,
  replayCapacity: null,
});

function lines(states: readonly RunState[]): string[] {
  return planTable(states).split('\n');
}

test('has a line for each task, rule and attack, whatever the seeds', () => {
  const fresh = runs.map((run) => ({ run, record: null, isFinished: false, step: 0 }));
  const table = lines(fresh);
  expect(table).toHaveLength(1 + 2 * 19);
  expect(table[0]).toMatch(/^task +rule +attack +panels +seeds +learners x steps +state$/);
  expect(table[1]).toMatch(
    /^HalfCheetah-v5 +none +none +2a 3a 3b 4a 4b +0 1 2 +3 x 8 x 17000 +not/,
  );
  expect(table.slice(1, 20).every((line) => line.startsWith('HalfCheetah-v5'))).toBe(true);
  const attacked = table.find((line) => / median +average, beta 0\.5 +5a +/.test(line));
  expect(attacked).toMatch(/0 1 2 +3 x 9 x 4600 +not started$/);
  const starts = table.map((line) => line.search(/not started|state/));
  expect(new Set(starts).size).toBe(1);
});

test('says the states of seeds that differ', () => {
  const [run] = runs;
  if (!run) throw new RangeError('The plan is empty.');
  const record = (status: 'finished' | 'interrupted' | 'failed' | 'running') => ({
    ...invented({ status }),
    config: run.config,
  });
  const states: RunState[] = [
    { run, record: record('finished'), isFinished: true, step: 17_000 },
    { run, record: record('interrupted'), isFinished: false, step: 400 },
    { run, record: record('running'), isFinished: false, step: 0 },
    { run, record: record('failed'), isFinished: false, step: 0 },
    { run, record: record('failed'), isFinished: false, step: 400 },
    { run, record: null, isFinished: false, step: 0 },
    { run, record: null, isFinished: false, step: 0 },
  ];
  expect(lines(states)[1]).toContain(
    '1 finished; 1 interrupted at 400; 1 interrupted, starts anew; 1 failed; 1 failed, goes on at 400; 2 not started',
  );
});
