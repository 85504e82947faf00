import type { RunConfig } from '../experiment/config.ts';
import { REACHED_AGENTS } from '../experiment/paperPlan.ts';
import type { RunRounds } from '../figures/rounds.ts';
import { pairedDifference, type PairedDifference } from '../metrics/comparison.ts';
import type { Run } from '../metrics/readRun.ts';
import { mean } from '../metrics/statistics.ts';
import { number } from './markdown.ts';
import { differenceText } from './panelScores.ts';
import {
  commonSeeds,
  RIVALS,
  scoresOf,
  ScoreTable,
  type AttackName,
  type RuleRole,
} from './scores.ts';

const NEAREST: readonly RuleRole[] = [
  { name: 'medoid' },
  { name: 'soft-medoid', temperature: 0.1 },
];
const TEMPERATURES = [0.1, 1, 10] as const;

/**
 * What the median attack did to the rules that take the member nearest to all, and whether soft-medoid
 * is best at each temperature by itself: sentences made from finished runs, as Markdown, a part a task.
 *
 * @param rounds what the same runs logged of their rounds; runs without them are told without weights
 */
export function attackWords(runs: readonly Run<RunConfig>[], rounds: readonly RunRounds[]): string {
  const table = new ScoreTable(runs);
  return table.tasks
    .flatMap((task) => [
      `**The median attack and the medoids, ${task}.** A rule that takes the member nearest to all can take the forged message for it.`,
      NEAREST.map((rule) => `- ${medianAttackOn(rule, task, table, rounds)}`).join('\n'),
      `**Soft-medoid at each temperature, ${task}**, against no cooperation, average, median and medoid, by the mean of all agents:`,
      (['average', 'median'] as const)
        .flatMap((attack) =>
          TEMPERATURES.map((temperature) => `- ${rankOf(temperature, attack, task, table)}`),
        )
        .join('\n'),
    ])
    .join('\n\n');
}

function medianAttackOn(
  rule: RuleRole,
  task: string,
  table: ScoreTable,
  rounds: readonly RunRounds[],
): string {
  const compared = compare(table, task, [rule, 'median'], [rule, null], REACHED_AGENTS);
  const name = capital(textOf(rule));
  const weight = weightText(rule, task, rounds);
  if (compared === null) return `${name}: no finished runs tell what it lost.${weight}`;
  const { difference, seeds } = compared;
  return (
    `${name} under the median attack against itself without: ${differenceText(difference)} on the agents that the attack reaches ` +
    `(${seedsText(seeds)}), ${changeText(difference)}.${weight}`
  );
}

function changeText({ value, t }: PairedDifference): string {
  const way = value < 0 ? 'lower' : value > 0 ? 'higher' : 'equal';
  if (t === null) return `${way} in this seed, which says nothing about others`;
  if (t.high < 0) return 'a loss beyond chance';
  if (t.low > 0) return 'a gain beyond chance';
  return `${way}, and within chance: the interval holds zero`;
}

/** How much of the target's aggregate the message from the victim was, forged and honest. */
function weightText(rule: RuleRole, task: string, rounds: readonly RunRounds[]): string {
  const own = rounds.filter(
    ({ config }) =>
      config.task === task &&
      config.rule.name === rule.name &&
      (config.rule.name !== 'soft-medoid' || config.rule.temperature === rule.temperature),
  );
  const attacked = own.filter(({ config }) => config.attack?.name === 'median');
  const [first] = attacked;
  const forged = attacked.flatMap((run) => weightsOf(run, run.config.attack));
  if (!first?.config.attack || forged.length === 0) return '';
  const { target } = first.config.attack;
  const honest = own
    .filter(({ config }) => config.attack === null)
    .flatMap((run) => weightsOf(run, first.config.attack));
  const share = forged.filter((weight) => weight > 0.5).length / forged.length;
  const without =
    honest.length === 0 ? '' : `; without attack the same message had ${mean(honest).toFixed(2)}`;
  return (
    ` Agent ${target} gave the forged message a weight of ${mean(forged).toFixed(2)} on average, and more than half in ` +
    `${number(100 * share)} % of the logged rounds of actors and critics${without}.`
  );
}

