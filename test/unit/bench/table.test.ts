import { expect, test } from 'vitest';
import { markdownTable, threeDigits } from '../../../scripts/bench/table.ts';

test('a table pads its columns, and numbers stand on the right', () => {
  const table = markdownTable(
    ['', 'ms', 'why'],
    [
      ['ours', 12.345, null],
      ['a peer', null, 'unavailable'],
    ],
  );
  expect(`\n${table}\n`).toBe(`
|        |   ms | why         |
| ------ | ---: | ----------- |
| ours   | 12.3 | -           |
| a peer |    - | unavailable |
`);
});

test.each([
  [0.0123456, '0.0123'],
  [0.00012, '1.2e-4'],
  [9.999, '10.00'],
  [12.345, '12.3'],
  [1234.5, '1235'],
  [0, '0'],
  [NaN, '-'],
])('%d is written as %s', (value, text) => {
  expect(threeDigits(value)).toBe(text);
});
