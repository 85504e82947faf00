import type { Options } from 'yargs';
import { UserError } from '../errors.ts';

/**
 * The same options, read strictly. By itself yargs makes NaN of a text where a number is due, a list of
 * an option that is given twice, a number, 0, of `--no-steps`, and the default of an option whose
 * value is forgotten. The static types are the table's.
 */
export function strict<T extends Readonly<Record<string, Options>>>(table: T): T {
  return Object.fromEntries(
    Object.entries(table).map(([name, option]) => [name, strictOption(`--${name}`, option)]),
  ) as unknown as T;
}

function strictOption(name: string, { type, ...rest }: Options): Options {
  if (type === 'boolean') return { type, ...rest };
  return {
    // Of an option without a type, yargs leaves what is no number as the text that was given.
    ...(type === undefined || type === 'number' ? {} : { type }),
    ...rest,
    requiresArg: true,
    coerce: (given: unknown) => {
      const value = onlyValue(name, given);
      if (rest.choices) return oneOf(name, value, rest.choices);
      return type === 'number' ? numberFrom(name, value) : value;
    },
  };
}

function onlyValue(name: string, given: unknown): string | number {
  if (Array.isArray(given)) {
    throw new UserError(
      `${name} is given ${given.length} times: ${given.join(', ')}. Give it once.`,
    );
  }
  if (given === false) {
    throw new UserError(
      `--no-${name.slice(2)}: ${name} cannot be switched off. Leave it out, or give it a value.`,
    );
  }
  if (given === '') throw new UserError(withoutValue(name));
  return given as string | number;
}

/** What to say of an option whose value is forgotten. */
export function withoutValue(name: string): string {
  return `${name} is given without a value. Add one, or leave it out.`;
}

function numberFrom(name: string, value: string | number): number {
  const number = Number(value);
  if (!Number.isNaN(number)) return number;
  throw new UserError(`${name} has to be a number, got ${JSON.stringify(value)}.`);
}

/** Throws a `UserError` where a switch is given a value that is none: yargs takes `--plan=yes` as false. */
export function assertBooleans(
  argv: readonly string[],
  table: Readonly<Record<string, Options>>,
): void {
  for (const argument of argv) {
    const [, name = '', value] = /^--([^=]+)=(.*)$/s.exec(argument) ?? [];
    if (table[name]?.type !== 'boolean' || value === 'true' || value === 'false') continue;
    throw new UserError(
      `--${name} is a switch, true or false; got ${JSON.stringify(value)}. Give --${name} or --no-${name}.`,
    );
  }
}

function oneOf<T>(name: string, value: string | number, choices: readonly T[]): T {
  const choice = choices.find((allowed) => String(allowed) === String(value));
  if (choice !== undefined) return choice;
  throw new UserError(
    `${name} has to be one of ${choices.join(', ')}; got ${JSON.stringify(value)}.`,
  );
}
