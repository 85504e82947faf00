import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { optionsFrom } from '../../../scripts/bench/options.ts';

const NOW = new Date('2026-03-04T05:06:07Z');

test('without arguments everything but the GPU is measured in seven rounds', () => {
  expect(optionsFrom([], NOW)).toMatchObject({
    sections: ['update', 'environments', 'end-to-end', 'growth'],
    rounds: 7,
    json: 'results/bench/2026-03-04T05-06-07.json',
    withPeers: true,
    isQuick: false,
  });
});

test('sections come in their own order, whatever the order they are asked for in', () => {
  expect(optionsFrom(['end-to-end', 'update'], NOW).sections).toEqual(['update', 'end-to-end']);
});

describe('a mistake is told', () => {
  test.each([
    [
      ['updates'],
      'There is no section updates. Give some of update, environments, end-to-end, growth, gpu.',
    ],
    [['--rounds', '1'], '--rounds has to be a whole number from 2 to 1000, got 1.'],
    [['--json', 'results'], '--json has to name a file that ends in .json, got results.'],
    [['--fast'], "Unknown option '--fast'"],
  ])('%j', (argv, message) => {
    expect(() => optionsFrom(argv, NOW)).toThrow(UserError);
    expect(() => optionsFrom(argv, NOW)).toThrow(message);
  });
});
