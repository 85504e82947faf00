import type { Argv, CommandModule } from 'yargs';
import type { PlannedRun } from '../experiment/paperPlan.ts';
import { drawAndTell } from './draw.ts';
import { assertDrawnTogether } from './drawnRuns.ts';
import { drawnAfter } from './failure.ts';
import { areJoined, changesBetween, codesOf, type StandingRun } from './oneCode.ts';
import type { Outcome } from './outcome.ts';
import { assertFreeFolder } from './outputFolder.ts';
import { announcement, planText } from './reproduce/announce.ts';
import {
  assertTrainable,
  outputFolderOf,
  reproduceOptions,
  reproductionOf,
  type ReproduceArguments,
} from './reproduce/options.ts';
import { fromTheStart, statesOf, stayingOf } from './reproduce/states.ts';
import { costText, trainMissing } from './reproduce/trainMissing.ts';
import {
  claimFolder,
  grownReproduction,
  planOf,
  readReproduction,
  runOf,
  type Reproduction,
  type VersionChange,
} from './reproduction.ts';
import { strict } from './strict.ts';

type Changed = VersionChange['changed'];

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
  assertTrainable(args);
  const asked = reproductionOf(args);
  const { panels, runs } = planOf(asked);
  const out = outputFolderOf(args);
  if (args.overwrite) assertFreeFolder(out, true);
  const goal = args.overwrite ? asked : grownReproduction(out, asked);
  const states = args.overwrite ? runs.map(fromTheStart) : statesOf(out, runs, warn);
  const missing = states.filter(({ isFinished }) => !isFinished);
  const beside = args.overwrite ? [] : finishedBeside(out, goal, runs);
  const staying = [...stayingOf(out, states), ...beside];
  if (args.plan) {
    process.stdout.write(planText(out, states));
    if (missing.length === 0) acceptedIn(out, goal, staying, args);
    else process.stdout.write(await costText(missing, args, staying));
    return 'done';
  }
  if (!args.quiet) process.stderr.write(announcement(out, panels, states));
  if (missing.length === 0) {
    const drawn = acceptedIn(out, goal, staying, args);
    await drawAndTell(out, drawn);
    const known = readReproduction(out);
    if (known && JSON.stringify(known) !== JSON.stringify(drawn)) claimFolder(out, drawn);
    return 'done';
  }
  const claim = (changes: readonly Changed[]) => {
    // Read again: the folder is ours by now, and another process may have grown it since the first look.
    const isGrown = !args.overwrite && readReproduction(out) !== null;
    claimFolder(out, marked(isGrown ? grownReproduction(out, asked) : goal, changes));
  };
  const outcome = await trainMissing(out, states, args, claim, staying);
  const claimed = readReproduction(out);
  return claimed ? drawnAfter(outcome, out, () => drawAndTell(out, claimed)) : outcome;
}

/** Finished runs that are drawn, too, though they were asked for by an earlier command. All that is drawn has to read. */
function finishedBeside(
  out: string,
  goal: Reproduction,
  asked: readonly PlannedRun[],
): StandingRun[] {
  const ids = new Set(asked.map(({ id }) => id));
  return planOf(goal).runs.flatMap((planned) => {
    const run = ids.has(planned.id) ? null : runOf(out, planned);
    return run?.record.status === 'finished' ? [run] : [];
  });
}

/**
 * The reproduction, with the mix of code versions of its runs accepted where `--allow-version-change` says
 * so. Throws a `UserError` where they are mixed and that was never accepted.
 */
function acceptedIn(
  out: string,
  goal: Reproduction,
  runs: readonly StandingRun[],
  args: ReproduceArguments,
): Reproduction {
  const codes = codesOf(runs);
  if (!areJoined(codes, goal.versionChanges ?? []) && args['allow-version-change']) {
    return marked(goal, changesBetween(codes));
  }
  assertDrawnTogether(out, goal, codes);
  return goal;
}

function marked(goal: Reproduction, changes: readonly Changed[]): Reproduction {
  if (changes.length === 0) return goal;
  const at = new Date().toISOString();
  const versionChanges = changes.map((changed) => ({ at, changed }));
  return { ...goal, versionChanges: [...(goal.versionChanges ?? []), ...versionChanges] };
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}
