import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { pack } from '../../../scripts/bundle/archive.mjs';
import { writeLists } from '../../../scripts/bundle/lists.mjs';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const PART = 2 ** 20;

let root: ReturnType<typeof temporaryFolder>;
/** Where the files of the bundle lie, a space in its name. */
let carried: string;
let content: Buffer;

beforeEach(() => {
  root = temporaryFolder();
  carried = join(root.path, 'on the way');
  const tree = join(root.path, 'bundle');
  mkdirSync(join(tree, 'folder'), { recursive: true });
  mkdirSync(carried);
  // Random, so that no compressor makes less of it.
  content = randomBytes(2.5 * PART);
  writeFileSync(join(tree, 'folder', 'a file'), content);
  writeFileSync(join(tree, 'run'), '#!/bin/sh\n', { mode: 0o755 });
});
afterEach(() => {
  root[Symbol.dispose]();
});

async function packed(compression: 'xz' | 'gzip' | 'none', partBytes: number | null) {
  const suffix = { xz: '.xz', gzip: '.gz', none: '' }[compression];
  const archive = `bundle.tar${suffix}`;
  const options = { compression, level: 1, partBytes };
  let done = 0;
  const parts = await pack(join(root.path, 'bundle'), join(carried, archive), options, (bytes) => {
    done = bytes;
  });
  writeLists(carried, archive, parts);
  expect(done).toBeGreaterThan(content.length);
  return parts;
}

/** Calls the joiner from another folder. */
function joined() {
  const cwd = join(root.path, 'unpacked here');
  mkdirSync(cwd, { recursive: true });
  const { status, stderr } = spawnSync('sh', [join(carried, 'join.sh')], { cwd, encoding: 'utf8' });
  return { status, stderr, folder: join(cwd, 'bundle') };
}

test.each(['xz', 'gzip', 'none'] as const)('parts come together again: %s', async (compression) => {
  const parts = await packed(compression, PART);
  expect(parts.map(({ bytes }) => bytes).slice(0, -1)).toEqual([PART, PART]);
  for (const { name, bytes, sha256 } of parts) {
    const data = readFileSync(join(carried, name));
    expect(data.length).toBe(bytes);
    expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
  }
  const { status, stderr, folder } = joined();
  expect([status, stderr]).toEqual([0, '']);
  expect(readFileSync(join(folder, 'folder', 'a file')).equals(content)).toBe(true);
  expect(statSync(join(folder, 'run')).mode & 0o111).toBe(0o111);
});

test('one file is one file', async () => {
  const parts = await packed('none', null);
  expect(parts.map(({ name }) => name)).toEqual(['bundle.tar']);
  expect(joined().status).toBe(0);
});

test('the same folder packs to the same bytes', async () => {
  const first = await packed('gzip', null);
  rmSync(join(carried, 'bundle.tar.gz'));
  expect(await packed('gzip', null)).toEqual(first);
});

test('missing parts are named, all of them, and nothing is unpacked', async () => {
  await packed('none', PART);
  rmSync(join(carried, 'bundle.tar.part-001'));
  rmSync(join(carried, 'bundle.tar.part-003'));
  const { status, stderr, folder } = joined();
  expect(status).toBe(2);
  expect(stderr).toBe(
    `join.sh: missing in ${carried}: bundle.tar.part-001 bundle.tar.part-003. Copy them again, and call this again.\n`,
  );
  expect(readdirSync(join(folder, '..'))).toEqual([]);
});

test('a damaged part is named, and nothing is unpacked', async () => {
  await packed('none', PART);
  const part = join(carried, 'bundle.tar.part-002');
  const data = readFileSync(part);
  data.writeUInt8(data.readUInt8(1000) ^ 1, 1000);
  writeFileSync(part, data);
  const { status, stderr, folder } = joined();
  expect(status).toBe(2);
  expect(stderr).toBe(
    'join.sh: damaged: bundle.tar.part-002. Copy them again, and call this again.\n',
  );
  expect(readdirSync(join(folder, '..'))).toEqual([]);
});

test('without the list of sums nothing is unpacked', async () => {
  await packed('none', PART);
  rmSync(join(carried, 'SHA256SUMS'));
  const { status, stderr } = joined();
  expect([status, stderr]).toEqual([
    2,
    `join.sh: SHA256SUMS is missing in ${carried}. Copy it, too.\n`,
  ]);
});

test('the shell scripts are plain POSIX shell', () => {
  for (const name of ['run.sh', 'join.sh', 'python.sh']) {
    const path = fileURLToPath(new URL(`../../../scripts/bundle/target/${name}`, import.meta.url));
    execFileSync('sh', ['-n', path]);
  }
});
