import { describe, expect, test } from 'vitest';

import { inLegendOrder, LEGEND, styleOf } from '../../../src/figures/legend.ts';
import { colorDistance, VISIONS } from './colors.ts';
import { SEVEN_RULES } from './inventedRuns.ts';

const styles = Object.values(LEGEND);
const pairs = styles.flatMap((a, place) => styles.slice(place + 1).map((b) => [a, b] as const));

describe('the legend', () => {
  test('names the seven rules of the paper, the soft-medoids by their temperatures', () => {
    expect(SEVEN_RULES.map((rule) => styleOf(rule).label)).toEqual([
      'No cooperation',
      'Average',
      'Median',
      'Medoid',
      'Soft-medoid (T = 0.1)',
      'Soft-medoid (T = 1)',
      'Soft-medoid (T = 10)',
    ]);
    expect(SEVEN_RULES.map(styleOf)).toEqual(styles);
  });

  test.each(Object.entries(VISIONS))(
    'can be told apart by color with %s vision',
    (_name, vision) => {
      for (const [a, b] of pairs) {
        expect(colorDistance(a.color, b.color, vision), `${a.label}, ${b.label}`).toBeGreaterThan(
          20,
        );
      }
    },
  );

  test('can be told apart in gray print: no two rules share a dash pattern', () => {
    expect(new Set(styles.map((style) => style.dash.join())).size).toBe(styles.length);
  });

  test('keeps its order whatever order rules come in, and shows each once', () => {
    const shuffled = [6, 2, 0, 2, 5, 1, 4, 3].flatMap((place) => styles.slice(place, place + 1));
    expect(inLegendOrder(shuffled)).toEqual(styles);
  });
});

describe('a rule that the paper does not draw', () => {
  test('of another temperature looks like its family and says its temperature', () => {
    const style = styleOf({ name: 'soft-medoid', temperature: 0.5 });
    expect(style.label).toBe('Soft-medoid (T = 0.5)');
    expect(style.width).toBe(LEGEND.softMedoid1.width);
    expect(styles.map((known) => known.color)).not.toContain(style.color);
  });

  test.each([
    [0.001, LEGEND.softMedoid01.color],
    [1000, LEGEND.softMedoid10.color],
  ])('of temperature %d has the color of the end of the family', (temperature, color) => {
    expect(styleOf({ name: 'soft-medoid', temperature }).color).toBe(color);
  });

  test('comes after the seven in the legend', () => {
    const style = styleOf({ name: 'soft-medoid', temperature: 0.5 });
    expect(inLegendOrder([style, ...styles]).at(-1)).toBe(style);
  });

  test('the lower median is told apart from the midpoint', () => {
    const lower = styleOf({ name: 'median', evenCount: 'lower' });
    expect(lower.label).toBe('Median (lower)');
    expect(lower.dash).not.toEqual(LEGEND.median.dash);
  });
});
