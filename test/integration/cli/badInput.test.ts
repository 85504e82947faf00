import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const TINY = [
  'train',
  '--task=InvertedPendulum-v4',
  '--steps=120',
  '--warmup=40',
  '--batch=16',
  '--hidden=8,8',
  '--period=20',
  '--evaluation-period=20',
  '--out=out',
];

/** The tiny run with some options put in the place of others. */
function tiny(...changes: string[]): string[] {
  const name = (option: string) => option.split('=')[0];
  const kept = TINY.filter((option) => !changes.some((change) => name(change) === name(option)));
  return [...kept, ...changes];
}

/** Exit code 2, nothing on standard output, the message without a stack, and nothing written. */
async function expectRefused(
  args: readonly string[],
  message: string,
  files: readonly string[] = [],
): Promise<void> {
  using cwd = temporaryFolder();
  for (const file of files) writeFileSync(join(cwd.path, file), '');
  const { code, stdout, stderr } = await runProgram(args, { cwd: cwd.path });
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^resilient-marl: /);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect([code, stdout]).toEqual([2, '']);
  expect(readdirSync(cwd.path)).toEqual(files);
}

describe.concurrent('refused with one message, and nothing is written:', () => {
  test.each([
    ['an unknown command', ['trian'], 'Unknown option or command: trian.'],
    ['an unknown option', tiny('--lr=3'), 'Unknown option or command: lr.'],
    [
      'an unknown rule',
      tiny('--rule=mean'),
      '--rule has to be one of none, average, median, medoid, soft-medoid; got "mean".',
    ],
    [
      'an unknown attack',
      tiny('--attack=sybil'),
      '--attack has to be one of none, average, median; got "sybil".',
    ],
    [
      'an unknown task',
      tiny('--task=Pendulum-v9'),
      "there is no MuJoCo task 'Pendulum-v9'; there are ",
    ],
    [
      'no time for workers',
      tiny('--worker-timeout=0'),
      '--worker-timeout has to be a number of seconds from 1 to 86400, got 0.',
    ],
    [
      'no workers',
      tiny('--env-workers=0'),
      '--env-workers has to be a whole number of at least 1, got 0.',
    ],
    [
      'cohorts of no runs',
      ['reproduce', '--runs-per-cohort=0.5', '--out=out'],
      '--runs-per-cohort has to be a whole number of at least 1, got 0.5.',
    ],
    ['T = 0', tiny('--temperature=0'), 'the temperature is 0, but it has to be a positive number.'],
    ['text for a number', tiny('--steps=foo'), '--steps has to be a number, got "foo".'],
    [
      'a graph with an unknown agent',
      tiny('--graph=0:1;1:0,5'),
      'agent 1 lists 5, but there are only agents 0 to 1.',
    ],
    [
      'an edge that leads to nowhere',
      tiny('--graph=0:1;1:'),
      'agent 0 lists 1, but agent 1 does not list 0.',
    ],
    [
      'a victim that is no neighbor',
      tiny('--attack=average', '--victim=3'),
      'the victim 3 is no neighbor of the target 0, which hears agents 5, 6: choose one of them.',
    ],
    [
      'a batch that the warm-up does not fill',
      tiny('--batch=41'),
      '--batch 41 is larger than the warm-up of 40 steps',
    ],
    [
      'a replay that no memory holds',
      tiny('--replay-capacity=1e12', '--steps=1e12'),
      'This run does not fit into memory. It needs 268800.8 GB (268800.0 GB of replay, 0.8 GB besides); ',
    ],
    [
      'a reproduction that cannot be',
      ['reproduce', '--period=-3', '--out=out'],
      '--period has to be a whole number of at least 1, got -3.',
    ],
  ])('%s', async (_mistake, args, message) => {
    await expectRefused(args, message);
  });

  test('a folder that is not empty', async () => {
    const message = '--out . is not empty: it holds thesis.tex. Give another folder.';
    await expectRefused(tiny('--out=.'), message, ['thesis.tex']);
  });

  test('a file in the place of a folder', async () => {
    const message = '/out is a file, not a folder. Give a folder of your own.';
    await expectRefused(tiny('--out=out/run'), message, ['out']);
  });
});
