import { join } from 'node:path';
import type { Argv, CommandModule, InferredOptionTypes, Options } from 'yargs';
import { UserError } from '../errors.ts';
import type { PlannedRun } from '../experiment/paperPlan.ts';
import { CHOICES, distinctRuns, type Choice, type Variant } from '../experiment/variants.ts';
import { writeSensitivity } from '../report/sensitivity.ts';
import { differencesText } from './draw.ts';
import { cohortOptions, machineOptions, resumeOptions } from './options.ts';
import { drawnAfter } from './failure.ts';
import type { Outcome } from './outcome.ts';
import { assertFreeFolder } from './outputFolder.ts';
import { assertTrainable, reproduceOptions, requireCount } from './reproduce/options.ts';
import { fromTheStart, statesOf } from './reproduce/states.ts';
import { costText, trainMissing } from './reproduce/trainMissing.ts';
import { shellWord } from './reproduction.ts';
import {
  RunSources,
  SENSITIVITY_TASKS,
  assertBase,
  assertSensitivityFolder,
  claimSensitivityFolder,
  describeManifest,
  readManifest,
  variantsOf,
  type SensitivityManifest,
} from './sensitivityFolder.ts';
import { strict } from './strict.ts';

/** What is varied unless asked for: which networks are forged stands in the paper, and so does period 1000. */
const BY_DEFAULT = CHOICES.filter((choice) => choice !== 'forged' && choice !== 'near-period');

const sensitivityOptions = {
  scale: {
    choices: ['quick', 'laptop'] as const,
    default: 'laptop' as const,
    describe: 'As of reproduce.',
  },
  task: {
    choices: ['pendulum', 'half-cheetah'] as const,
    default: 'pendulum' as const,
    describe: 'The task whose verdicts are looked at.',
  },
  seeds: { type: 'number', default: 3, describe: 'Number of seeds: 0, 1, 2 ...' },
  only: {
    type: 'string',
    default: BY_DEFAULT.join(','),
    describe: `What to vary: some of ${CHOICES.join(', ')}.`,
  },
  base: {
    type: 'string',
    describe:
      'Folder of a reproduction whose finished runs are taken as they are; several with commas.',
  },
  plan: {
    type: 'boolean',
    default: false,
    describe: 'Print the variants and how many runs each still needs, and train nothing.',
  },
  jobs: reproduceOptions.jobs,
  out: { type: 'string', describe: 'Output folder. [default: results/sensitivity-<scale>-<task>]' },
  ...machineOptions,
  ...resumeOptions,
  ...cohortOptions,
} as const satisfies Record<string, Options>;

type SensitivityArguments = InferredOptionTypes<typeof sensitivityOptions>;

