import type { RunConfig } from '../experiment/config.ts';

/** The aggregation rule of a run, with its options. */
export type RuleConfig = RunConfig['rule'];

/** How a rule is drawn: the same in every figure. */
export interface RuleStyle {
  readonly label: string;
  readonly color: string;
  /** Lengths of strokes and gaps in pixels; `[1, 0]` is a solid line. */
  readonly dash: readonly number[];
  /** Line width in pixels. */
  readonly width: number;
}

/**
 * The legend of the paper's Fig. 1, in the order of legends and tables. The soft-medoids are one family:
 * thicker, from pale to dark purple as the temperature rises. No two colors come closer than 20 in
 * CIELAB, also for protanopes, deuteranopes and tritanopes (checked by a test), and no two rules share
 * a dash pattern, which tells them apart in gray print.
 */
export const LEGEND = {
  none: { label: 'No cooperation', color: '#000000', dash: [1.5, 2.5], width: 1.6 },
  average: { label: 'Average', color: '#e69f00', dash: [10, 3], width: 1.6 },
  median: { label: 'Median', color: '#3f9ce3', dash: [5, 2.5], width: 1.6 },
  medoid: { label: 'Medoid', color: '#007a55', dash: [8, 2.5, 2, 2.5], width: 1.6 },
  softMedoid01: softMedoid(0.1, '#efa9d5', [2.5, 2]),
  softMedoid1: softMedoid(1, '#cf3f9c', [8, 2, 2, 2, 2, 2]),
  softMedoid10: softMedoid(10, '#741058', [1, 0]),
} as const satisfies Record<string, RuleStyle>;

const FAMILY: Readonly<Record<number, RuleStyle>> = {
  0.1: LEGEND.softMedoid01,
  1: LEGEND.softMedoid1,
  10: LEGEND.softMedoid10,
};

/** The style of a rule; a temperature that the paper does not use is drawn in the family's manner. */
export function styleOf(rule: RuleConfig): RuleStyle {
  switch (rule.name) {
    case 'none':
    case 'average':
      return LEGEND[rule.name];
    case 'medoid':
      return rule.tie === 'lowest'
        ? { ...LEGEND.medoid, label: 'Medoid (lowest)', dash: [2.5, 4] }
        : LEGEND.medoid;
    case 'median':
      return rule.evenCount === 'midpoint'
        ? LEGEND.median
        : { ...LEGEND.median, label: 'Median (lower)', dash: [2.5, 4] };
    case 'soft-medoid':
      return (
        FAMILY[rule.temperature] ??
        softMedoid(rule.temperature, familyColor(rule.temperature), [4, 1, 1, 1])
      );
  }
}

const ORDER: readonly string[] = Object.values(LEGEND).map((style) => style.label);

/** Styles in the legend's order, the paper's seven rules first, each label once. */
export function inLegendOrder(styles: readonly RuleStyle[]): RuleStyle[] {
  const byLabel = new Map(styles.map((style) => [style.label, style]));
  const place = (style: RuleStyle): number =>
    ORDER.includes(style.label) ? ORDER.indexOf(style.label) : ORDER.length;
  return [...byLabel.values()].sort((a, b) => place(a) - place(b));
}

function softMedoid(temperature: number, color: string, dash: readonly number[]): RuleStyle {
  return { label: `Soft-medoid (T = ${temperature})`, color, dash, width: 2.2 };
}

/** Between the family's three colors, linear in log10 T from 0.1 to 10. */
function familyColor(temperature: number): string {
  const place = Math.min(2, Math.max(0, Math.log10(temperature) + 1));
  const [from, to] =
    place < 1
      ? [LEGEND.softMedoid01.color, LEGEND.softMedoid1.color]
      : [LEGEND.softMedoid1.color, LEGEND.softMedoid10.color];
  const share = place < 1 ? place : place - 1;
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [from, to].map((color) => parseInt(color.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * (1 - share) + (b ?? 0) * share);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
