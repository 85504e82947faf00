import type { Argv, CommandModule, Options } from 'yargs';
import { UserError } from '../errors.ts';
import { drawAndTell } from './draw.ts';
import type { Outcome } from './outcome.ts';
import { drawRuns } from './drawRuns.ts';
import { assertWritableFolder } from './outputFolder.ts';
import { readReproduction } from './reproduction.ts';
import { strict } from './strict.ts';

interface PlotArguments {
  readonly folders: readonly string[];
  readonly out: string | undefined;
}

const plotOptions = {
  out: {
    type: 'string',
    describe: 'Folder of the picture of single runs. [default: the first run’s folder]',
  },
} as const satisfies Record<string, Options>;

/** `plot`: draws finished runs again, and trains nothing. */
export function plotCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, PlotArguments> {
  return {
    command: 'plot [folders..]',
    describe: 'Draw figures from runs that are there: a reproduction, or folders of single runs.',
    builder: (cli): Argv<PlotArguments> =>
      cli
        .positional('folders', {
          type: 'string',
          array: true,
          default: [] as string[],
          describe: 'The output folder of reproduce, or one or more run folders of one task.',
        })
        .options(strict(plotOptions))
        .example('$0 plot results/quick-pendulum', 'the figures and report of a reproduction')
        .example('$0 plot runs/a runs/b --out comparison', 'runs of your own in one picture'),
    handler: async ({ folders, out }) => {
      const [first] = folders;
      if (first === undefined) {
        throw new UserError(
          'plot: got no folder. Give that of a reproduction, or of one or more runs.',
        );
      }
      const reproduction = readReproduction(first);
      if (reproduction === null) {
        assertWritableFolder(out ?? first);
        await drawRuns(folders, out ?? first);
      } else if (folders.length > 1) {
        throw new UserError(
          `plot: ${first} is a reproduction, and ${folders.length} folders are given. Plot it alone.`,
        );
      } else if (out !== undefined) {
        throw new UserError(
          `plot: ${first} is a reproduction, whose figures stay in it. Leave out --out ${out}.`,
        );
      } else {
        await drawAndTell(first, reproduction);
      }
      ending('done');
    },
  };
}
