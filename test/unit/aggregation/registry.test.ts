import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/aggregation/aggregator.ts';
import {
  assertRuleConfig,
  createRule,
  ruleKey,
  ruleNames,
} from '../../../src/aggregation/index.ts';
import { UserError } from '../../../src/errors.ts';
import { ruleConfigs } from './contract.ts';

describe('the registry of rules', () => {
  test("labels the rules as the paper's legend does", () => {
    expect(ruleConfigs.map((config) => createRule(config).label)).toEqual([
      'No cooperation',
      'Average',
      'Median',
      'Median (lower)',
      'Medoid',
      'Soft-medoid (T = 0.1)',
      'Soft-medoid (T = 1)',
      'Soft-medoid (T = 10)',
    ]);
  });

  test('gives each rule with its options a key of its own, fit for file names', () => {
    const keys = ruleConfigs.map(ruleKey);
    expect(keys).toEqual([
      'none',
      'average',
      'median',
      'median-lower',
      'medoid',
      'soft-medoid-T0.1',
      'soft-medoid-T1',
      'soft-medoid-T10',
    ]);
    expect(ruleNames).toEqual(['none', 'average', 'median', 'medoid', 'soft-medoid']);
  });

  test.each([0, -1, NaN, Infinity])('refuses the temperature %d', (temperature) => {
    const config: RuleConfig = { name: 'soft-medoid', temperature };
    expect(() => {
      assertRuleConfig(config);
    }).toThrow(UserError);
  });

  test('says what is wrong with a temperature', () => {
    expect(() =>
      createRule({ name: 'soft-medoid', temperature: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[UserError: soft-medoid: the temperature is 0, but it has to be a positive number. Small ones come near the medoid, large ones near the average; the paper has 0.1, 1 and 10.]`,
    );
  });

  test('lists the rules when it does not know one', () => {
    const config = JSON.parse('{ "name": "mediod" }') as RuleConfig;
    expect(() => createRule(config)).toThrowErrorMatchingInlineSnapshot(
      `[UserError: Unknown aggregation rule "mediod". Allowed: none, average, median, medoid, soft-medoid.]`,
    );
  });

  test('lists the conventions when it does not know one', () => {
    const config = JSON.parse('{ "name": "median", "evenCount": "upper" }') as RuleConfig;
    expect(() => createRule(config)).toThrowErrorMatchingInlineSnapshot(
      `[UserError: median: the value of an even count is "upper". Allowed: midpoint, lower.]`,
    );
  });
});

test('the tie rule of a medoid names another rule, and the default the one of before', () => {
  expect(createRule({ name: 'medoid', tie: 'self' }).key).toBe('medoid');
  expect(createRule({ name: 'medoid', tie: 'lowest' }).key).toBe('medoid-lowest');
  expect(() => createRule({ name: 'medoid', tie: 'highest' as 'lowest' })).toThrow(
    'medoid: the tie rule is "highest". Allowed: self, lowest.',
  );
});
