import { planOf, type Reproduction } from './reproduction.ts';

/** What tells a reproduction from another: `laptop, a round each 500 or 1,000 steps, beta 0.1`. */
export function settingName(reproduction: Reproduction): string {
  const { scale, beta } = reproduction;
  const periods = [...new Set(planOf(reproduction).runs.map(({ config }) => config.period))];
  const numbers = periods.sort((a, b) => a - b).map((period) => period.toLocaleString('en-US'));
  const each =
    numbers.join() === '1' ? 'a round each step' : `a round each ${numbers.join(' or ')} steps`;
  return [`${scale} scale`, each, ...(beta === null ? [] : [`beta ${beta}`])].join(', ');
}
