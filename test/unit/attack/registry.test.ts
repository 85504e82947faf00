import { describe, expect, test } from 'vitest';
import type { AttackConfig, AttackName } from '../../../src/attack/attack.ts';
import { assertAttackConfig, attackNames, createAttack } from '../../../src/attack/index.ts';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import { UserError } from '../../../src/errors.ts';

const paperAttack: AttackConfig = {
  name: 'average',
  beta: 0.5,
  onset: 25_000,
  target: 0,
  victim: 6,
  networks: 'both',
};

function checking(change: Partial<AttackConfig>): () => void {
  return () => {
    assertAttackConfig({ ...paperAttack, ...change }, paperGraph);
  };
}

describe('the options of an attack', () => {
  test("are good as the paper's", () => {
    expect(checking({})).not.toThrow();
    expect(checking({ beta: 1, onset: 0, victim: 5, networks: 'actor' })).not.toThrow();
    expect(attackNames).toEqual(['average', 'median']);
  });

  test.each([
    { beta: 0 },
    { beta: 1.5 },
    { beta: NaN },
    { onset: -1 },
    { onset: 0.5 },
    { target: 8 },
    { target: -1 },
    { victim: 0 },
    { victim: 1 },
    { networks: 'none' as 'both' },
    { name: 'medoid' as AttackName },
  ])('are refused with %o', (change) => {
    expect(checking(change)).toThrow(UserError);
  });

  test('name the neighbors to choose the victim from', () => {
    expect(checking({ victim: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[UserError: attack: the victim 1 is no neighbor of the target 0, which hears agents 5, 6: choose one of them.]`,
    );
  });

  test('name the agents to choose the target from', () => {
    expect(checking({ target: 8 })).toThrowErrorMatchingInlineSnapshot(
      `[UserError: attack: there is no target agent 8; the graph has agents 0 to 7.]`,
    );
  });

  test('name the bounds of beta', () => {
    expect(checking({ beta: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[UserError: attack: beta is 2, but this step towards the virtual agent has to be in (0, 1].]`,
    );
  });

  test('name the attacks to choose from', () => {
    expect(() => createAttack('madian' as AttackName)).toThrowErrorMatchingInlineSnapshot(
      `[UserError: Unknown attack "madian". Allowed: average, median.]`,
    );
  });
});
