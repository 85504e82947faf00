import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertUnlocked, lockFolders } from '../../../src/experiment/runLock.ts';
import { lockOfAnother } from '../../support/lockOfAnother.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  root = temporaryFolder();
});
afterEach(() => {
  root[Symbol.dispose]();
});

function folder(name: string): string {
  return join(root.path, name);
}

test('of another process is respected, and its holder named', () => {
  lockOfAnother(folder('b'));
  const held = `is being written to by process ${process.ppid} on ${hostname()}`;
  expect(() => lockFolders([folder('a'), folder('b')])).toThrow(held);
  expect(() => {
    assertUnlocked([folder('a'), folder('b')]);
  }).toThrow(held);
  expect(readdirSync(root.path)).toEqual(['b']);
});

test('is no hindrance to the process itself, and leaves nothing', () => {
  mkdirSync(folder('b'));
  const unlock = lockFolders([folder('a/deep'), folder('b')]);
  assertUnlocked([folder('a/deep'), folder('b')]);
  expect(() => lockFolders([folder('b')])).toThrow(`by process ${process.pid}`);
  unlock();
  // Folders that were made for it go, and no others.
  expect(readdirSync(root.path)).toEqual(['b']);
  expect(readdirSync(folder('b'))).toEqual([]);
});

test('a folder that was made for it stays where something was put into it', () => {
  const unlock = lockFolders([folder('a/deep')]);
  writeFileSync(folder('a/other'), '');
  unlock();
  expect(readdirSync(folder('a'))).toEqual(['other']);
});

test.each(['', '{}', '5', '"x"', '[]', '{"pid": "1"}'])('that says %j is nobody’s', (text) => {
  mkdirSync(folder('a'));
  writeFileSync(join(folder('a'), 'run.lock'), text);
  lockFolders([folder('a')])();
  expect(readdirSync(folder('a'))).toEqual([]);
});

test('that is a folder is nobody’s', () => {
  mkdirSync(join(folder('a'), 'run.lock', 'deep'), { recursive: true });
  lockFolders([folder('a')])();
  expect(readdirSync(folder('a'))).toEqual([]);
});

test('of a process that is gone is taken over, also where its number is another’s by now', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  mkdirSync(folder('a'));
  lockFolders([folder('a')]);
  const lock = join(folder('a'), 'run.lock');
  const own = JSON.parse(readFileSync(lock, 'utf8')) as object;
  for (const stale of [{ pid: child.pid }, { began: '1' }]) {
    writeFileSync(lock, JSON.stringify({ ...own, ...stale }));
    assertUnlocked([folder('a')]);
    const unlock = lockFolders([folder('a')]);
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(own);
    unlock();
    expect(readdirSync(folder('a'))).toEqual([]);
  }
});

test('that another process has by now is left to it', () => {
  const unlock = lockFolders([folder('a')]);
  const lock = join(folder('a'), 'run.lock');
  writeFileSync(lock, JSON.stringify({ pid: 1, host: 'elsewhere', began: '1' }));
  unlock();
  expect(readdirSync(folder('a'))).toEqual(['run.lock']);
});

test('what a process left half written goes', () => {
  mkdirSync(folder('a'));
  writeFileSync(join(folder('a'), 'run.json.123.tmp'), '{');
  writeFileSync(join(folder('a'), 'notes.tmp'), '');
  lockFolders([folder('a')])();
  expect(readdirSync(folder('a'))).toEqual(['notes.tmp']);
});
