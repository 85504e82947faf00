import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROJECT = new URL('../../', import.meta.url);

/** Folders and files of `src` that choose or show runs and compute none. */
const NOT_COMPUTING = [
  /^src\/(cli|figures|report|published|theory)\//,
  /^src\/experiment\/(scale|laptop|paperPlan|sheets|variants|estimate|codeHash|provenance)\.ts$/,
];

/** What a run is computed from besides the sources. */
const LOCKS = ['package-lock.json', 'python_env/requirements.lock'];

/**
 * SHA-256 over the files that decide the numbers of a run, so that a change of a picture or of a text
 * is no other version. Paths are part of it.
 */
export function codeHash(): string {
  const hash = createHash('sha256');
  const files = [
    ...filesUnder('src', '.ts').filter((path) => !NOT_COMPUTING.some((not) => not.test(path))),
    ...filesUnder('python_env/resilient_env', '.py'),
    ...LOCKS,
  ];
  for (const path of files.sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(new URL(path, PROJECT)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder: string, ending: string): string[] {
  const names = readdirSync(fileURLToPath(new URL(folder, PROJECT)), {
    recursive: true,
    encoding: 'utf8',
  });
  return names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
}
