import { differencesFromPaper } from '../experiment/scale.ts';
import { fateOf } from '../figures/panel.ts';
import { decisiveRow, type TaskComparison } from '../published/compareTask.ts';
import { number } from './markdown.ts';

/** One sentence: what became of a task. */
export function verdictText(compared: TaskComparison): string {
  const row = decisiveRow(compared);
  if (!row?.verdict || !row.range) {
    return 'No verdict: the runs have not come to a step at which published curves are compared.';
  }
  const { verdict, range, step, ours } = row;
  return (
    `${verdict[0]?.toUpperCase() ?? ''}${verdict.slice(1)} the published range at ${number(step)} steps after the ` +
    `warm-up: ours ${number(ours.mean)}, the range ${number(range.low)} to ${number(range.high)}.`
  );
}

/** Which runs have not come to their end, or are in no curve; empty where all have. */
export function unfinishedText({ runs, leftOut }: TaskComparison): string[] {
  const fates = (some: typeof runs, what: string) =>
    some.flatMap((run) => {
      const fate = fateOf({ config: run.record.config, run });
      return fate === null ? [] : [`${what}, seed ${run.record.config.seed}: ${fate}.`];
    });
  return [...fates(runs, 'Not finished'), ...fates(leftOut, 'Left out, not evaluated yet')];
}

/** Settings in which runs may differ here: any length is compared, and nobody communicates. */
const WITHOUT_EFFECT = [
  'steps of an agent',
  'steps between rounds',
  'rounds during the warm-up',
  'graph',
];

/** In which settings our runs are not the paper's. */
export function settingsText({ runs }: TaskComparison): string {
  const differences = differencesFromPaper(runs.map(({ record }) => record.config)).filter(
    ({ setting }) => !WITHOUT_EFFECT.includes(setting),
  );
  if (differences.length === 0) return "Settings: the paper's (docs/deviations.md).";
  const parts = differences.map(({ setting, here, paper }) => `${setting} ${here} (${paper})`);
  return `Settings here (the paper's): ${parts.join(', ')}.`;
}
