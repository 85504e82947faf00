import { describe, expect, test } from 'vitest';
import type { ContestResult, Row, SectionResult } from '../../../scripts/bench/results.ts';
import { targetsOf } from '../../../scripts/bench/targets.ts';
import { sectionText } from '../../../scripts/bench/text.ts';

test('a target is reached by the ratio of medians', () => {
  const [loop, jax, floor] = targetsOf([
    section('update: batch 100, no combination', [
      row('ours, compiled', [10, 10, 10]),
      row('PyTorch, loop over agents', [31, 31, 31]),
      row('JAX, jit + vmap', [10.5, 10.5, 10.5]),
      row('matrix products alone, TensorFlow', [8, 8, 8]),
    ]),
  ]);
  expect(loop).toEqual({
    text: 'update, batch 100: at least 3x PyTorch',
    measured: '3.10 (3.10 to 3.10)',
    reached: true,
  });
  expect(jax).toMatchObject({ measured: '1.05 (1.05 to 1.05)', reached: false });
  expect(floor).toMatchObject({ measured: '0.80 (0.80 to 0.80)', reached: true });
});

test('of several rows of a peer the fastest counts, of ours the first', () => {
  const [loop] = targetsOf([
    section('update: batch 100, no combination', [
      row('ours, compiled', [10, 10]),
      row('ours, eager', [5, 5]),
      row('PyTorch, loop over agents', [31, 31]),
      row('PyTorch, loop over agents, MKL as on Intel', [20, 20]),
    ]),
  ]);
  expect(loop).toMatchObject({ measured: '2.00 (2.00 to 2.00)', reached: false });
});

test('a peer that is not there leaves a target open', () => {
  const targets = targetsOf([
    section('update: batch 100, no combination', [
      row('ours, compiled', [10, 10]),
      { ...row('PyTorch, loop over agents', []), status: 'unavailable' },
    ]),
  ]);
  expect(targets[0]).toMatchObject({ measured: 'not measured', reached: null });
});

test('everything but the update is held against the whole step, more strictly with overlap', () => {
  const parts = { update: 18.5, act: 1 };
  const rows = ['ours', 'ours, without overlap'].map((name) => ({ ...row(name, [20, 20]), parts }));
  const targets = targetsOf([section('end to end: batch 64', rows)]);
  expect(targets).toEqual([
    {
      text: 'end to end: batch 64, ours: everything but the update at most 5 % of a step',
      measured: '7.5 % (1.50 ms)',
      reached: false,
    },
    {
      text: 'end to end: batch 64, ours, without overlap: everything but the update at most 10 % of a step',
      measured: '7.5 % (1.50 ms)',
      reached: true,
    },
  ]);
});

describe('the pace of cohorts', () => {
  const lockstep = (device: string, hidden: string): SectionResult => ({
    ...section('any', []),
    lockstep: [
      {
        title: 'gpu',
        setting: { hidden },
        rows: [
          [1, 8, 1.2],
          [8, 68, 2],
          [42, 364, 7],
        ].map(([runs = 0, learners = 0, milliseconds = 0]) => ({
          ...row(`${runs} runs`, [milliseconds, milliseconds]),
          versions: { device, 'environment workers': '3' },
          ...{ runs, learners, gpu: { peakMegabytes: 22_000, utilization: 0.873 } },
        })),
      },
    ],
  });

  test('is held against the goals on a GPU', () => {
    expect(targetsOf([lockstep('GPU: H100', '400-300')])).toEqual([
      { text: '1 run on a GPU: at least 800 steps a second', measured: '833', reached: true },
      { text: '42 runs on a GPU: at least 150 steps a second', measured: '143', reached: false },
    ]);
  });

  test('is nothing to judge on a CPU, or with small networks', () => {
    const targets = targetsOf([lockstep('CPU: EPYC', '400-300')]);
    expect(targets.map(({ measured, reached }) => [measured, reached])).toEqual([
      ['833, on a CPU', null],
      ['143, on a CPU', null],
    ]);
    expect(targetsOf([lockstep('GPU: H100', '64-64')])).toEqual([]);
  });

  test('stands in a table, with what it takes', () => {
    const table = sectionText(lockstep('GPU: H100', '400-300'));
    const cells = table.split('\n').find((line) => line.startsWith('| 42 runs'));
    const [, , perSecond, updates, , , , , workers, , , gpu, busy] = cells?.split('|') ?? [];
    expect([perSecond, updates, workers, gpu, busy].map((cell) => cell?.trim())).toEqual([
      '143',
      '52000',
      '3',
      '22000',
      '87 %',
    ]);
  });
});

function section(title: string, rows: Row[]): SectionResult {
  const contest: ContestResult = { title, unit: 'a step', setting: {}, rows };
  const load = { loadAverage: 0, idle: 1 };
  return {
    name: 'any',
    contests: [contest],
    growth: [],
    before: load,
    after: load,
    othersCores: 0,
  };
}

function row(name: string, milliseconds: number[]): Row {
  return {
    name,
    kind: 'peer',
    status: 'measured',
    why: '',
    milliseconds,
    cpuMilliseconds: milliseconds,
    parts: {},
    agreement: null,
    versions: {},
    peakMegabytes: null,
    childrenMegabytes: null,
    startSeconds: 0,
  };
}
