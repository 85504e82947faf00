import { parseArgs } from 'node:util';
import { UserError, messageOf } from '../../src/errors.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenario.ts';

export interface Options {
  readonly help: boolean;
  readonly seed: number;
  /** How often faults at random moments are staged. */
  readonly times: number;
  readonly isShort: boolean;
  readonly scenarios: readonly Scenario[];
  /** Where the results go as JSON; null: nowhere. */
  readonly out: string | null;
}

const LONG_TIMES = 20;
const SHORT_TIMES = 2;
const MOST_TIMES = 1000;
const MOST_SEED = 2 ** 32;

const LIST = SCENARIOS.map(
  ({ name, fault, isLongOnly }) => `  ${name.padEnd(24)}${fault}${isLongOnly ? ' *' : ''}`,
).join('\n');

export const HELP = `Usage: npm run chaos -- [options]

Does to real runs what may happen to them: kills them, their workers and their disks, and shows that
nothing is lost and that every run ends with the bits of one that was left alone. Prints a table; the
exit code is 1 where a row fails. docs/reliability.md says what is promised.

Options:
  --seed N     chooses the random moments and places (default: 0)
  --times N    how often faults at random moments are staged (default: ${LONG_TIMES}, with --short ${SHORT_TIMES})
  --only NAME  some of the faults below, with commas
  --short      what \`npm test\` runs: fewer faults, and without those marked *
  --out FILE   the results as JSON, too
  --help       this text

Faults:
${LIST}

Examples:
  npm run chaos -- --seed 7
  npm run chaos -- --only ${SCENARIOS.slice(0, 2)
    .map(({ name }) => name)
    .join(',')} --times 5
`;

/** What a person asked for. Throws a `UserError`. */
export function optionsFrom(argv: readonly string[]): Options {
  const { help, short: isShort, seed, times, only, out } = parsed(argv);
  const all = SCENARIOS.filter(({ isLongOnly }) => !isShort || isLongOnly !== true);
  if (out !== undefined && !out.endsWith('.json')) {
    throw new UserError(`--out has to name a file that ends in .json, got ${out}.`);
  }
  return {
    help,
    isShort,
    seed: seed === undefined ? 0 : numberFrom('--seed', seed, 0, MOST_SEED),
    times:
      times === undefined
        ? isShort
          ? SHORT_TIMES
          : LONG_TIMES
        : numberFrom('--times', times, 1, MOST_TIMES),
    scenarios: only === undefined ? all : named(only),
    out: out ?? null,
  };
}

function parsed(argv: readonly string[]) {
  const boolean = { type: 'boolean', default: false } as const;
  const string = { type: 'string' } as const;
  const options = { help: boolean, short: boolean, seed: string, times: string, only: string };
  try {
    return parseArgs({ args: [...argv], options: { ...options, out: string } }).values;
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n\`npm run chaos -- --help\` lists what there is.`, {
      cause: error,
    });
  }
}

function named(only: string): Scenario[] {
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown !== undefined) {
    const list = SCENARIOS.map(({ name }) => name).join(', ');
    throw new UserError(`--only: there is no fault ${unknown}. Give some of ${list}.`);
  }
  return SCENARIOS.filter(({ name }) => names.includes(name));
}

function numberFrom(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) {
    return number;
  }
  throw new UserError(`${option} has to be a whole number from ${least} to ${most}, got ${text}.`);
}
