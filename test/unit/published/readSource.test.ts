import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { UserError } from '../../../src/errors.ts';
import { PUBLISHED_FOLDER, readPublished } from '../../../src/published/readSource.ts';
import { publishedTaskOf, SOURCES } from '../../../src/published/sources.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('steps from the end of the warm-up on', () => {
  const firstOf = (task: 'half-cheetah' | 'pendulum') =>
    Object.fromEntries(
      readPublished(task).map(({ source, points }) => [source.label, points[0]?.step]),
    );

  test('of HalfCheetah: first rows are at 0, 5000, 10000, 10000, 5000 and 0 of the files', () => {
    expect(firstOf('half-cheetah')).toEqual({
      'tianshou DDPG': 0,
      'nnabla-rl DDPG': -5000,
      'Spinning Up DDPG (PyTorch)': 0,
      'Spinning Up DDPG (TF1)': 0,
      'tianshou TD3': 5000,
      "TD3's authors, TD3": -10_000,
    });
  });

  test('of InvertedPendulum, whose warm-up is 1000 with two of them', () => {
    expect(firstOf('pendulum')).toEqual({
      'tianshou DDPG': 0,
      'nnabla-rl DDPG': 4000,
      'tianshou TD3': 5000,
      "TD3's authors, TD3": -1000,
    });
  });
});

test("Spinning Up's band is mean and standard deviation of 10 seeds", () => {
  const curve = readPublished('half-cheetah').find(
    ({ source }) => source.algorithm === 'DDPG-pytorch',
  );
  // The file's first rows: mean 1231.5, mean_minus_std 724.8.
  const { level } = curve?.points[0] ?? {};
  expect(level).toMatchObject({ n: 10, mean: 1231.5, extremes: null });
  expect(level?.std).toBeCloseTo(1231.5 - 724.8, 0);
});

test.each([
  ['HalfCheetah-v5', 'half-cheetah'],
  ['InvertedPendulum-v4', 'pendulum'],
  ['InvertedDoublePendulum-v5', undefined],
  ['Hopper-v5', undefined],
])('%s is the published task %s', (id, task) => {
  expect(publishedTaskOf(id)).toBe(task);
});

describe('the settings of each source', () => {
  const scores = readFileSync(join(PUBLISHED_FOLDER, 'final-scores.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const [header = []] = scores;
  const rows = scores.map((cells) =>
    Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
  );
  const quoted: Readonly<Record<string, readonly [source: string, algorithm: string]>> = {
    'tianshou DDPG': ['tianshou', 'DDPG'],
    'nnabla-rl DDPG': ['nnabla-rl', 'DDPG'],
    'Spinning Up DDPG (PyTorch)': ['Spinning Up', 'DDPG (pytorch)'],
    "TD3's authors, TD3": ['TD3 paper', 'TD3'],
  };

  test.each(Object.entries(quoted))(
    '%s are those of final-scores.csv',
    (label, [name, algorithm]) => {
      const source = SOURCES.find((one) => one.label === label);
      const own = rows.filter((row) => row['source'] === name && row['algorithm'] === algorithm);
      expect(own.length).toBeGreaterThan(0);
      for (const row of own) {
        const task = publishedTaskOf(row['env'] ?? '');
        expect(row).toMatchObject({
          hidden: source?.settings.hidden,
          critic_action_input: 'layer 1',
          batch: source?.settings.batch,
          lr_actor: source?.settings.actorRate,
          lr_critic: source?.settings.criticRate,
          tau: '0.005',
          warmup: String(task && source?.warmup[task]),
          env: task && source?.env[task],
        });
      }
    },
  );
});

describe('a damaged file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    for (const name of readdirSync(PUBLISHED_FOLDER).filter((file) => file.endsWith('.csv'))) {
      copyFileSync(join(PUBLISHED_FOLDER, name), join(folder.path, name));
    }
  });
  afterEach(() => {
    folder[Symbol.dispose]();
  });

  const edit = (change: (text: string) => string) => {
    const path = join(folder.path, 'nnabla-rl.csv');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const read = () => readPublished('half-cheetah', folder.path);

  test('none: the copy reads as the original', () => {
    expect(read()).toEqual(readPublished('half-cheetah'));
  });

  test.each([
    ['a number that is none', (text: string) => text.replace('-2.609', 'x'), /line 2 is ".*,x"/],
    ['a cut line', (text: string) => text.slice(0, -5), /line \d+ is cut off/],
    [
      'another header',
      (text: string) => text.replace('source', 'from'),
      /line 1: the header is "from/,
    ],
    [
      'a row twice',
      (text: string) => text + (text.split('\n')[1] ?? '') + '\n',
      /two rows of seed 1/,
    ],
    [
      'no rows of the task',
      (text: string) => text.replaceAll('HalfCheetah', 'Ant'),
      /no row of nnabla-rl/,
    ],
  ])('%s is a UserError that names the file and what restores it', (_what, change, message) => {
    edit(change);
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
    expect(read).toThrow(/nnabla-rl\.csv: .*git checkout -- data\/published-curves/);
  });

  test('that is missing is one, too', () => {
    rmSync(join(folder.path, 'tianshou.csv'));
    expect(read).toThrow(/tianshou\.csv: ENOENT.*restores it/);
  });
});
