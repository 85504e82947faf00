import { expect, test } from 'vitest';
import { assertComparable } from '../../../src/cli/drawRuns.ts';
import { UserError } from '../../../src/errors.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { TINY_LEARNER, tinyRun } from '../../support/tinyRun.ts';

const first = tinyRun({ attack: 'average' });
const check = (...configs: RunConfig[]) => {
  assertComparable(configs.map((config, index) => ({ folder: `runs/${index}`, config })));
};

test('runs may differ in rule, attack and seed', () => {
  expect(() => {
    check(
      first,
      tinyRun({ attack: 'average', seed: 1 }),
      tinyRun({ attack: 'average', rule: 'median' }),
      tinyRun({ attack: 'average', rule: 'soft-medoid', temperature: 2 }),
      tinyRun({ attack: 'median' }),
      tinyRun(),
    );
  }).not.toThrow();
});

test.each<[string, string, string, RunConfig]>([
  ['steps', '120', '140', tinyRun({ attack: 'average', seed: 1, steps: 140 })],
  ['learner.tau', '0.005', '0.1', tinyRun({ seed: 1, learner: { ...TINY_LEARNER, tau: 0.1 } })],
  ['learner.hidden', '[8,8]', '[8,9]', tinyRun({ learner: { ...TINY_LEARNER, hidden: [8, 9] } })],
  ['attack.beta', '0.5', '0.1', tinyRun({ attack: 'median', beta: 0.1 })],
  ['overlap', 'true', 'false', tinyRun({ seed: 1, overlap: false })],
])('runs that differ in %s are refused, with %s and %s', (setting, a, b, other) => {
  expect(() => {
    check(first, tinyRun({ seed: 3 }), other);
  }).toThrow(`plot: the runs differ in ${setting}: ${a} in runs/0, ${b} in runs/2.`);
  expect(() => {
    check(first, other);
  }).toThrow(UserError);
});

test('the same rule, attack and seed twice is refused, with both folders', () => {
  expect(() => {
    check(first, tinyRun(), tinyRun({ attack: 'average' }));
  }).toThrow(
    'plot: runs/0 and runs/2 are the same run (Average, average attack, seed 0). Leave one of them out.',
  );
});
