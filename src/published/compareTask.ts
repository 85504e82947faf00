import type { RunConfig } from '../experiment/config.ts';
import type { Run } from '../metrics/readRun.ts';
import { matchedRows, type MatchedRow, type StepCount } from './matched.ts';
import { ownCurve, type OwnCurve } from './ownCurve.ts';
import { readPublished, type PublishedCurve } from './readSource.ts';
import { publishedTaskOf, type PublishedTask } from './sources.ts';

/** Our runs of one task beside the published curves of it. */
export interface TaskComparison {
  readonly task: PublishedTask;
  /** Gymnasium's id of our task. */
  readonly id: string;
  readonly runs: readonly Run<RunConfig>[];
  /** Runs that have not come to their first evaluation, and are in no curve. */
  readonly leftOut: readonly Run<RunConfig>[];
  readonly own: OwnCurve;
  readonly curves: readonly PublishedCurve[];
  readonly rows: Readonly<Record<StepCount, readonly MatchedRow[]>>;
}

/**
 * Compares runs of one task, which differ in the seed alone, as far as all of them have come. Null where
 * none has been evaluated after its warm-up. Throws a `RangeError` for a task without published curves.
 */
export function compareTask(given: readonly Run<RunConfig>[]): TaskComparison | null {
  const runs = given.filter(isEvaluated);
  const leftOut = given.filter((run) => !isEvaluated(run));
  if (runs.length === 0) return null;
  const id = runs[0]?.record.config.task ?? '';
  const task = publishedTaskOf(id);
  if (task === undefined) throw new RangeError(`compareTask: no published curves of ${id}.`);
  const own = ownCurve(runs);
  if (own.steps.length === 0) return null;
  const curves = readPublished(task);
  const rows = {
    'after warm-up': matchedRows(own, curves, 'after warm-up'),
    'in all': matchedRows(own, curves, 'in all'),
  };
  return { task, id, runs, leftOut, own, curves, rows };
}

/** The row that gives a task's verdict: the last one after the warm-up that has one. */
export function decisiveRow({ rows }: TaskComparison): MatchedRow | null {
  return rows['after warm-up'].findLast(({ verdict }) => verdict !== null) ?? null;
}

function isEvaluated({ record, evaluations }: Run<RunConfig>): boolean {
  return evaluations.some(({ step }) => step >= record.config.warmup);
}
