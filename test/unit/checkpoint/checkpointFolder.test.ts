import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkpointSteps,
  readCheckpoint,
  removeCheckpointsAfter,
  writeCheckpoint,
  writeSegment,
  type Segment,
} from '../../../src/checkpoint/checkpointFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: ReturnType<typeof temporaryFolder>;
let segments: Segment[];

beforeEach(() => {
  root = temporaryFolder();
  segments = [];
});
afterEach(() => {
  root[Symbol.dispose]();
});

function path(...names: string[]): string {
  return join(root.path, 'checkpoint', ...names);
}

function save(step: number): void {
  const from = segments.at(-1)?.to ?? 0;
  segments.push(writeSegment(root.path, { from, to: step }, Uint8Array.of(step)));
  writeCheckpoint(root.path, { step, replay: segments, rest: { at: step } }, Uint8Array.of(1, 2));
}

test('comes back as it was written', () => {
  save(10);
  save(20);
  const { manifest, state, segments: read } = readCheckpoint(root.path, 20);
  expect(manifest).toMatchObject({ format: 2, step: 20, rest: { at: 20 } });
  expect([...state]).toEqual([1, 2]);
  expect(read.map((bytes) => [...bytes])).toEqual([[10], [20]]);
});

test('the last two stay, with the transitions that they name, and nothing half written', () => {
  save(10);
  save(20);
  segments.shift();
  mkdirSync(path('.step-1'));
  writeFileSync(path('replay', '000000020-000000030.safetensors.1.tmp'), '');
  save(30);
  expect(checkpointSteps(root.path)).toEqual([30, 20]);
  expect(readdirSync(path()).sort()).toEqual(['replay', 'step-000000020', 'step-000000030']);
  expect(readdirSync(path('replay'))).toHaveLength(3);
  save(40);
  expect(readdirSync(path('replay')).sort()[0]).toBe('000000010-000000020.safetensors');
});

test('a folder where a file of transitions should be goes like one that is half written', () => {
  save(10);
  mkdirSync(path('replay', '000000099-000000199.safetensors', 'within'), { recursive: true });
  save(20);
  expect(readdirSync(path('replay'))).toHaveLength(2);
});

test('those that were passed over do not push out the ones that follow', () => {
  [50, 60].forEach(save);
  removeCheckpointsAfter(root.path, 0);
  expect(checkpointSteps(root.path)).toEqual([]);
  segments = [];
  save(10);
  expect(checkpointSteps(root.path)).toEqual([10]);
  expect(existsSync(path('replay', '000000000-000000050.safetensors'))).toBe(false);
});

describe('what is damaged is named:', () => {
  test.each([
    ['step-000000020/checkpoint.json', 30],
    ['step-000000020/checkpoint.json', 0],
    ['step-000000020/state.safetensors', 1],
    ['replay/000000010-000000020.safetensors', 0],
  ])('%s with %i bytes left', (name, bytes) => {
    [10, 20].forEach(save);
    truncateSync(path(name), bytes);
    expect(() => readCheckpoint(root.path, 20)).toThrow(`${path(name)} is damaged`);
    expect(readCheckpoint(root.path, 10).manifest.step).toBe(10);
  });

  test.each([
    ['null', /has format undefined/],
    ['{"format":3}', /has format 3, expected 2/],
    ['{"format":2,"step":20}', /is damaged/],
  ])('a checkpoint.json that is %s', (text, message) => {
    save(20);
    writeFileSync(path('step-000000020', 'checkpoint.json'), text);
    expect(() => readCheckpoint(root.path, 20)).toThrow(message);
  });

  test('a step that another step’s file says', () => {
    [10, 20].forEach(save);
    const other = readFileSync(path('step-000000010', 'checkpoint.json'));
    writeFileSync(path('step-000000020', 'checkpoint.json'), other);
    expect(() => readCheckpoint(root.path, 20)).toThrow(/step-000000020.*is damaged/);
  });
});
