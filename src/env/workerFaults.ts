import { messageOf } from '../errors.ts';
import { TransportError, WorkerError } from '../transport/errors.ts';
import type { EnvSpec } from './envPool.ts';
import { WorkerExitError } from './workerProcess.ts';

/** A request is tried on this many workers. */
export const MAX_WORKERS = 4;

/** One request failed on worker after worker. The message holds the end of what the last one wrote. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';
}

/** Environments could not be put back to where they stood. Going on would change results. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
}

/** A new worker did not start. */
export class RestartError extends Error {
  override readonly name = 'RestartError';
}

/** Some workers of a pool answered a request and others failed: their environments stand at different steps. */
export class OutOfStepError extends Error {
  override readonly name = 'OutOfStepError';

  /** @param cause the failure of the request before */
  constructor(request: string, cause: unknown) {
    super(
      `${request}: a request before failed in some environment workers, and the others have moved. Give all ` +
        `environments a state or a seed first. The failure: ${messageOf(cause)}`,
      { cause },
    );
  }
}

/** Whether another worker may do better. Refusals are none: it would refuse, too. */
export function isFault(error: unknown): error is Error {
  if (error instanceof TransportError) return error.fault !== 'busy';
  if (error instanceof WorkerError) return error.isOfDamagedRequest;
  return error instanceof WorkerExitError || error instanceof RestartError;
}

/** Whether environments may stand elsewhere than before the request: the next one needs a new worker. */
export function leavesUnknownState(error: unknown): boolean {
  if (error instanceof WorkerError) return error.code === 'INTERNAL';
  return error instanceof RestoreError;
}

/** The error of a request that no worker answered. @param lastFault what happened to the last of them */
export function lostError(kind: string, cause: Error, lastFault: string): WorkerLostError {
  const isSlow = cause instanceof TransportError && cause.fault === 'timeout';
  const advice = isSlow ? ' If they are only slow, give a longer --worker-timeout.' : '';
  return new WorkerLostError(
    `${kind}: tried on ${MAX_WORKERS} environment workers, one after the other, and all failed.${advice} ` +
      `The last: ${lastFault}`,
    { cause },
  );
}

/** Throws a `RestoreError` that names them where versions differ. */
export function assertSameVersions(
  { versions: before }: EnvSpec,
  { versions: now }: EnvSpec,
): void {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  const changes = [...names]
    .filter((name) => before[name] !== now[name])
    .map((name) => `${name} ${before[name] ?? 'none'} before, ${now[name] ?? 'none'} now`);
  if (changes.length === 0) return;
  throw new RestoreError(
    `A new environment worker was needed, and it has other versions: ${changes.join('; ')}. Going on ` +
      'would change results. Put the versions of before back (npm run setup), and go on from the last checkpoint.',
  );
}
