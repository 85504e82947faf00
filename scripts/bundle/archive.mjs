import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { COMPRESSIONS } from './options.mjs';

/**
 * @typedef {object} Part
 * @property {string} name of the file
 * @property {number} bytes
 * @property {string} sha256
 */

/**
 * Packs a folder, in one pass: tar, the compressor, and files of at most `partBytes`.
 *
 * @param {string} folder
 * @param {string} target path of the archive; of parts, with `.part-001` behind it
 * @param {{ compression: string, level: number, partBytes: number | null }} options
 * @param {(bytes: number) => void} onPacked told how much of the folder is done
 * @returns {Promise<Part[]>}
 */
export async function pack(folder, target, { compression, level, partBytes }, onPacked) {
  const { command, flags } = COMPRESSIONS[compression];
  const tar = started('tar', [
    ...['--create', '--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--file=-'],
    ...['-C', dirname(folder), basename(folder)],
  ]);
  const compressor = started(command, flags(level));
  const writer = new PartWriter(target, partBytes);
  try {
    await Promise.all([
      pipeline(tar.child.stdout, counting(onPacked), compressor.child.stdin),
      pipeline(compressor.child.stdout, async (chunks) => {
        for await (const chunk of chunks) writer.write(chunk);
      }),
      tar.ended,
      compressor.ended,
    ]);
  } finally {
    tar.child.kill();
    compressor.child.kill();
    writer.close();
  }
  return writer.parts;
}

/** Files one after the other, each full but the last. */
class PartWriter {
  /** @type {Part[]} */
  parts = [];
  #target;
  #limit;
  #file = null;
  #hash = createHash('sha256');
  #bytes = 0;

  constructor(target, limit) {
    this.#target = target;
    this.#limit = limit ?? Infinity;
  }

  write(chunk) {
    let rest = chunk;
    while (rest.length > 0) {
      this.#file ??= openSync(this.#path(), 'wx');
      const piece = rest.subarray(0, Math.min(rest.length, this.#limit - this.#bytes));
      for (let done = 0; done < piece.length;) done += writeSync(this.#file, piece, done);
      this.#hash.update(piece);
      this.#bytes += piece.length;
      if (this.#bytes === this.#limit) this.close();
      rest = rest.subarray(piece.length);
    }
  }

  close() {
    if (this.#file === null) return;
    closeSync(this.#file);
    const name = basename(this.#path());
    this.parts.push({ name, bytes: this.#bytes, sha256: this.#hash.digest('hex') });
    this.#file = null;
    this.#hash = createHash('sha256');
    this.#bytes = 0;
  }

  #path() {
    if (this.#limit === Infinity) return this.#target;
    const number = String(this.parts.length + 1).padStart(3, '0');
    return join(dirname(this.#target), `${basename(this.#target)}.part-${number}`);
  }
}

function started(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${code}: ${said.trim()}`));
    });
  });
  return { child, ended };
}

function counting(onPacked) {
  let bytes = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      bytes += chunk.length;
      onPacked(bytes);
      done(null, chunk);
    },
  });
}
