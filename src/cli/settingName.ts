import { planOf, type Reproduction } from './reproduction.ts';

/**
 * What tells a reproduction from another: `laptop scale, a round each 500 or 1,000 steps, beta 0.1`.
 *
 * @param task the task to be spoken of; default: all
 */
export function settingName(reproduction: Reproduction, task?: string): string {
  const { scale, beta, replayCapacity } = reproduction;
  const own = planOf(reproduction).runs.filter(
    ({ config }) => task === undefined || config.task === task,
  );
  const periods = [...new Set(own.map(({ config }) => config.period))];
  const numbers = periods.sort((a, b) => a - b).map((period) => period.toLocaleString('en-US'));
  const each =
    numbers.join() === '1' ? 'a round each step' : `a round each ${numbers.join(' or ')} steps`;
  return [
    `${scale} scale`,
    each,
    ...(beta === null ? [] : [`beta ${beta}`]),
    ...(replayCapacity === null ? [] : [`replay of ${replayCapacity.toLocaleString('en-US')}`]),
  ].join(', ');
}
