import { describeRun, type PlannedRun } from '../../experiment/paperPlan.ts';
import { runFolder } from '../reproduction.ts';
import type { RunFailed } from './trainer.ts';

/** The runs that failed, each with its folder, under each error once. */
export function failureList(
  out: string,
  runs: readonly PlannedRun[],
  failures: readonly RunFailed[],
): string {
  const byMessage = new Map<string, RunFailed[]>();
  for (const failure of failures) {
    byMessage.set(failure.message, [...(byMessage.get(failure.message) ?? []), failure]);
  }
  const lines = [...byMessage].flatMap(([message, failed]) => [
    message,
    ...failed.map(({ id }) => {
      const run = runs.find((planned) => planned.id === id);
      return `  ${run ? describeRun(run.config) : id}: ${runFolder(out, id)}`;
    }),
  ]);
  const isRepeatable = failures.some((failure) => failure.isRepeatable);
  return [
    `${failures.length} of ${runs.length} runs failed:`,
    ...lines,
    `The same command trains them again. ${isRepeatable ? REPEATABLE : ''}`.trim(),
  ].join('\n');
}

const REPEATABLE =
  'Numbers that stopped being finite will do so again, for a run is the same whenever it is trained: ' +
  'such a run needs other settings.';
