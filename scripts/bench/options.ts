import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError, messageOf } from '../../src/errors.ts';

export const SECTION_NAMES = ['update', 'environments', 'end-to-end', 'growth', 'gpu'] as const;

/** Without a GPU the large cohorts of `gpu` take very long. */
export const DEFAULT_SECTIONS = SECTION_NAMES.filter((name) => name !== 'gpu');

export type SectionName = (typeof SECTION_NAMES)[number];

export interface Options {
  readonly help: boolean;
  readonly setup: boolean;
  readonly sections: readonly SectionName[];
  readonly rounds: number;
  /** Where the results go. */
  readonly json: string;
  readonly isQuick: boolean;
  readonly isSmall: boolean;
  readonly withPeers: boolean;
}

export const HELP = `Usage: npm run bench -- [section ...] [options]

Times this program side by side with the PyTorch and JAX programs that one would have written instead,
and with what the machine allows. All take part in the same run, in turn, after they have shown that
they compute the same. Close other programs first: the results say if there were any.

Sections (default: all but gpu):
  update        one update of eight agents: compiled, eager, PyTorch, JAX, matrix products alone
  environments  a step of 8 and of 64 HalfCheetahs: worker, Gymnasium, raw MuJoCo
  end-to-end    a whole training step, against loops as CleanRL writes them
  growth        time and memory of larger cohorts and networks
  gpu           cohorts of 1, 8 and 42 runs on the GPU, or where none is on the CPU: steps a second, memory,
                how busy the GPU is

Options:
  --setup          makes the Python environment of the peers (PyTorch, JAX) in .setup/venv-bench, and ends
  --rounds N       rounds in which all are timed once (default: 7, with --quick 2)
  --json FILE      where the results go, with a picture beside them (default: results/bench/TIME.json)
  --small          growth and gpu with networks of 64-64 units and batches of 64
  --without-peers  only ours and the ceilings
  --quick          small sizes, to see that everything works: the numbers mean nothing
  --help           this text

Examples:
  npm run bench -- --setup
  npm run bench -- update end-to-end
  npm run bench -- gpu
`;

/** What a person asked for. Throws a `UserError`. */
export function optionsFrom(argv: readonly string[], now: Date): Options {
  const { values, positionals } = parsed(argv);
  const isQuick = values.quick;
  return {
    help: values.help,
    setup: values.setup,
    sections: positionals.length > 0 ? sectionsFrom(positionals) : DEFAULT_SECTIONS,
    rounds: values.rounds === undefined ? (isQuick ? 2 : 7) : roundsFrom(values.rounds),
    json: jsonFrom(values.json, now),
    isQuick,
    isSmall: values.small,
    withPeers: !values['without-peers'],
  };
}

function parsed(argv: readonly string[]) {
  const boolean = { type: 'boolean', default: false } as const;
  const string = { type: 'string' } as const;
  const options = {
    ...{ help: boolean, setup: boolean, quick: boolean, small: boolean, 'without-peers': boolean },
    ...{ rounds: string, json: string },
  };
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n\`npm run bench -- --help\` lists what there is.`, {
      cause: error,
    });
  }
}

function sectionsFrom(names: readonly string[]): SectionName[] {
  const unknown = names.find((name) => !(SECTION_NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `There is no section ${unknown}. Give some of ${SECTION_NAMES.join(', ')}.`,
    );
  }
  return SECTION_NAMES.filter((name) => names.includes(name));
}

function roundsFrom(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 2 && rounds <= 1000) return rounds;
  throw new UserError(`--rounds has to be a whole number from 2 to 1000, got ${text}.`);
}

function jsonFrom(path: string | undefined, now: Date): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  if (path === undefined) return join('results', 'bench', `${time}.json`);
  if (path.endsWith('.json')) return path;
  throw new UserError(`--json has to name a file that ends in .json, got ${path}.`);
}
