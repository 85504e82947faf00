import { join } from 'node:path';
import type { LoadedBackend } from '../../backend/backend.ts';
import { UserError } from '../../errors.ts';
import { versionChanges } from '../../experiment/goingOn.ts';
import { describeCode } from '../../experiment/provenance.ts';
import type { StandingRun } from '../oneCode.ts';
import type { VersionChange } from '../reproduction.ts';

type Changed = VersionChange['changed'];

/** What this program is made of now. */
export interface CurrentVersions {
  readonly codeHash: string;
  /** By the names of `run.json`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** @param worker what the environments' worker says of itself */
export function currentVersions(
  { tensorflowVersion, tfjsVersion }: LoadedBackend,
  worker: Readonly<Record<string, string>>,
): CurrentVersions {
  const packages = Object.entries(worker).filter(([name]) => name !== 'cpu');
  return {
    codeHash: describeCode().hash,
    versions: {
      node: process.versions.node,
      tensorflow: tensorflowVersion,
      tfjs: tfjsVersion,
      ...Object.fromEntries(packages),
    },
  };
}

/**
 * In what the runs that stay in a folder differ from those that are about to be trained, each change once.
 * Throws a `UserError` that names their files, unless the changes are allowed.
 */
export function assertSameVersions(
  staying: readonly StandingRun[],
  now: CurrentVersions,
  isAllowed: boolean,
): Changed[] {
  const others = staying.flatMap(({ folder, record }) => {
    const { codeHash: hash, versions } = now;
    const changed = versionChanges(record, { ...record, versions, code: { ...record.code, hash } });
    return Object.keys(changed).length === 0 ? [] : [{ folder, changed }];
  });
  const [first] = others;
  if (!first) return [];
  if (isAllowed) {
    const distinct = new Map(others.map(({ changed }) => [JSON.stringify(changed), changed]));
    return [...distinct.values()];
  }
  const texts = Object.entries(first.changed).map(
    ([name, { before, now: present }]) => `${name} ${before} then, ${present} now`,
  );
  const more = others.length === 1 ? '' : ` (and ${others.length - 1} more runs)`;
  throw new UserError(
    `${join(first.folder, 'run.json')}${more} was made by another version: ` +
      `${texts.join('; ')}. Its curves would stand beside those of this version. Give another folder, ` +
      'or --overwrite to train everything anew, or --allow-version-change to mix them, which ' +
      'reproduce.json then tells.',
  );
}
