import { join } from 'node:path';
import type { LoadedBackend } from '../../backend/backend.ts';
import { UserError } from '../../errors.ts';
import { versionChanges } from '../../experiment/goingOn.ts';
import { describeCode } from '../../experiment/provenance.ts';
import { runFolder, type VersionChange } from '../reproduction.ts';
import type { RunState } from './states.ts';

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
 * In what the runs that stay in a folder differ from those that are about to be trained; null: in
 * nothing. Throws a `UserError` that names their files, unless the change is allowed.
 */
export function assertSameVersions(
  out: string,
  staying: readonly RunState[],
  now: CurrentVersions,
  isAllowed: boolean,
): Changed | null {
  const others = staying.flatMap(({ run, record }) => {
    if (!record) return [];
    const { codeHash: hash, versions } = now;
    const changed = versionChanges(record, { ...record, versions, code: { ...record.code, hash } });
    return Object.keys(changed).length === 0 ? [] : [{ run, changed }];
  });
  const [first] = others;
  if (!first) return null;
  if (isAllowed) return first.changed;
  const texts = Object.entries(first.changed).map(
    ([name, { before, now: present }]) => `${name} ${before} then, ${present} now`,
  );
  const more = others.length === 1 ? '' : ` (and ${others.length - 1} more runs)`;
  throw new UserError(
    `${join(runFolder(out, first.run.id), 'run.json')}${more} was made by another version: ` +
      `${texts.join('; ')}. Its curves would stand beside those of this version. Give another folder, ` +
      'or --overwrite to train everything anew, or --allow-version-change to mix them, which ' +
      'reproduce.json then tells.',
  );
}