/** The weights of one edge's message since the onset, of both networks. */
function weightsOf({ rows }: RunRounds, edge: RunConfig['attack']): number[] {
  if (!edge) return [];
  return rows.flatMap(({ step, agent, neighbor, weight }) =>
    step >= edge.onset && agent === edge.target && neighbor === edge.victim && weight !== null
      ? [weight]
      : [],
  );
}

function rankOf(temperature: number, attack: AttackName, task: string, table: ScoreTable): string {
  const own: RuleRole = { name: 'soft-medoid', temperature };
  const where = `${capital(attack)} attack, T = ${temperature}`;
  const compared = RIVALS.map((rival) => ({
    rival,
    result: compare(table, task, [own, attack], [rival, attack]),
  }));
  const missing = compared.filter(({ result }) => result === null);
  if (missing.length > 0) {
    const names = missing.map(({ rival }) => textOf(rival)).join(', ');
    return `${where}: cannot be said without finished runs to compare with ${names}.`;
  }
  // The nearest rival is the one against which soft-medoid does worst.
  const known = compared.flatMap(({ rival, result }) => (result ? [{ rival, ...result }] : []));
  const sorted = known.sort((a, b) => a.difference.value - b.difference.value);
  const [nearest] = sorted;
  if (!nearest) return `${where}: nothing to compare with.`;
  const { difference, seeds, rival } = nearest;
  const text = `${differenceText(difference)} (${seedsText(seeds)})`;
  if (difference.value > 0) {
    const open = sorted.filter(({ difference: { t } }) => t === null || t.low <= 0);
    const sure =
      open.length === 0
        ? 'above each of the four beyond chance'
        : difference.t === null && open.every((one) => one.difference.t === null)
          ? 'one seed says nothing about others'
          : `within chance of ${open.map((one) => textOf(one.rival)).join(', ')}`;
    const place = open.length === 0 ? '**best**' : 'highest';
    return `${where}: ${place}, ${text} ahead of ${textOf(rival)}, the next; ${sure}.`;
  }
  const above = sorted.filter((one) => one.difference.value < 0);
  if (above.length === 0) return `${where}: level with ${textOf(rival)}, ${text}.`;
  const behind = sorted.filter(({ difference: { t } }) => t !== null && t.high < 0);
  const sure =
    difference.t === null
      ? 'one seed says nothing about others'
      : behind.length === 0
        ? 'within chance'
        : `below ${behind.map((one) => textOf(one.rival)).join(', ')} beyond chance`;
  const many = above.length === RIVALS.length ? 'all four' : `${above.length} of the four`;
  const others = above.length === 1 ? '' : `, and ${many} end higher`;
  const place = behind.length > 0 ? '**not best**' : 'not highest';
  return `${where}: ${place}, ${text} against ${textOf(rival)}${others}; ${sure}.`;
}

type Place = readonly [rule: RuleRole, attack: AttackName | null];

/** Final return of one place less that of another, on the seeds of both; null where there are none. */
function compare(
  table: ScoreTable,
  task: string,
  one: Place,
  other: Place,
  agents?: readonly number[],
): { difference: PairedDifference; seeds: readonly number[] } | null {
  const [a, b] = [one, other].map(([rule, attack]) => table.cell(task, attack, rule));
  if (!a || !b) return null;
  const seeds = commonSeeds([a, b]);
  const [run] = a.runs.values();
  if (seeds.length === 0 || !run) return null;
  const counted = agents ?? [...run.record.config.graph.neighbors.keys()];
  const difference = pairedDifference(
    scoresOf(a, seeds, counted, 'final'),
    scoresOf(b, seeds, counted, 'final'),
  );
  return Number.isFinite(difference.value) ? { difference, seeds } : null;
}

function seedsText(seeds: readonly number[]): string {
  return `${number(seeds.length)} ${seeds.length === 1 ? 'seed' : 'seeds'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function textOf({ name, temperature }: RuleRole): string {
  if (name === 'none') return 'no cooperation';
  return temperature === undefined ? name : `${name} at T = ${temperature}`;
}
