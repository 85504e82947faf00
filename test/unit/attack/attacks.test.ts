import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { average } from '../../../src/aggregation/average.ts';
import { median } from '../../../src/aggregation/median.ts';
import { medoid } from '../../../src/aggregation/medoid.ts';
import type { Rule } from '../../../src/aggregation/aggregator.ts';
import { attackNames, createAttack } from '../../../src/attack/index.ts';
import { averageAttack } from '../../../src/attack/average.ts';
import { medianAttack } from '../../../src/attack/median.ts';
import { learnedReward } from '../../../src/attack/virtualAgent.ts';
import { useJsBackend } from '../../support/native.ts';
import { runReference } from '../../support/python.ts';
import { at, gaussianRows, rowsOf } from '../../support/vectors.ts';
import { forge, goalOf, heardBy, type Scene } from './knowledge.ts';

useJsBackend();

function combine({ aggregate }: Rule, members: number[][]): number[] {
  return at(rowsOf(aggregate(tf.tensor3d([members]))), 0);
}

/** Random scenes with neighborhoods of 2 to 8 and each possible place of the victim. */
function scenes(parameters = 20): Scene[] {
  return [2, 3, 4, 5, 6, 7, 8].flatMap((size) =>
    Array.from({ length: size - 1 }, (_scene, place) => ({
      honest: gaussianRows(10 * size + place, size, parameters),
      victimPosition: place + 1,
      virtual: at(gaussianRows(1000 + 10 * size + place, 1, parameters), 0),
      beta: at([0.05, 0.5, 1], place % 3),
    })),
  );
}

/** The paper's target: agent 0 with neighbors 5 and 6, of which 6 is the victim. */
function paperScene(beta: number, parameters = 200): Scene {
  const [own = [], five = [], six = [], virtual = []] = gaussianRows(2022, 4, parameters);
  return { honest: [own, five, six], victimPosition: 2, virtual, beta };
}

describe('every attack', () => {
  test('agrees with NumPy float64', () => {
    const cases = attackNames.flatMap((name) => scenes().map((scene) => ({ name, scene })));
    const expected = runReference(
      'rules.py',
      cases.map(({ name, scene }) => ({
        compute: `${name} attack`,
        received_kp: scene.honest,
        victim: scene.victimPosition,
        virtual_p: scene.virtual,
        beta: scene.beta,
      })),
    ) as number[][];
    cases.forEach(({ name, scene }, index) => {
      forge(createAttack(name), scene).forEach((value, i) => {
        expect(value).toBeCloseTo(at(at(expected, index), i), 4);
      });
    });
  });

  test.each(attackNames)('(%s) does not look at what the victim sends', (name) => {
    const scene = paperScene(0.5);
    const other = { ...scene, honest: scene.honest.with(2, at(gaussianRows(5, 1, 200), 0)) };
    expect(forge(createAttack(name), other)).toEqual(forge(createAttack(name), scene));
  });

  test.each(attackNames)('(%s) leaves one new tensor behind and its input alone', (name) => {
    const honest_EKP = tf.tensor3d([gaussianRows(1, 3, 4), gaussianRows(2, 3, 4)]);
    const virtual_EP = tf.tensor2d(gaussianRows(3, 2, 4));
    const count = tf.memory().numTensors;
    const forged_EP = createAttack(name)({ honest_EKP, victimPosition: 1, virtual_EP, beta: 0.5 });
    expect(tf.memory().numTensors).toBe(count + 1);
    expect(honest_EKP.isDisposed || virtual_EP.isDisposed).toBe(false);
    tf.dispose([honest_EKP, virtual_EP, forged_EP]);
  });

  test.each(attackNames)('(%s) refuses to forge what the target says to itself', (name) => {
    expect(() => forge(createAttack(name), { ...paperScene(0.5), victimPosition: 0 })).toThrow(
      'victimPosition is 0, expected 1 to 2.',
    );
  });
});

