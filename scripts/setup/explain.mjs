import { CommandError } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * What went wrong, in words for the person, or null for a fault of our own.
 *
 * @param {unknown} error
 * @returns {string | null}
 */
export function explain(error) {
  if (error instanceof SetupError) return error.message;
  const text = error instanceof CommandError ? error.all : String(error?.message);
  const isFull = error?.code === 'ENOSPC' || /No space left on device|ENOSPC/.test(text);
  if (isFull) {
    return `A disk is full. RESILIENT_MARL_CACHE=/path/to/folder puts the large downloads elsewhere.\n${text}`;
  }
  if (!(error instanceof CommandError)) return null;
  if (/DO NOT MATCH THE HASHES|bad hash:/.test(text)) return badHash(text);
  if (/\b(pip|npm)\b/.test(error.command)) {
    return `Is the network, or the mirror that pip and npm are set to, reachable?\n${error.message}`;
  }
  return error.message;
}

/** @param {string} text what pip printed, or unpack.py */
function badHash(text) {
  const report = text.slice(text.search(/DO NOT MATCH|bad hash:/));
  const file = /[^\s/]+\.(whl|tar\.gz)/.exec(report)?.[0] ?? 'a download';
  const hashes = report.match(/\b[0-9a-f]{64}\b/g) ?? [];
  return [
    `${file} is not the file that the lock file names: it is damaged, or somebody changed it.`,
    ...hashes.slice(0, -1).map((hash) => `  expected ${hash}`),
    `  got      ${hashes.at(-1)}`,
    'Try again. If it stays so, do not trust the source it came from.',
  ].join('\n');
}
