import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertUnlocked, lockFolders } from '../../../src/experiment/runLock.ts';
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

test('names its holder until it is released, and leaves nothing', () => {
  const unlock = lockFolders([folder('a'), folder('b')]);
  const held = `is being written to by process ${process.pid} on ${hostname()}`;
  expect(() => lockFolders([folder('c'), folder('b')])).toThrow(held);
  expect(() => {
    assertUnlocked([folder('c'), folder('a')]);
  }).toThrow(held);
  expect(readdirSync(folder('c'))).toEqual([]);
  unlock();
  expect(readdirSync(folder('a'))).toEqual([]);
  lockFolders([folder('a'), folder('b')])();
});

test('of a process that is gone is taken over, also where its number is another’s by now', async () => {
  const child = spawn('true');
  await once(child, 'exit');
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
  lockFolders([folder('a')])();
  writeFileSync(join(folder('a'), 'run.json.123.tmp'), '{');
  writeFileSync(join(folder('a'), 'notes.tmp'), '');
  lockFolders([folder('a')])();
  expect(readdirSync(folder('a'))).toEqual(['notes.tmp']);
});
