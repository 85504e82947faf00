import { describeRule, type PlannedRun } from '../../experiment/paperPlan.ts';
import { stateText, type RunState } from './states.ts';

const HEADING = ['task', 'rule', 'attack', 'panels', 'seeds', 'learners x steps', 'state'];

/** A line for each task, rule and attack: the seeds of one differ in their state at most. */
export function planTable(states: readonly RunState[]): string {
  const groups = new Map<string, RunState[]>();
  for (const state of states) {
    const key = JSON.stringify(nameOf(state.run));
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  const byTask = [...groups.values()].sort(
    ([a], [b]) => taskIndex(states, a) - taskIndex(states, b),
  );
  return columns([HEADING, ...byTask.map(row)]);
}

function nameOf({ config }: PlannedRun): [task: string, rule: string, attack: string] {
  const { attack, task } = config;
  return [task, describeRule(config), attack ? `${attack.name}, beta ${attack.beta}` : 'none'];
}

function taskIndex(states: readonly RunState[], state: RunState | undefined): number {
  return states.findIndex(({ run }) => run.config.task === state?.run.config.task);
}

function row(group: readonly RunState[]): string[] {
  const [first] = group;
  if (!first) throw new RangeError('A row of the plan has no run.');
  const { run } = first;
  const seeds = group.map((state) => state.run.config.seed);
  const cost = `${group.length} x ${learnersIn(run)} x ${run.config.steps}`;
  return [...nameOf(run), run.panels.join(' '), seeds.join(' '), cost, statesText(group)];
}

/** Agents, and the virtual agent of an attacked run. */
function learnersIn({ config }: PlannedRun): number {
  return config.graph.neighbors.length + (config.attack ? 1 : 0);
}

/** `finished`, where all seeds are; else `2 finished, 1 interrupted at 400`. */
function statesText(group: readonly RunState[]): string {
  const counts = new Map<string, number>();
  for (const state of group) {
    const text = stateText(state);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [only] = counts.keys();
  if (counts.size === 1 && only !== undefined) return only;
  return [...counts].map(([text, count]) => `${count} ${text}`).join('; ');
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = HEADING.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
