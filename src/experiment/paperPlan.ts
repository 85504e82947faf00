import { ruleKey } from '../aggregation/index.ts';
import type { AttackName } from '../attack/attack.ts';
import { paperGraph } from '../cooperation/graph.ts';
import { UserError } from '../errors.ts';
import { assertRunConfig } from './assertRunConfig.ts';
import type { SharedSettings } from './cohort.ts';
import type { RunConfig } from './config.ts';
import { assertOfUse } from './createRunConfig.ts';
import { PAPER_RULES, PAPER_TASKS, paperAttack } from './defaults.ts';
import { runId } from './runId.ts';

/** One panel of the paper's figures: which task, which attack, which agents' mean. */
export interface PaperPanel {
  /** Number of the figure and letter of the panel. */
  readonly id: string;
  readonly title: string;
  readonly task: string;
  readonly attack: AttackName | null;
  /** The agents whose mean is plotted; null for all. */
  readonly agents: readonly number[] | null;
}

/** The agents that the attack on 6 -> 0 can reach: the component of agent 0. */
export const REACHED_AGENTS = [0, 1, 3, 5, 6] as const;

const { halfCheetah, pendulum } = PAPER_TASKS;

/** Figs. 2 to 5. */
export const PAPER_PANELS: readonly PaperPanel[] = [
  { id: '2a', title: 'Without attack', task: halfCheetah, attack: null, agents: null },
  { id: '2b', title: 'Without attack', task: pendulum, attack: null, agents: null },
  { id: '3a', title: 'Average attack', task: halfCheetah, attack: 'average', agents: null },
  { id: '3b', title: 'Median attack', task: halfCheetah, attack: 'median', agents: null },
  {
    id: '4a',
    title: 'Average attack',
    task: halfCheetah,
    attack: 'average',
    agents: REACHED_AGENTS,
  },
  { id: '4b', title: 'Median attack', task: halfCheetah, attack: 'median', agents: REACHED_AGENTS },
  { id: '5a', title: 'Average attack', task: pendulum, attack: 'average', agents: null },
  { id: '5b', title: 'Median attack', task: pendulum, attack: 'median', agents: null },
];

/** What `--figure` takes besides panels and figures: all panels of a task. */
const TASK_NAMES = new Map([
  ['pendulum', pendulum],
  ['half-cheetah', halfCheetah],
]);

/**
 * Panels by the names of `--figure`, several with commas: a panel (`2a`), a figure (`2`), `pendulum`,
 * `half-cheetah` or `all`.
 *
 * @param pendulumTask the task of the paper's "InvertedPendulum2d" (deviation 16)
 */
export function selectPanels(figure: string, pendulumTask: string = pendulum): PaperPanel[] {
  const names = figure.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !PAPER_PANELS.some((panel) => isNamed(panel, name)));
  if (unknown !== undefined) {
    const ids = PAPER_PANELS.map(({ id }) => id).join(', ');
    const what = unknown === '' ? `${JSON.stringify(figure)} has an empty name, which` : unknown;
    throw new UserError(
      `--figure ${what} is no figure of the paper. Give a panel (${ids}), a figure (2, 3, 4, 5), ` +
        'pendulum, half-cheetah, all, or several of these with commas.',
    );
  }
  return PAPER_PANELS.filter((panel) => names.some((name) => isNamed(panel, name))).map((panel) =>
    panel.task === pendulum ? { ...panel, task: pendulumTask } : panel,
  );
}

function isNamed({ id, task }: PaperPanel, name: string): boolean {
  return ['all', id, id.slice(0, 1)].includes(name) || TASK_NAMES.get(name) === task;
}

/** The shortest `--figure` that means all panels of some others. */
export function joinFigures(figures: readonly string[]): string {
  const idsOf = (figure: string) => selectPanels(figure).map(({ id }) => id);
  const wanted = new Set(figures.flatMap(idsOf));
  const isWithin = (name: string) => idsOf(name).every((id) => wanted.has(id));
  const whole = ['all', ...TASK_NAMES.keys()].find(
    (name) => isWithin(name) && idsOf(name).length === wanted.size,
  );
  if (whole !== undefined) return whole;
  const names = new Set(
    PAPER_PANELS.filter(({ id }) => wanted.has(id)).map(({ id }) =>
      isWithin(id.slice(0, 1)) ? id.slice(0, 1) : id,
    ),
  );
  return [...names].join(',');
}

/** A planned run and the panels that show it. */
export interface PlannedRun {
  readonly id: string;
  readonly config: RunConfig;
  readonly panels: readonly string[];
}

/**
 * The runs that some panels need, each once: all seven rules without attack, and under each attack
 * the six that cooperate. No attack reaches agents that do not cooperate, so that the run of `none`
 * without attack stands in every panel: 7 + 6 + 6 = 19 runs a task and seed.
 */
export function planRuns(
  panels: readonly PaperPanel[],
  settings: (task: string) => SharedSettings,
  seeds: readonly number[],
  beta?: number,
): PlannedRun[] {
  const runs = new Map<string, PlannedRun>();
  for (const seed of seeds) {
    for (const panel of panels) {
      const shared = settings(panel.task);
      for (const rule of PAPER_RULES) {
        const attack = paperAttack(rule.name === 'none' ? null : panel.attack, shared);
        const config: RunConfig = {
          ...shared,
          seed,
          rule,
          attack: attack && beta !== undefined ? { ...attack, beta } : attack,
          graph: paperGraph,
        };
        assertRunConfig(config);
        assertOfUse(config);
        const id = runId(config);
        const known = runs.get(id);
        runs.set(id, { id, config, panels: [...(known?.panels ?? []), panel.id] });
      }
    }
  }
  return [...runs.values()];
}

/** A rule in words, such as `soft-medoid-T1`. */
export function describeRule({ rule }: RunConfig): string {
  return ruleKey(rule);
}

/** A run in words. */
export function describeRun({ rule, attack, seed, task }: RunConfig): string {
  const against = attack ? `${attack.name} attack, beta ${attack.beta}` : 'no attack';
  return `${task}, ${ruleKey(rule)}, ${against}, seed ${seed}`;
}
