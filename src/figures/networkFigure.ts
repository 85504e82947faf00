import type { TopLevelSpec } from 'vega-lite';
import { CONFIG, TEXT_SIZE } from './look.ts';
import { wrap } from './text.ts';

/**
 * Where the paper's agents stand: the recipe of the author's later code gives these positions with its
 * seed 0, and from them exactly the paper's lists of neighbors.
 */
export const PAPER_POSITIONS: readonly (readonly [x: number, y: number])[] = [
  [3.79, 2.103],
  [1.295, 2.556],
  [2.025, 3.919],
  [1.517, 2.383],
  [2.917, 4.541],
  [2.523, 1.409],
  [3.779, 3.092],
  [1.253, 4.549],
];

export interface DrawnNetwork {
  readonly neighbors: readonly (readonly number[])[];
  readonly positions: readonly (readonly [x: number, y: number])[];
  readonly target: number;
  readonly victim: number;
}

/** Pixels of a unit of length, along both axes, and of the space about the agents. */
const UNIT = 125;
const MARGIN = 56;
/** From the center of an agent to that of an arrow's head. */
const ARROW_GAP = 24;
const COLORS = { target: '#d1495b', victim: '#e69f00', reached: '#3f6ea8', apart: '#9a9a9a' };
const ROLES = {
  target: 'target of the attack',
  victim: 'victim, whose message is forged',
  reached: 'reached through neighbors',
  apart: 'cannot be reached',
} as const;

type Role = keyof typeof ROLES;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The network with the attacked edge, as a Vega-Lite specification. */
export function networkFigure(network: DrawnNetwork): TopLevelSpec {
  const { neighbors, positions, target, victim } = network;
  const place = (agent: number): Place => {
    const [x = NaN, y = NaN] = positions[agent] ?? [];
    return { x, y };
  };
  const component = reachedFrom(neighbors, target);
  const roleOf = (agent: number): Role => {
    if (agent === target) return 'target';
    if (agent === victim) return 'victim';
    return component.has(agent) ? 'reached' : 'apart';
  };
  const nodes = neighbors.map((_, agent) => ({
    ...place(agent),
    agent: String(agent),
    role: ROLES[roleOf(agent)],
  }));
  const head = arrowHead(place(victim), place(target));
  const edges = neighbors.flatMap((list, agent) =>
    list
      .filter((other) => other > agent)
      .map((other) => {
        const isForged = [agent, other].includes(target) && [agent, other].includes(victim);
        const [from, to] = isForged ? [place(victim), head] : [place(agent), place(other)];
        return { x: from.x, y: from.y, x2: to.x, y2: to.y, isForged };
      }),
  );
  const [across, up] = [extent(positions.map(([x]) => x)), extent(positions.map(([, y]) => y))];
  const x = { type: 'quantitative' as const, scale: { domain: across.domain }, axis: null };
  const y = { type: 'quantitative' as const, scale: { domain: up.domain }, axis: null };
  const names = Object.keys(ROLES) as Role[];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 16,
    title: {
      text: 'Who hears whom, and what is attacked',
      subtitle: wrap(
        `Agents at their places; lines join neighbors. The adversary forges what agent ${victim} sends to agent ${target} (red arrow). What agents in gray receive never depends on it.`,
        TEXT_SIZE,
        across.pixels,
      ),
    },
    width: across.pixels,
    height: up.pixels,
    layer: [
      {
        data: { values: edges },
        mark: { type: 'rule' },
        encoding: {
          x: { field: 'x', ...x },
          y: { field: 'y', ...y },
          x2: { field: 'x2' },
          y2: { field: 'y2' },
          stroke: {
            condition: { test: 'datum.isForged', value: COLORS.target },
            value: '#8a8a8a',
          },
          strokeDash: { condition: { test: 'datum.isForged', value: [6, 3] }, value: [1, 0] },
          strokeWidth: { condition: { test: 'datum.isForged', value: 3 }, value: 1.6 },
        },
      },
      {
        data: { values: [head] },
        mark: { type: 'point', shape: 'triangle', size: 200, filled: true, opacity: 1 },
        encoding: {
          x: { field: 'x', ...x },
          y: { field: 'y', ...y },
          angle: { field: 'angle', type: 'quantitative', scale: null },
          fill: { value: COLORS.target },
        },
      },
      {
        data: { values: nodes },
        mark: { type: 'circle', size: 750, opacity: 1 },
        encoding: {
          x: { field: 'x', ...x },
          y: { field: 'y', ...y },
          fill: {
            field: 'role',
            type: 'nominal',
            title: null,
            scale: {
              domain: names.map((name) => ROLES[name]),
              range: names.map((name) => COLORS[name]),
            },
            legend: { orient: 'bottom', columns: 2, symbolType: 'circle', symbolSize: 160 },
          },
        },
      },
      {
        data: { values: nodes },
        mark: { type: 'text', color: '#ffffff', fontSize: TEXT_SIZE + 3, fontWeight: 'bold' },
        encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, text: { field: 'agent' } },
      },
    ],
    config: CONFIG,
  };
}

/** The ends of an axis, and its length. */
function extent(values: readonly number[]): { domain: [number, number]; pixels: number } {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return {
    domain: [least - MARGIN / UNIT, greatest + MARGIN / UNIT],
    pixels: Math.round((greatest - least) * UNIT + 2 * MARGIN),
  };
}

/** Just before the circle of the agent that an arrow points to; degrees clockwise from upward. */
function arrowHead(from: Place, to: Place): Place & { angle: number } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = 1 - ARROW_GAP / (UNIT * Math.hypot(dx, dy));
  return {
    x: from.x + share * dx,
    y: from.y + share * dy,
    angle: (Math.atan2(dx, dy) * 180) / Math.PI,
  };
}

/** Agents that a message can reach from one of them, over any number of rounds. */
function reachedFrom(neighbors: readonly (readonly number[])[], start: number): Set<number> {
  const reached = new Set([start]);
  for (const agent of reached) for (const other of neighbors[agent] ?? []) reached.add(other);
  return reached;
}
