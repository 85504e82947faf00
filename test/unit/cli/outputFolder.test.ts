import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  assertFreeFolder,
  assertWritableFolder,
  emptyFolder,
} from '../../../src/cli/outputFolder.ts';
import { lockOfAnother } from '../../support/lockOfAnother.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: ReturnType<typeof temporaryFolder>;
let out: string;

beforeEach(() => {
  root = temporaryFolder();
  out = join(root.path, 'a', 'b');
});
afterEach(() => {
  root[Symbol.dispose]();
});

function put(...names: string[]): void {
  mkdirSync(out, { recursive: true });
  for (const name of names) writeFileSync(join(out, name), '');
}

test('a folder that is not there is free, and is not made', () => {
  assertFreeFolder(out, false);
  expect(existsSync(join(root.path, 'a'))).toBe(false);
});

test('an empty folder is free', () => {
  put();
  assertFreeFolder(out, false);
});

describe('a folder that holds something', () => {
  test('is refused with some of what it holds, and untouched', () => {
    put('notes.txt', 'b', 'c', 'd');
    expect(() => {
      assertFreeFolder(out, false);
    }).toThrow(`--out ${out} is not empty: it holds b, c, d and more. Give another folder.`);
    expect(readdirSync(out)).toHaveLength(4);
  });

  test.each(['run.json', 'reproduce.json'])('with %s may be replaced, if one says so', (own) => {
    put(own, 'training.csv');
    expect(() => {
      assertFreeFolder(out, false);
    }).toThrow('Give another folder, or --overwrite to replace what is there.');
    assertFreeFolder(out, true);
    expect(readdirSync(out)).toHaveLength(2);
  });

  test.each(['run.json', 'reproduce.json'])('with %s and files of others stays', (own) => {
    put(own, 'notes.txt', 'training.csv');
    expect(() => {
      assertFreeFolder(out, true);
    }).toThrow(
      `--out ${out} holds more than a run or a reproduction: notes.txt. --overwrite does not remove`,
    );
    expect(() => {
      assertFreeFolder(out, false);
    }).toThrow(/Give another folder\.$/);
    expect(readdirSync(out)).toHaveLength(3);
  });

  test('is never replaced where the program has not made it', () => {
    put('thesis.tex');
    expect(() => {
      assertFreeFolder(out, true);
    }).toThrow(
      `--out ${out} is neither a run nor a reproduction: it holds thesis.tex. --overwrite does not remove`,
    );
  });
});

test('what is left of a run that was killed before its first run.json is nothing; a row is something', () => {
  put('run.lock', 'run.json.12.tmp', 'training.csv', 'aggregation.csv');
  writeFileSync(join(out, 'evaluations.csv'), 'step,agent,return,length\n');
  assertFreeFolder(out, false);
  writeFileSync(join(out, 'evaluations.csv'), 'step,agent,return,length\n20,0,1.5,3\n');
  expect(() => {
    assertFreeFolder(out, false);
  }).toThrow('is not empty');
});

test('what a killed process leaves is ours: a lock alone is nothing, half a file goes with its run', () => {
  put('run.lock');
  assertFreeFolder(out, false);
  put('run.json', 'run.json.123.tmp');
  assertFreeFolder(out, true);
  emptyFolder(out);
  // Its holder removes it, and who takes over that of a dead one.
  expect(readdirSync(out)).toEqual(['run.lock']);
});

test('emptying leaves the lock of a run, and what is not ours in its folder', () => {
  put('reproduce.json');
  for (const run of ['a', 'b', 'c']) mkdirSync(join(out, 'runs', run), { recursive: true });
  put('runs/a/run.json', 'runs/a/run.lock', 'runs/b/run.json', 'runs/c/notes.txt');
  emptyFolder(out);
  expect(readdirSync(out, { recursive: true }).sort()).toEqual(
    ['runs', 'runs/a', 'runs/a/run.lock', 'runs/c', 'runs/c/notes.txt'].sort(),
  );
});

test.each(['run', 'reproduction'])('a %s that a process writes to is not replaced', (what) => {
  put('run.json', 'reproduce.json');
  const folder = what === 'run' ? out : join(out, 'runs', 'a');
  lockOfAnother(folder);
  expect(() => {
    assertFreeFolder(out, true);
  }).toThrow(`${folder} is being written to by process ${process.ppid}`);
  rmSync(join(folder, 'run.lock'));
  assertFreeFolder(out, true);
});

test('emptying removes a run or a reproduction, and nothing else', () => {
  put('run.json', 'report.md', 'learning-curves.png', 'notes.txt');
  mkdirSync(join(out, 'figures'));
  put('figures/a.svg');
  emptyFolder(out);
  expect(readdirSync(out)).toEqual(['notes.txt']);
  emptyFolder(join(out, 'not-there'));
});

test.each(['', 'in', 'in/it'])('a file where a folder is due is refused (%j)', (below) => {
  const file = join(root.path, 'file');
  writeFileSync(file, '');
  expect(() => {
    assertWritableFolder(join(file, below));
  }).toThrow(/^--out .*: \S*file is a file, not a folder\. Give a folder of your own\.$/);
});

test.each(['/proc/results', '/proc/results/runs', '/sys/results'])('%s is refused', (folder) => {
  expect(() => {
    assertWritableFolder(folder);
  }).toThrow(/^--out \S+: \/(proc|sys) is not for files\. Give a folder of your own\.$/);
});
