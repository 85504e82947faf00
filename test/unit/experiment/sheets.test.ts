import { expect, test } from 'vitest';
import { selectPanels } from '../../../src/experiment/paperPlan.ts';
import { sheetsOf } from '../../../src/experiment/sheets.ts';

function sheets(figure: string): [name: string, title: string, panels: string[]][] {
  return sheetsOf(selectPanels(figure)).map(({ name, title, panels }) => [
    name,
    title,
    panels.map(({ id }) => id),
  ]);
}

test('panels stand in the figures of the paper', () => {
  expect(sheets('all')).toEqual([
    [
      'fig2',
      'Fig. 2: mean return of the group without attack (HalfCheetah-v5 and InvertedPendulum-v4)',
      ['2a', '2b'],
    ],
    ['fig3', 'Fig. 3: mean return of the group under attack (HalfCheetah-v5)', ['3a', '3b']],
    [
      'fig4',
      'Fig. 4: mean return of agents 0, 1, 3, 5, 6 under attack (HalfCheetah-v5)',
      ['4a', '4b'],
    ],
    ['fig5', 'Fig. 5: mean return of the group under attack (InvertedPendulum-v4)', ['5a', '5b']],
  ]);
});

test('a figure has those of its panels that are asked for', () => {
  expect(sheets('2a')).toEqual([
    ['fig2', 'Fig. 2: mean return of the group without attack (HalfCheetah-v5)', ['2a']],
  ]);
  expect(sheets('pendulum').map(([name, , panels]) => [name, panels])).toEqual([
    ['fig2', ['2b']],
    ['fig5', ['5a', '5b']],
  ]);
});
