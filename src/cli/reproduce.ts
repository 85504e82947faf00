import type { Argv, CommandModule } from 'yargs';
import { drawAndTell } from './draw.ts';
import { failureText, keptIn } from './failure.ts';
import type { Outcome } from './outcome.ts';
import { assertFreeFolder } from './outputFolder.ts';
import { announcement, planText } from './reproduce/announce.ts';
import {
  jobsOf,
  outputFolderOf,
  reproduceOptions,
  reproductionOf,
  type ReproduceArguments,
} from './reproduce/options.ts';
import { fromTheStart, statesOf } from './reproduce/states.ts';
import { costText, trainMissing } from './reproduce/trainMissing.ts';
import {
  claimFolder,
  grownReproduction,
  planOf,
  readReproduction,
  type Reproduction,
  type VersionChange,
} from './reproduction.ts';
import { strict } from './strict.ts';

/** `reproduce`, also the default command: the paper's figures. */
export function reproduceCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, ReproduceArguments> {
  return {
    command: ['reproduce', '$0'],
    describe: 'Reproduce figures of the paper: train what they need, draw them, write a report.',
    builder: (cli): Argv<ReproduceArguments> =>
      cli
        .options(strict(reproduceOptions))
        .example('$0 reproduce', 'Figs. 2b, 5a and 5b in small')
        .example(
          '$0 reproduce --figure 3 --scale paper --seeds 3 --plan',
          'the runs that it needs',
        ),
    handler: async (args) => {
      ending(await reproduce(args));
    },
  };
}

async function reproduce(args: ReproduceArguments): Promise<Outcome> {
  const jobs = jobsOf(args);
  const asked = reproductionOf(args);
  const { panels, runs } = planOf(asked);
  const out = outputFolderOf(args);
  if (args.overwrite) assertFreeFolder(out, true);
  const goal = args.overwrite ? asked : grownReproduction(out, asked);
  const states = args.overwrite ? runs.map(fromTheStart) : statesOf(out, runs, warn);
  const missing = states.filter(({ isFinished }) => !isFinished);
  if (args.plan) {
    process.stdout.write(planText(out, states));
    if (missing.length > 0) process.stdout.write(await costText(missing, { ...args, jobs }));
    return 'done';
  }
  if (!args.quiet) process.stderr.write(announcement(out, panels, states));
  if (missing.length === 0) {
    const known = readReproduction(out);
    if (known && JSON.stringify(known) !== JSON.stringify(goal)) claimFolder(out, goal);
    await drawAndTell(out, goal);
    return 'done';
  }
  const outcome = await trainMissing(out, states, { ...args, jobs }, (changed) => {
    claimFolder(out, changed === null ? goal : marked(goal, changed));
  });
  if (!readReproduction(out)) return outcome;
  try {
    await drawAndTell(out, goal);
    return outcome;
  } catch (error) {
    // After hours of training, a disk that is full by now is no mistake in what was asked for.
    process.stderr.write(`resilient-marl: ${failureText(error)}\n${keptIn(out)}\n`);
    return 'failed';
  }
}

function marked(goal: Reproduction, changed: VersionChange['changed']): Reproduction {
  const change = { at: new Date().toISOString(), changed };
  return { ...goal, versionChanges: [...(goal.versionChanges ?? []), change] };
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}
