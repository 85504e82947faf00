import { describe, expect, test } from 'vitest';
import type { Options } from 'yargs';
import { parseHidden, trainOptions } from '../../../src/cli/options.ts';
import { reproduceOptions } from '../../../src/cli/reproduce/options.ts';

describe.each([
  ['train', trainOptions],
  ['reproduce', reproduceOptions],
] as [string, Record<string, Options>][])('of %s', (_command, table) => {
  test.each(Object.entries(table))(
    '--%s says what it is and what happens without',
    (_name, option) => {
      expect(option.describe).toMatch(/^\S.{5,}[.\]]$/);
      const isSaid = option.default !== undefined || option.describe?.includes('[default: ');
      expect(isSaid).toBe(true);
    },
  );
});

describe('--hidden', () => {
  test('is two numbers of units', () => {
    expect(parseHidden('400,300')).toEqual([400, 300]);
    expect(parseHidden('8, 16')).toEqual([8, 16]);
  });

  test.each(['', '400', '400,300,200', '0,3', '3,0', '-8,8', '8.5,8', 'a,b', '8,', '8;8'])(
    'is not %j',
    (text) => {
      expect(() => parseHidden(text)).toThrow(
        `--hidden ${text} is not two layers of at least one unit. Give two whole numbers, such as 400,300.`,
      );
    },
  );
});
