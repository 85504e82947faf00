import type { VersionChange } from './reproduction.ts';
import { UserError } from '../errors.ts';
import type { RunRecord } from '../metrics/runRecord.ts';

/** A run that stays in a folder as it is. */
export interface StandingRun {
  readonly folder: string;
  readonly record: RunRecord<unknown>;
}

/** Hashes of the code that computed some runs, each with a folder that tells of it. */
export type Codes = ReadonlyMap<string, string>;

/** The code of some runs. Those of before there was a hash are `unknown`. */
export function codesOf(runs: readonly StandingRun[]): Map<string, string> {
  const codes = new Map<string, string>();
  for (const { folder, record } of runs) {
    const hash = record.code.hash ?? 'unknown';
    if (!codes.has(hash)) codes.set(hash, folder);
  }
  return codes;
}

/**
 * Throws a `UserError` where runs come from several versions of the code, unless they are all joined by
 * changes that were accepted.
 *
 * @param advice what to do
 */
export function assertOneCode(
  codes: Codes,
  advice: string,
  accepted: readonly VersionChange[] = [],
): void {
  if (areJoined(codes, accepted)) return;
  const list = [...codes].map(([hash, where]) => `${hash.slice(0, 12)} (${where})`).join(', ');
  throw new UserError(
    `The runs come from several versions of the code that computes them: ${list}. ` +
      `Differences between them may be differences of code. ${advice}`,
  );
}

/** What there is to accept of some codes: how each differs from the first. */
export function changesBetween(codes: Codes): VersionChange['changed'][] {
  const [before, ...others] = codes.keys();
  if (before === undefined) return [];
  return others.map((now) => ({ code: { before, now } }));
}

/** Whether accepted changes lead from any of the codes to any other; so they do where there is but one. */
export function areJoined(codes: Codes, accepted: readonly VersionChange[]): boolean {
  const [first] = codes.keys();
  const reached = new Set(first === undefined ? [] : [first]);
  const changes = accepted.flatMap(({ changed }) => changed['code'] ?? []);
  let before = 0;
  while (reached.size > before) {
    before = reached.size;
    for (const change of changes) {
      const isTouched = reached.has(change.before) || reached.has(change.now);
      if (isTouched) reached.add(change.before).add(change.now);
    }
  }
  return [...codes.keys()].every((hash) => reached.has(hash));
}
