import { describe, expect, test } from 'vitest';
import yargs, { type Options } from 'yargs';
import { UserError } from '../../../src/errors.ts';
import { assertBooleans, strict } from '../../../src/cli/strict.ts';

const table = {
  steps: { type: 'number', default: 100, describe: 'A number.' },
  beta: { type: 'number', describe: 'A number without a default.' },
  out: { type: 'string', describe: 'A text.' },
  rule: { choices: ['none', 'average'] as const, default: 'none', describe: 'A choice.' },
  layer: { choices: [1, 2] as const, default: 2, describe: 'A choice of numbers.' },
  quiet: { type: 'boolean', default: false, describe: 'A switch.' },
} as const satisfies Record<string, Options>;

/** What the options come out as. */
async function read(...argv: string[]): Promise<Record<string, unknown>> {
  const { steps, beta, out, rule, layer, quiet } = await yargs(argv)
    .options(strict(table))
    .exitProcess(false)
    .fail((message) => {
      throw new UserError(message);
    })
    .parseAsync();
  return { steps, beta, out, rule, layer, quiet };
}

test('what is left out takes its default, or stays out', async () => {
  expect(await read()).toEqual({
    steps: 100,
    beta: undefined,
    out: undefined,
    rule: 'none',
    layer: 2,
    quiet: false,
  });
});

test.each([
  [['--steps', '7'], { steps: 7 }],
  [['--steps=-5'], { steps: -5 }],
  [['--steps', '-5'], { steps: -5 }],
  [['--steps', '1e38'], { steps: 1e38 }],
  [['--steps', '9007199254740993'], { steps: 9007199254740992 }],
  [['--beta', '.5'], { beta: 0.5 }],
  [['--out', '7'], { out: '7' }],
  [['--rule', 'average'], { rule: 'average' }],
  [['--layer', '1'], { layer: 1 }],
  [['--quiet'], { quiet: true }],
  [['--no-quiet'], { quiet: false }],
])('%j is read as %j', async (argv, values) => {
  expect(await read(...argv)).toMatchObject(values);
});

describe('refused, with what was given and what is allowed:', () => {
  test.each([
    [['--steps', 'foo'], '--steps has to be a number, got "foo".'],
    [['--steps', '12k'], '--steps has to be a number, got "12k".'],
    [['--steps', '1,000'], '--steps has to be a number, got "1,000".'],
    [['--steps'], 'Not enough arguments following: steps'],
    [['--steps='], '--steps is given without a value. Add one, or leave it out.'],
    [['--beta', '--quiet'], 'Not enough arguments following: beta'],
    [['--steps', '1', '--steps', '2'], '--steps is given 2 times: 1, 2. Give it once.'],
    [['--out', 'a', '--out', 'b'], '--out is given 2 times: a, b. Give it once.'],
    [['--rule', 'none', '--rule', 'none'], '--rule is given 2 times: none, none. Give it once.'],
    [['--out'], 'Not enough arguments following: out'],
    [['--out='], '--out is given without a value. Add one, or leave it out.'],
    [['--no-out'], '--no-out: --out cannot be switched off. Leave it out, or give it a value.'],
    [['--no-steps'], '--no-steps: --steps cannot be switched off.'],
    [['--rule', 'nope'], '--rule has to be one of none, average; got "nope".'],
    [['--rule', 'toString'], '--rule has to be one of none, average; got "toString".'],
    [['--layer', '3'], '--layer has to be one of 1, 2; got 3.'],
  ])('%j', async (argv, message) => {
    await expect(read(...argv)).rejects.toThrow(message);
  });
});

describe('a switch with a value that is none', () => {
  test.each(['yes', 'no', '1', '', 'True'])('%j is refused', (value) => {
    expect(() => {
      assertBooleans(['train', `--quiet=${value}`], table);
    }).toThrow(
      `--quiet is a switch, true or false; got ${JSON.stringify(value)}. Give --quiet or --no-quiet.`,
    );
  });

  test.each([['--quiet'], ['--quiet=true'], ['--quiet=false'], ['--out=yes'], ['quiet=yes']])(
    '%s is not meant',
    (argument) => {
      expect(() => {
        assertBooleans([argument], table);
      }).not.toThrow();
    },
  );
});
