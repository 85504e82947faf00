import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadBackend } from '../backend/backend.ts';
import { UserError } from '../errors.ts';
import { assertRunConfig } from '../experiment/assertRunConfig.ts';
import type { RunConfig } from '../experiment/config.ts';
import { PAPER_TASKS } from '../experiment/defaults.ts';
import { readGraph } from '../experiment/readGraph.ts';
import { runId } from '../experiment/runId.ts';
import { SCALES, scaledSettings } from '../experiment/scale.ts';
import { trainCohort } from '../experiment/trainCohort.ts';
import { readRecord, readRun, type Run } from '../metrics/readRun.ts';
import { PUBLISHED_TASKS, publishedTaskOf, type PublishedTask } from '../published/sources.ts';
import type { CompareArguments } from './compareOptions.ts';
import { assertComparable } from './drawRuns.ts';
import { failureText, keptIn } from './failure.ts';
import { interruptible } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { createProgress, meanReturn } from './progress.ts';
import { asRunConfig } from './asRunConfig.ts';
import { machineOf } from './train.ts';

/** A run that a comparison trains. */
export interface ComparedRun {
  readonly id: string;
  readonly config: RunConfig;
}

/** Steps at the paper's scale: 100,000 and 50,000 after the warm-up. */
const STEPS: Readonly<Record<PublishedTask, number>> = {
  'half-cheetah': 125_000,
  pendulum: 75_000,
};

const TASK_IDS: Readonly<Record<PublishedTask, string>> = {
  'half-cheetah': PAPER_TASKS.halfCheetah,
  pendulum: PAPER_TASKS.pendulum,
};

/** What `compare` trains without run folders: rule none, one run a task and seed. */
export function plannedRuns(
  args: Partial<Pick<CompareArguments, 'task' | 'scale' | 'seeds' | 'steps'>>,
): ComparedRun[] {
  const { task: wanted = 'both', scale = 'paper', seeds = 1, steps } = args;
  if (!Number.isSafeInteger(seeds) || seeds < 1) {
    throw new UserError(`--seeds has to be a whole number of at least 1, got ${seeds}.`);
  }
  const tasks = (Object.keys(STEPS) as PublishedTask[]).filter((task) =>
    ['both', task].includes(wanted),
  );
  return tasks.flatMap((task) => {
    const shared = scaledSettings(SCALES[scale], TASK_IDS[task]);
    const length = steps ?? (scale === 'paper' ? STEPS[task] : shared.steps);
    return Array.from({ length: seeds }, (_none, seed): ComparedRun => {
      const config: RunConfig = {
        ...shared,
        steps: length,
        seed,
        rule: { name: 'none' },
        attack: null,
        graph: readGraph('paper'),
      };
      assertRunConfig(config);
      return { id: runId(config), config };
    });
  });
}

/** Trains the planned runs that are not finished, one after the other. @param prepare makes `out` ready */
export async function trainPlanned(
  plan: readonly ComparedRun[],
  out: string,
  args: CompareArguments,
  prepare: () => void,
): Promise<Outcome> {
  const folderOf = ({ id }: ComparedRun) => join(out, 'runs', id);
  const isMissing = (run: ComparedRun) =>
    !existsSync(join(folderOf(run), 'run.json')) ||
    readRecord(folderOf(run), asRunConfig).status !== 'finished';
  const missing = args.overwrite ? plan : plan.filter(isMissing);
  if (!args.quiet) {
    const done = plan.length - missing.length;
    process.stderr.write(`Runs: ${plan.length}, ${done} of them done. Output: ${out}\n`);
  }
  if (missing.length === 0) return 'done';
  const backend = await loadBackend(machineOf(args));
  // Training would go on from the checkpoints that are to be replaced.
  if (args.overwrite) prepare();
  let isPrepared = args.overwrite;
  return interruptible(async (signal) => {
    let outcome: Outcome = 'done';
    for (const [index, run] of missing.entries()) {
      const { task, steps } = run.config;
      const progress = createProgress(`${task} ${index + 1}/${missing.length}`, steps, args.quiet);
      let latest = '';
      const training = { hasBegun: false };
      try {
        const [record] = await trainCohort([run.config], {
          backend,
          folders: [folderOf(run)],
          onMemory: (memory) => {
            progress.begin(`memory: ${memory}`);
          },
          onReady: () => {
            if (!isPrepared) prepare();
            isPrepared = true;
            training.hasBegun = true;
          },
          signal,
          onWarning: (message) => {
            process.stderr.write(`resilient-marl: ${message}\n`);
          },
          checkpointSeconds: args['checkpoint-seconds'],
          allowVersionChange: args['allow-version-change'],
          onStep: ({ step, evaluation }) => {
            if (evaluation) latest = `mean return ${meanReturn(evaluation)}`;
            progress.update(step, latest);
          },
        });
        if (record?.status === 'failed') outcome = 'failed';
      } catch (error) {
        // A mistake in the settings stops everything; a fault of one run leaves the others to go on.
        if (error instanceof UserError && !training.hasBegun) throw error;
        process.stderr.write(`\nresilient-marl: ${failureText(error)}\n${keptIn(out)}\n`);
        outcome = 'failed';
      } finally {
        progress.stop();
      }
      if (signal.aborted) return 'interrupted';
    }
    return outcome;
  });
}

/**
 * Reads runs that can be compared: rule none and no attack, of a task that has published curves; those of
 * a task alike but for the seed, and computed by the same code. A `UserError` says which is not.
 */
export function comparedRuns(folders: readonly string[]): Run<RunConfig>[] {
  const runs = folders.map((folder) => readRun(folder, asRunConfig));
  for (const { folder, record } of runs) {
    const { task, rule, attack } = record.config;
    if (publishedTaskOf(task) === undefined) {
      throw new UserError(
        `compare: ${folder} is a run of ${task}, of which there are no published curves here. ` +
          `There are some of ${Object.values(PUBLISHED_TASKS).join(' and ')}.`,
      );
    }
    if (rule.name !== 'none' || attack !== null) {
      const what = attack === null ? `rule ${rule.name}` : `a ${attack.name} attack`;
      throw new UserError(
        `compare: ${folder} is a run with ${what}. Published agents learn alone, so that only runs of ` +
          '--rule none without an attack can be compared.',
      );
    }
  }
  for (const task of Object.keys(PUBLISHED_TASKS)) {
    const ofTask = runs.filter(({ record }) => publishedTaskOf(record.config.task) === task);
    assertComparable(
      ofTask.map(({ folder, record }) => ({ folder, config: record.config })),
      'compare',
    );
    assertSameCode(ofTask);
  }
  return runs;
}

function assertSameCode(runs: readonly Run<RunConfig>[]): void {
  const [first] = runs;
  const other = runs.find(({ record }) => record.code.hash !== first?.record.code.hash);
  if (!first || !other) return;
  throw new UserError(
    `compare: ${first.folder} and ${other.folder} were computed by different versions of the program ` +
      `(code ${String(first.record.code.hash)} and ${String(other.record.code.hash)}). Compare them apart.`,
  );
}