/** `sensitivity`: do the verdicts hang on what the paper leaves open? */
export function sensitivityCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, SensitivityArguments> {
  return {
    command: 'sensitivity',
    describe: 'Make each choice that the paper leaves open otherwise, and judge its claims again.',
    builder: (cli): Argv<SensitivityArguments> =>
      cli
        .options(strict(sensitivityOptions))
        .example('$0 sensitivity --plan', 'the variants and what they cost')
        .example('$0 sensitivity --only beta,tie --base results/laptop-all', 'two choices only'),
    handler: async (args) => {
      assertTrainable(args);
      const manifest = manifestOf(args);
      const choices = choicesOf(args.only);
      const variants = variantsOf(manifest, choices);
      const runs = distinctRuns(variants);
      const out = args.out ?? join('results', `sensitivity-${args.scale}-${args.task}`);
      const bases = basesOf(args);
      for (const base of bases) assertBase(base, manifest, runs);
      const sources = new RunSources([out, ...bases]);
      if (args.plan) {
        process.stdout.write(`${planText(out, variants, sources)}\n`);
        const left = runs.filter((run) => !sources.isFinished(run));
        if (left.length > 0) {
          process.stdout.write(await costText(statesOf(out, left, warn), args));
        }
        return;
      }
      if (args.overwrite) assertFreeFolder(out, true);
      else assertSensitivityFolder(out, manifest);
      const isLeft = (run: PlannedRun) => !sources.isFinished(run);
      const missing = args.overwrite ? runs.filter(isOutside(bases)) : runs.filter(isLeft);
      if (!args['allow-version-change']) {
        sources.assertOneCode(
          runs.filter((run) => !missing.includes(run)),
          missing.length > 0,
        );
      }
      if (!args.quiet) {
        process.stderr.write(
          `${variants.length} settings, ${runs.length} runs, ${runs.length - missing.length} of them done. Output: ${out}\n`,
        );
      }
      const tell = async () => {
        const read = new Map(runs.map((run) => [run.id, sources.read(run)] as const));
        const { figures, report } = await writeSensitivity(out, {
          scale: args.scale,
          task: SENSITIVITY_TASKS[args.task],
          seeds: manifest.seeds,
          settings: differencesText(variants[0]?.runs ?? []),
          command: commandOf(manifest, args, out),
          variants: variants.map(({ runs, ...variant }) => ({
            ...variant,
            planned: runs.map((run) => ({ config: run.config, run: read.get(run.id) ?? null })),
          })),
        });
        process.stdout.write(`${[...figures, report.md, report.html].join('\n')}\n`);
      };
      const prepare = () => {
        claimSensitivityFolder(out, manifest);
      };
      if (missing.length === 0) {
        prepare();
        await tell();
      } else {
        const states = args.overwrite ? missing.map(fromTheStart) : statesOf(out, missing, warn);
        const outcome = await trainMissing(out, states, args, prepare);
        ending(readManifest(out) ? await drawnAfter(outcome, out, tell) : outcome);
      }
    },
  };
}

function manifestOf({ scale, task, seeds }: SensitivityArguments): SensitivityManifest {
  requireCount('--seeds', seeds);
  return { format: 1, scale, task, seeds: Array.from({ length: seeds }, (_, seed) => seed) };
}

/** `beta,tie` as choices. */
export function choicesOf(only: string): Choice[] {
  return only.split(',').map((name) => {
    const choice = CHOICES.find((known) => known === name.trim());
    if (choice) return choice;
    throw new UserError(
      `--only ${only}: ${JSON.stringify(name)} is nothing to vary. Allowed, with commas between them: ${CHOICES.join(', ')}.`,
    );
  });
}

/** `results/laptop-all,results/more` as folders. */
function basesOf({ base }: SensitivityArguments): string[] {
  return base === undefined ? [] : base.split(',').map((folder) => folder.trim());
}

/** Runs that --overwrite trains anew: all but those that other folders have. */
function isOutside(bases: readonly string[]): (run: PlannedRun) => boolean {
  const sources = new RunSources(bases);
  return (run) => !sources.isFinished(run);
}

function warn(message: string): void {
  process.stderr.write(`resilient-marl: ${message}\n`);
}

function planText(out: string, variants: readonly Variant[], sources: RunSources): string {
  const baseIds = new Set(variants[0]?.runs.map(({ id }) => id));
  const rows = variants.map(({ label, choice, runs }) => {
    const own = choice === null ? runs : runs.filter(({ id }) => !baseIds.has(id));
    const done = own.filter((run) => sources.isFinished(run)).length;
    return `${label.padEnd(34)} ${String(own.length).padStart(4)} runs of its own, ${done} done`;
  });
  const all = distinctRuns(variants);
  const left = all.filter((run) => !sources.isFinished(run));
  const steps = left.reduce((sum, { config }) => sum + config.steps, 0);
  return [
    ...rows,
    '',
    `${all.length} runs, ${left.length} to train: ${steps.toLocaleString('en-US')} steps of an agent in all. Output: ${out}`,
  ].join('\n');
}

function commandOf(
  manifest: SensitivityManifest,
  { only, base }: SensitivityArguments,
  out: string,
): string {
  return [
    `npm start -- sensitivity ${describeManifest(manifest)} --only ${only}`,
    ...(base === undefined ? [] : [`--base ${shellWord(base)}`]),
    `--out ${shellWord(out)}`,
  ].join(' ');
}
