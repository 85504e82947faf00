/** What stands in the way of set-up and the person can put right: shown without a stack, exit code 2. */
export class SetupError extends Error {}

/** Writes a line for the person. Standard output stays free for the program that set-up precedes. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} bytes @returns {string} e.g. `274 MB`, `3.4 GB` */
export function size(bytes) {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param {number} since a time of `performance.now()` @returns {string} e.g. `12.3 s` */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
