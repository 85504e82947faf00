import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const JOINER = fileURLToPath(new URL('target/join.sh', import.meta.url));

/**
 * Writes what goes with the parts of an archive: their hashes, and the script that checks and unpacks.
 *
 * @param {string} folder
 * @param {string} archive the name without part numbers
 * @param {readonly import('./archive.mjs').Part[]} parts
 */
export function writeLists(folder, archive, parts) {
  const sums = parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  writeFileSync(join(folder, 'SHA256SUMS'), sums);
  const joiner = readFileSync(JOINER, 'utf8').replace('@ARCHIVE@', archive);
  writeFileSync(join(folder, 'join.sh'), joiner, { mode: 0o755 });
}
