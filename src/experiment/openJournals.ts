import { RunLog } from '../metrics/runLog.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import type { Cohort } from './cohort.ts';
import type { RunConfig } from './config.ts';
import { goingOn, type Origin } from './goingOn.ts';
import { Journal } from './journal.ts';
import type { RunCheckpoint } from './runCheckpoint.ts';
import { runId } from './runId.ts';

/** Opens one journal after the other, so that those before one that cannot be opened are known. */
export function* openJournals(
  cohort: Cohort,
  folders: readonly string[],
  origin: Origin,
  checkpoints: readonly RunCheckpoint[] | null,
): Generator<Journal> {
  const startedAt = new Date().toISOString();
  for (const [run, { config }] of cohort.runs.entries()) {
    const folder = folders[run];
    if (folder === undefined) throw new RangeError(`Run ${run} has no folder.`);
    const checkpoint = checkpoints?.[run];
    const log = new RunLog(folder, checkpoint?.rest.tables);
    const record: RunRecord<RunConfig> = {
      format: 1,
      id: runId(config),
      status: 'running',
      error: null,
      config,
      ...origin,
      startedAt,
      finishedAt: null,
      wallSeconds: 0,
      stepsDone: 0,
      resumptions: [],
      workerRestarts: 0,
      checkpoints: { written: 0, seconds: 0 },
      ...(checkpoint && goingOn(folder, checkpoint, origin)),
    };
    yield new Journal(run, cohort, log, record, checkpoint?.rest.episodes);
  }
}
