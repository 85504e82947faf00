import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { keyOf, makeFolder } from '../../../scripts/setup/folders.mjs';

let parent: string;
let final: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'resilient-marl-folders-'));
  final = join(parent, 'thing');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

/** Fills a folder with one file, in the way that `makeFolder` asks for. */
function writing(text: string): (folder: string) => Promise<void> {
  return (folder) => {
    expect(existsSync(final) && readFileSync(join(final, 'file'), 'utf8')).not.toBe(text);
    writeFileSync(join(folder, 'file'), text);
    return Promise.resolve();
  };
}

test('a folder gets its name when it is complete', async () => {
  await makeFolder(final, writing('one'));
  expect(readFileSync(join(final, 'file'), 'utf8')).toBe('one');
  expect(readdirSync(parent)).toEqual(['thing']);
});

test('a new one takes the place of the old one', async () => {
  await makeFolder(final, writing('one'));
  await makeFolder(final, writing('two'));
  expect(readFileSync(join(final, 'file'), 'utf8')).toBe('two');
  expect(readdirSync(parent)).toEqual(['thing']);
});

test('a failure leaves the old one, and nothing half-done', async () => {
  await makeFolder(final, writing('one'));
  await expect(makeFolder(final, () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
  expect(readFileSync(join(final, 'file'), 'utf8')).toBe('one');
  expect(readdirSync(parent)).toEqual(['thing']);
});

test('what a killed set-up left behind is removed', async () => {
  mkdirSync(join(parent, `thing.unfinished-${hostname()}-1`));
  await makeFolder(final, writing('one'));
  expect(readdirSync(parent)).toEqual(['thing']);
});

test('what another machine is making in a shared cache is left alone', async () => {
  mkdirSync(join(parent, 'thing.unfinished-elsewhere-1'));
  await makeFolder(final, writing('one'));
  expect(readdirSync(parent)).toEqual(['thing', 'thing.unfinished-elsewhere-1']);
});

test('a key depends on every part', () => {
  expect(keyOf('a', 'b')).toBe(keyOf('a', 'b'));
  expect(keyOf('a', 'b')).not.toBe(keyOf('a', 'c'));
  expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc'));
});
