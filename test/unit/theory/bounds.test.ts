import { expect, test } from 'vitest';

import { COMBINING_RULES, measureBounds } from '../../../src/theory/bounds.ts';
import {
  displacementBound,
  empiricalBreakdown,
  measureBreakdown,
  statedBreakdown,
} from '../../../src/theory/breakdown.ts';
import {
  adoptionExample,
  measureMatrices,
  ownPairCounterexamples,
} from '../../../src/theory/counterexamples.ts';
import { theoryStream } from '../../../src/theory/setting.ts';
import { useJsBackend } from '../../support/native.ts';

useJsBackend();

test('the 2-norm may grow by sqrt(2) where the spectral radius is 1', () => {
  expect(adoptionExample()).toEqual({ infinityRatio: 1, euclideanRatio: Math.SQRT2 });
});

test('agents without an error at their own pairs have one after they combined', () => {
  const [two, three] = ownPairCounterexamples();
  expect(two).toEqual({ before: [0, 0], after: [0.5, 0.5] });
  expect(three).toEqual({ before: [0, 0, 0], after: [1, 0, 0] });
});

test('row-stochastic matrices never raise the infinity-norm, and at times the 2-norm', () => {
  const ratios = measureMatrices(theoryStream(3, 0), 2000);
  expect(Math.max(...ratios.map((row) => row.infinityRatio))).toBeLessThanOrEqual(1);
  expect(Math.max(...ratios.map((row) => row.euclideanRatio))).toBeGreaterThan(1);
});

test('what weighs honest vectors raises no error at a common pair, a forged message does', () => {
  const median = COMBINING_RULES.findIndex(({ name }) => name === 'median');
  const clean = measureBounds(theoryStream(3, 1), 'clean', 100, 4).filter(
    ({ rule, place }) => rule !== median && place !== 'own',
  );
  expect(clean).toHaveLength(5 * 2 * 100);
  expect(Math.max(...clean.map((row) => row.infinityRatio))).toBeLessThan(1 + 1e-5);
  const forged = measureBounds(theoryStream(3, 1), 'average attack', 100, 4);
  expect(Math.max(...forged.map((row) => row.infinityRatio))).toBeGreaterThan(1.1);
});

test('half and more break medoid and soft-medoid, fewer move them by no more than the bound', () => {
  for (const size of [2, 3, 6]) {
    const rows = measureBreakdown(theoryStream(3, 2), size, 2);
    COMBINING_RULES.forEach((rule, index) => {
      // A medoid of two members is itself.
      const isNever = rule.name === 'medoid' && size === 2;
      const stated = rule.name === 'average' || size === 2 ? 1 : statedBreakdown(size);
      expect(empiricalBreakdown(rows, index, size), `${rule.name} of ${size}`).toBe(
        isNever ? null : stated,
      );
      for (const row of rows.filter((one) => one.rule === index)) {
        const bound = displacementBound(rule, size, row.attacked);
        if (bound !== null) expect(row.displacement).toBeLessThan(bound * (1 + 1e-5));
      }
    });
  }
});

test('the bound by hand: 3 honest, 1 attacked', () => {
  // g = 2, so that an attacked member beyond (3 x 3 + 1) / 2 has a greater total than every honest one.
  expect(displacementBound({ name: 'medoid' }, 4, 1)).toBe(5);
  expect(displacementBound({ name: 'soft-medoid', temperature: 0.1 }, 4, 1)).toBe(6);
  expect(displacementBound({ name: 'soft-medoid', temperature: 1000 }, 4, 1)).toBeCloseTo(
    1 + 500 * Math.exp(5 / 500 - 1),
    9,
  );
  expect(displacementBound({ name: 'medoid' }, 4, 2)).toBeNull();
});
