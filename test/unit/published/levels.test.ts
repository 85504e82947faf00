import { describe, expect, test } from 'vitest';

import { publishedLevel } from '../../../src/published/matched.ts';
import { readPublished } from '../../../src/published/readSource.ts';
import { PUBLISHED_TASKS, type PublishedTask } from '../../../src/published/sources.ts';

/**
 * The levels of data/published-curves/README.md, taken from the sources' whole files before rows were left
 * out: steps as the file counts them, mean, standard deviation.
 */
const LEVELS: readonly [PublishedTask, string, readonly [number, number, number][]][] = [
  [
    'half-cheetah',
    'tianshou DDPG',
    [
      [25_000, 3126, 480],
      [50_000, 4523, 792],
      [100_000, 6308, 1012],
      [200_000, 7914, 1075],
      [500_000, 10440, 593],
      [1_000_000, 11653, 431],
    ],
  ],
  [
    'half-cheetah',
    'nnabla-rl DDPG',
    [
      [25_000, 1558, 663],
      [50_000, 2712, 749],
      [100_000, 5111, 193],
      [200_000, 6109, 1431],
      [500_000, 9188, 1383],
      [1_000_000, 10003, 808],
    ],
  ],
  [
    'half-cheetah',
    'Spinning Up DDPG (PyTorch)',
    [
      [100_000, 4339, 1014],
      [200_000, 6539, 1163],
      [500_000, 8889, 1349],
      [1_000_000, 10110, 979],
    ],
  ],
  [
    'half-cheetah',
    "TD3's authors, TD3",
    [
      [25_000, 1327, 389],
      [50_000, 3352, 851],
      [100_000, 5514, 554],
      [200_000, 6833, 683],
      [500_000, 8445, 826],
      [1_000_000, 9567, 833],
    ],
  ],
  [
    'pendulum',
    'tianshou DDPG',
    [
      [25_000, 982, 53],
      [100_000, 907, 277],
      [200_000, 904, 287],
      [500_000, 884, 193],
    ],
  ],
  [
    'pendulum',
    'nnabla-rl DDPG',
    [
      [25_000, 1000, 0],
      [100_000, 1000, 0],
      [200_000, 1000, 0],
      [500_000, 721, 396],
    ],
  ],
];

describe.each(LEVELS)('the published levels of %s, %s', (task, label, levels) => {
  const curve = readPublished(task).find(({ source }) => source.label === label);

  test.each(levels)('at step %i: %i +- %i', (step, mean, std) => {
    if (!curve) throw new Error(`No curve of ${label}.`);
    const count = curve.source.countsAfterWarmup ? 'after warm-up' : 'in all';
    const level = publishedLevel(curve, step, count);
    // The table was rounded from numbers of one more digit.
    expect(Math.abs((level?.mean ?? NaN) - mean)).toBeLessThan(1.05);
    expect(Math.abs((level?.std ?? NaN) - std)).toBeLessThan(1.05);
  });
});

test.each(Object.keys(PUBLISHED_TASKS) as PublishedTask[])(
  'every curve of %s is whole up to the last matched step, with steps in order',
  (task) => {
    for (const { source, warmup, points } of readPublished(task)) {
      const steps = points.map(({ step }) => step).filter((step) => step + warmup <= 260_000);
      expect(steps).toEqual(
        steps.map((_step, index) => (steps[0] ?? NaN) + index * source.spacing),
      );
      expect(steps.at(-1)).toBeGreaterThanOrEqual(260_000 - warmup - source.spacing);
      const n = points.map(({ level }) => level.n);
      expect(new Set(n)).toEqual(new Set([source.label === 'nnabla-rl DDPG' ? 3 : 10]));
    }
  },
);
