import { expect, test } from 'vitest';

import { runActors } from '../../../src/theory/actorExperiment.ts';
import { largestDisagreement } from '../../../src/theory/agreement.ts';
import { consensusError, influence, NEIGHBORS, RULES } from '../../../src/theory/consensus.ts';
import { runCritics } from '../../../src/theory/criticExperiment.ts';
import { decayRate } from '../../../src/theory/rate.ts';
import { theoryStream } from '../../../src/theory/setting.ts';
import { useJsBackend } from '../../support/native.ts';

useJsBackend();

test('a rate is the exponent of a power of t, and 0 of what stands still', () => {
  const of = (value: (t: number) => number) =>
    decayRate([1, 10, 40, 100, 300, 1000].map((t) => ({ t, value: value(t) })));
  expect(of((t) => 7 * t ** -0.3)).toBeCloseTo(-0.3, 10);
  expect(of(() => 2)).toBeCloseTo(0, 10);
});

test('agents count in what averaging agrees on as many times as they have members', () => {
  const expected = [3 / 13, 2 / 13, 3 / 7, 3 / 13, 2 / 7, 3 / 13, 2 / 13, 2 / 7];
  influence().forEach((share, agent) => {
    expect(share).toBeCloseTo(expected[agent] ?? NaN, 12);
  });
});

test('agents disagree within components alone', () => {
  const apart = NEIGHBORS.map((_members, agent) => ([2, 4, 7].includes(agent) ? [9, 0] : [1, 2]));
  expect(consensusError(apart)).toBe(0);
  expect(consensusError(apart.with(7, [9, 4]))).toBeGreaterThan(1);
});

test('the rules in float64 are the project’s rules', () => {
  const stream = theoryStream(1, 7);
  const snapshots = Array.from({ length: 20 }, () =>
    Float64Array.from({ length: NEIGHBORS.length * 4 }, () => 3 * stream.normal()),
  );
  for (const rule of RULES) {
    expect(largestDisagreement(rule, NEIGHBORS, 4, snapshots)).toBeLessThan(1e-5);
  }
});

test('critics: averaging and soft-medoid agree where medoid does not, and no two seeds are alike', () => {
  const { rows, moments } = runCritics('different', 0, 4000);
  const last = RULES.map((_rule, rule) => rows.filter((row) => row.rule === rule).at(-1));
  const errorOf = (rule: number) => last[rule]?.consensusError ?? NaN;
  for (const soft of [1, 3, 4, 5]) expect(errorOf(soft)).toBeLessThan(errorOf(2) / 5);
  // No cooperation comes near its own fixed points, what averages does not.
  expect(last[0]?.ownError).toBeLessThan((last[1]?.ownError ?? NaN) / 1.5);
  expect(last[1]?.agreedError).toBeLessThan((last[1]?.ownError ?? NaN) / 2);
  const [average, medoid] = [moments[1]?.report(), moments[2]?.report()];
  expect(average?.contractionWithin.every((norm) => norm < 0.8)).toBe(true);
  expect(Math.max(...(medoid?.contractionWithin ?? []))).toBeGreaterThanOrEqual(1 - 1e-9);
  expect(average?.columnError).toBeCloseTo(1 / 3, 9);
  const short = runCritics('different', 0, 200).rows;
  expect(runCritics('different', 0, 200).rows).toEqual(short);
  expect(runCritics('different', 1, 200).rows).not.toEqual(short);
});

test('actors climb their average reward', () => {
  const { rows, farthest } = runActors({ name: 'soft-medoid', temperature: 1 }, 'equal', 0, 4000);
  const [first, last] = [rows[0], rows.at(-1)];
  expect(last?.shortfall).toBeGreaterThan(0);
  expect(last?.shortfall).toBeLessThan((first?.shortfall ?? NaN) / 5);
  expect(last?.gradientNorm).toBeLessThan((first?.gradientNorm ?? NaN) / 3);
  expect(farthest).toBeLessThan(5);
});
