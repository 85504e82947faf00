import { describe, expect, test } from 'vitest';
import { claimsPicture } from '../../../src/figures/claimsTable.ts';
import { renderSvg } from '../../../src/figures/render.ts';
import type { ToldVerdict } from '../../../src/report/claims.ts';
import { claimsFigure, decisivePart } from '../../../src/report/claimsFigure.ts';
import type { ToldPart } from '../../../src/report/judgement.ts';

function part(what: string, low: number, high: number, claimed: ToldPart['claimed']): ToldPart {
  const difference = { value: (low + high) / 2, t: { low, high } };
  return { what, difference, seeds: [0, 1, 2], claimed, verdict: 'supported', wouldDecide: null };
}

function verdict(
  name: ToldVerdict['verdict'],
  parts: readonly ToldPart[],
  change: Partial<ToldVerdict> = {},
): ToldVerdict {
  return { claim: 'i', task: 'HalfCheetah-v5', statement: 'x', verdict: name, parts, ...change };
}

describe('the comparison that a verdict hangs on', () => {
  test('is the one that comes nearest to failing', () => {
    const parts = [part('far', 100, 300, 'above'), part('near', 10, 900, 'above')];
    expect(decisivePart(verdict('supported', parts))?.what).toBe('near');
    const below = [part('far', -300, -100, 'below'), part('near', -900, -10, 'below')];
    expect(decisivePart(verdict('supported', below))?.what).toBe('near');
    const open = [part('holds', 5, 10, 'above'), part('open', -50, 80, 'above')];
    expect(decisivePart(verdict('undecided', open))?.what).toBe('open');
  });

  test('is what speaks most against a claim, not what is known least', () => {
    const parts = [part('noisy', -258, 410, 'above'), part('against', -238, 27, 'above')];
    expect(decisivePart(verdict('undecided', parts))?.what).toBe('against');
  });

  test('of a contradicted claim is the one that lies clearest on the other side', () => {
    const parts = [part('wide', -5000, 3000, 'above'), part('clear', -300, -100, 'above')];
    expect(decisivePart(verdict('contradicted', parts))?.what).toBe('clear');
  });

  test('of a difference of any sign is the one that lies clearest off zero', () => {
    const parts = [part('small', 1, 30, 'apart'), part('large', -400, -200, 'apart')];
    expect(decisivePart(verdict('supported', parts))?.what).toBe('large');
  });

  test('is one without runs, where that leaves all open', () => {
    const missing = { ...part('missing', 0, 0, 'above'), difference: null };
    const parts = [part('there', -5, 5, 'above'), missing];
    expect(decisivePart(verdict('undecided', parts))).toBe(missing);
    expect(decisivePart(verdict('contradicted', parts))?.what).toBe('there');
  });
});

const FIGURE = claimsFigure([
  {
    name: 'both periods',
    nameOn: (task) => `period of ${task}`,
    verdicts: [
      verdict('supported', [
        part('soft-medoid (mean of T = 0.1, 1, 10) less medoid, without attack', 10, 30, 'above'),
      ]),
      verdict('contradicted', [part('a less b', -30, -10, 'above')], { claim: 'v' }),
      verdict('undecided', [part('c less d', -30, 10, 'above')], { task: 'InvertedPendulum-v4' }),
    ],
  },
  { name: 'period 1', verdicts: [verdict('supported', [part('e less f', 1, 2, 'above')])] },
]);

describe('the claims table as a picture', () => {
  test('has the settings of a task side by side, and all six claims', () => {
    expect(FIGURE.columns).toEqual([
      { task: 'HalfCheetah-v5', setting: 'period of HalfCheetah-v5' },
      { task: 'HalfCheetah-v5', setting: 'period 1' },
      { task: 'InvertedPendulum-v4', setting: 'period of InvertedPendulum-v4' },
      { task: 'InvertedPendulum-v4', setting: 'period 1' },
    ]);
    expect(FIGURE.rows.map(({ claim }) => claim)).toEqual(['i', 'ii', 'iii', 'iv', 'v', 'vi']);
    expect(FIGURE.rows[0]?.fields).toEqual([
      {
        verdict: 'supported',
        number: '+20 [+10, +30], n = 3',
        comparison: 'soft-medoid less medoid, without attack',
      },
      { verdict: 'supported', number: '+1.5 [+1, +2], n = 3', comparison: 'e less f' },
      { verdict: 'undecided', number: '-10 [-30, +10], n = 3', comparison: 'c less d' },
      { verdict: 'not run', number: '', comparison: '' },
    ]);
  });

  test('says each verdict in a word and a symbol, not by color alone', async () => {
    const svg = await renderSvg(claimsPicture(FIGURE));
    const count = (text: string) => svg.split(`>${text}<`).length - 1;
    // 24 fields: 2 supported, 1 contradicted, 1 undecided, 20 not run.
    expect(['supported', 'contradicted', 'undecided', 'not run'].map(count)).toEqual([2, 1, 1, 20]);
    expect(['✓', '✗', '?', '–'].map(count)).toEqual([2, 1, 1, 20]);
    expect(svg).toContain('+20 [+10, +30], n = 3');
  });

  test('has a row as high as its fullest field', async () => {
    const long = Array.from({ length: 60 }, () => 'word').join(' ');
    const heights = await Promise.all(
      ['short', long].map(async (comparison) => {
        const rows = FIGURE.rows.map((row) => ({
          ...row,
          fields: row.fields.map((field) => ({ ...field, comparison })),
        }));
        const svg = await renderSvg(claimsPicture({ ...FIGURE, rows }));
        return Number(/height="(\d+)/.exec(svg)?.[1]);
      }),
    );
    expect((heights[1] ?? 0) - (heights[0] ?? 0)).toBeGreaterThan(6 * 5 * 15);
  });
});
