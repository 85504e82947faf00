import type { PaperPanel, PlannedRun } from '../../experiment/paperPlan.ts';
import { differencesByTask } from '../../experiment/scale.ts';
import { planTable } from './planTable.ts';
import type { RunState } from './states.ts';

/** What is about to be done, in a line or two. */
export function announcement(
  out: string,
  panels: readonly PaperPanel[],
  states: readonly RunState[],
): string {
  const figures = panels.map(({ id }) => id).join(', ');
  const done = states.filter(({ isFinished }) => isFinished).length;
  return (
    `Panels ${figures}: ${states.length} runs, ${done} of them done. Output: ${out}\n` +
    (done === states.length ? 'Nothing to train: redrawing. --overwrite trains anew.\n' : '')
  );
}

/** The table of the plan, what it adds up to, and how it differs from the paper. */
export function planText(out: string, states: readonly RunState[]): string {
  const steps = (which: readonly RunState[]) =>
    which.reduce((sum, { run, step, isFinished }) => {
      const left = isFinished ? 0 : run.config.steps - step;
      return sum + left;
    }, 0);
  const done = states.filter(({ isFinished }) => isFinished).length;
  return (
    `${planTable(states)}\n\n${states.length} runs, ${done} of them done; ` +
    `${steps(states).toLocaleString('en-US')} steps of an agent to go. Output: ${out}\n` +
    differencesText(states.map(({ run }) => run))
  );
}

/** In what runs differ from the paper's, a line a task; nothing where they do not. */
export function differencesText(runs: readonly PlannedRun[]): string {
  const lines = differencesByTask(runs.map(({ config }) => config)).flatMap(
    ({ task, differences }) => {
      if (differences.length === 0) return [];
      const texts = differences.map(({ setting, here, paper }) => `${setting} ${here} (${paper})`);
      return [`${task}, here (in the paper's scale): ${texts.join(', ')}\n`];
    },
  );
  return lines.join('');
}
