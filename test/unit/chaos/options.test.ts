import { describe, expect, test } from 'vitest';
import { HELP, optionsFrom } from '../../../scripts/chaos/options.ts';
import { SCENARIOS } from '../../../scripts/chaos/scenarios.ts';

describe('the options of npm run chaos', () => {
  test('are everything, twenty times, by default', () => {
    const { scenarios, ...others } = optionsFrom([]);
    expect(scenarios).toEqual(SCENARIOS);
    expect(others).toEqual({ help: false, isShort: false, seed: 0, times: 20, out: null });
  });

  test('choose some faults, in the order of the table', () => {
    const { scenarios } = optionsFrom(['--only', 'clock,full-disk']);
    expect(scenarios.map(({ name }) => name)).toEqual(['full-disk', 'clock']);
  });

  test('leave long ones out of the short form', () => {
    const { scenarios, times } = optionsFrom(['--short']);
    expect(times).toBe(2);
    expect(scenarios.length).toBeLessThan(SCENARIOS.length);
    expect(scenarios.some(({ isLongOnly }) => isLongOnly)).toBe(false);
  });

  test.each([
    [['--only', 'fire'], /no fault fire\. Give some of kill-/],
    [['--times', '0'], /--times has to be a whole number from 1 to 1000, got 0/],
    [['--seed', ''], /--seed has to be a whole number/],
    [['--out', 'a.csv'], /--out has to name a file that ends in \.json, got a\.csv/],
    [['--fast'], /--fast.*--help/s],
    [['clock'], /clock.*--help/s],
  ])('%j is refused', (argv, message) => {
    expect(() => optionsFrom(argv)).toThrow(message);
  });

  test('are in the help, with every fault', () => {
    for (const { name, fault } of SCENARIOS) expect(HELP).toMatch(new RegExp(`${name} +${fault}`));
  });

  test('name each fault once', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  });
});