describe('the average attack', () => {
  test('by hand: 3 (4 - 0.5 (4 - 0)) - (4 + 1) = 1', () => {
    const scene = { honest: [[4], [1], [9]], victimPosition: 2, virtual: [0], beta: 0.5 };
    expect(forge(averageAttack, scene)).toEqual([1]);
  });

  test('lands the average on eq. (8) in every neighborhood', () => {
    for (const scene of scenes()) {
      const goal = goalOf(scene);
      combine(average, heardBy(scene, forge(averageAttack, scene))).forEach((value, i) => {
        expect(value).toBeCloseTo(at(goal, i), 5);
      });
    }
  });

  test.each([0.01, 0.1, 0.5])('makes the medoid keep itself at beta = %d', (beta) => {
    // With a = w0 - w5 and v = 3 beta (w0 - wA) the forged vector is w0 + a - v. Agent 0 wins over
    // agent 5 as long as v.a < 1.5 |a|^2, here v.a = 3 beta P and |a|^2 = 2 P on average.
    const scene = paperScene(beta);
    const heard = heardBy(scene, forge(averageAttack, scene));
    expect(combine(medoid(), heard)).toEqual(scene.honest[0]);
  });
});

describe('the median attack', () => {
  test('by hand: the goal, cut to what is between agents 0 and 5', () => {
    // Goals 4 - 0.5 (4 - wA): 3 is between 1 and 4; 0 is below 1; A above 4 means no step at all.
    const scene = {
      honest: [[4, 4, 4], [1, 1, 1], [9, 9, 9]], // prettier-ignore
      victimPosition: 2,
      virtual: [2, -4, 8],
      beta: 0.5,
    };
    expect(forge(medianAttack, scene)).toEqual([3, 1, 4]);
  });

  test.each(['midpoint', 'lower'] as const)('decides the median (%s), bit for bit', (evenCount) => {
    for (const scene of scenes()) {
      const forged = forge(medianAttack, scene);
      expect(combine(median(evenCount), heardBy(scene, forged))).toEqual(forged);
    }
  });

  test('stays between the middle values of the others', () => {
    for (const scene of scenes()) {
      const others = scene.honest.filter((_row, k) => k !== scene.victimPosition);
      const middle = (others.length - 1) / 2;
      forge(medianAttack, scene).forEach((value, i) => {
        const sorted = others.map((row) => at(row, i)).sort((a, b) => a - b);
        expect(value).toBeGreaterThanOrEqual(at(sorted, Math.floor(middle)));
        expect(value).toBeLessThanOrEqual(at(sorted, Math.ceil(middle)));
      });
    }
  });

  test('steps by at most beta at n = 3, and by 0 where A lies on the other side', () => {
    const scene = paperScene(0.5);
    const [own = [], five = []] = scene.honest;
    let blocked = 0;
    forge(medianAttack, scene).forEach((value, i) => {
      const [x, virtual] = [at(own, i), at(scene.virtual, i)];
      const step = (x - value) / (x - virtual);
      expect(step).toBeGreaterThanOrEqual(0);
      expect(step).toBeLessThanOrEqual(0.5 + 1e-4);
      if ((virtual - x) * (at(five, i) - x) < 0) {
        expect(value).toBe(x);
        blocked++;
      }
    });
    expect(blocked).toBeGreaterThan(20);
  });

  test('makes the medoid of three adopt the forged message', () => {
    for (const beta of [0.01, 0.1, 0.5, 1]) {
      const scene = paperScene(beta);
      const forged = forge(medianAttack, scene);
      expect(combine(medoid(), heardBy(scene, forged))).toEqual(forged);
    }
  });
});

describe('the virtual agent', () => {
  test('learns from the negated reward, the others from the reward', () => {
    expect(learnedReward(2.5, true)).toBe(-2.5);
    expect(learnedReward(2.5, false)).toBe(2.5);
  });
});
