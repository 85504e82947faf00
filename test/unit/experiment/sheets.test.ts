import { expect, test } from 'vitest';
import { selectPanels } from '../../../src/experiment/paperPlan.ts';
import { sheetsOf } from '../../../src/experiment/sheets.ts';

function sheets(figure: string): { name: string; title: string; panels: string[] }[] {
  return sheetsOf(selectPanels(figure)).map(({ panels, ...sheet }) => ({
    ...sheet,
    panels: panels.map(({ id }) => id),
  }));
}

test('the panels of a task stand side by side', () => {
  expect(sheets('pendulum')).toEqual([
    {
      name: 'InvertedPendulum-v4',
      title: 'Figs. 2b, 5a and 5b: InvertedPendulum-v4',
      panels: ['2b', '5a', '5b'],
    },
  ]);
});

test('panels of some agents only, Fig. 4, stand on a sheet of their own', () => {
  expect(sheets('half-cheetah')).toEqual([
    {
      name: 'HalfCheetah-v5',
      title: 'Figs. 2a, 3a and 3b: HalfCheetah-v5',
      panels: ['2a', '3a', '3b'],
    },
    {
      name: 'HalfCheetah-v5-subgroup',
      title: 'Figs. 4a and 4b: HalfCheetah-v5',
      panels: ['4a', '4b'],
    },
  ]);
});

test('a single panel is a sheet', () => {
  expect(sheets('2a')).toEqual([
    { name: 'HalfCheetah-v5', title: 'Fig. 2a: HalfCheetah-v5', panels: ['2a'] },
  ]);
});
