import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'vega';
import { compile } from 'vega-lite';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { paperAttack } from '../../../src/experiment/defaults.ts';
import { csv, curveData } from '../../../src/figures/curveData.ts';
import { legendFigure } from '../../../src/figures/legendFigure.ts';
import { networkFigure, PAPER_POSITIONS } from '../../../src/figures/networkFigure.ts';
import { panelOf } from '../../../src/figures/panel.ts';
import { renderSvg } from '../../../src/figures/render.ts';
import { pointRows } from '../../../src/figures/roundPoints.ts';
import type { RunRounds } from '../../../src/figures/rounds.ts';
import { roundsPictures } from '../../../src/figures/roundsPictures.ts';
import { smallMultiples } from '../../../src/figures/smallMultiples.ts';
import { inventedConfig, inventedPanel } from './inventedRuns.ts';

const PYTHON = fileURLToPath(new URL('../../../.setup/venv/bin/python', import.meta.url));

/** Two rounds after the warm-up: agent 0 of `seed` weighs itself by 0.5 + seed / 10. */
function rounds(seed: number, change: Partial<RunConfig>): RunRounds {
  const base = inventedConfig({ graph: paperGraph, seed, ...change });
  const isWeighed = base.rule.name === 'soft-medoid';
  const rows = [base.warmup, base.warmup + 100, base.warmup + 200].flatMap((step) => [
    { step, agent: 0, neighbor: 0, weight: isWeighed ? 0.5 + seed / 10 : null, distance: 0 },
    { step, agent: 0, neighbor: 5, weight: isWeighed ? 0.2 : null, distance: 4 + seed },
    { step, agent: 0, neighbor: 6, weight: isWeighed ? 0.3 - seed / 10 : null, distance: 8 },
    ...(base.attack ? [{ step, agent: 0, neighbor: 8, weight: null, distance: 50 }] : []),
  ]);
  const critics = rows
    .filter(({ neighbor }) => isWeighed && neighbor === 0)
    .map((row) => ({ ...row, weight: 1, network: 'critic' as const }));
  return {
    config: base,
    rows: [...rows.map((row) => ({ ...row, network: 'actor' as const })), ...critics],
  };
}

const soft = { name: 'soft-medoid', temperature: 1 } as const;
const attack = paperAttack('median', { period: 1000, warmup: 500 });
const RUNS = [
  rounds(0, { rule: soft, attack }),
  rounds(2, { rule: soft, attack }),
  rounds(0, { rule: { name: 'medoid' } }),
];

function picture(name: string) {
  const found = roundsPictures('InvertedPendulum-v4', RUNS, 'Scale: quick.').find(
    (each) => each.name === `${name}-InvertedPendulum-v4`,
  );
  if (!found) throw new RangeError(`No picture ${name}.`);
  return found.figure;
}

describe('what rounds show', () => {
  test('weights of agent 0: the mean over seeds, the least and the greatest', () => {
    const { points } = picture('weights');
    const point = {
      row: 'median attack',
      column: 'T = 1',
      network: 'actor',
      attack: 'median',
      rule: 'soft-medoid',
      temperature: 1,
      agent: 0,
      step: 100,
      seeds: 2,
    };
    expect(points.filter(({ step }) => step === 100)).toEqual([
      { ...point, neighbor: 0, series: 'agent 0 itself', mean: 0.6, low: 0.5, high: 0.7 },
      { ...point, neighbor: 5, series: 'agent 5, honest', mean: 0.2, low: 0.2, high: 0.2 },
      expect.objectContaining({
        neighbor: 6,
        series: 'agent 6, forged under attack',
        mean: expect.closeTo(0.2) as number,
      }),
    ]);
    expect(new Set(points.map(({ step }) => step))).toEqual(new Set([100, 200]));
  });

  test('critics have a picture of weights of their own', () => {
    expect(picture('weights-critics').points).toMatchObject([
      { network: 'critic', mean: 1 },
      { network: 'critic', mean: 1 },
    ]);
  });

  test('own weights leave out what an agent gives to others', () => {
    const { points } = picture('own-weights');
    expect(points.map(({ series, step, mean }) => [series, step, mean])).toEqual([
      ['agent 0, the target', 100, 0.6],
      ['agent 0, the target', 200, 0.6],
    ]);
  });

  test('distances between neighbors leave out an agent’s own row and the virtual agent', () => {
    const { points } = picture('distances');
    expect(points.find(({ series }) => series === 'Medoid')).toMatchObject({
      column: 'without attack',
      mean: 6,
    });
    expect(points.find(({ column }) => column === 'median attack')).toMatchObject({
      mean: 6.5,
      low: 6,
      high: 7,
    });
  });

  test('the way to the virtual agent has the attacked runs alone', () => {
    const { points, columns } = picture('virtual-agent');
    expect(columns).toEqual(['average attack', 'median attack']);
    expect(points.map(({ series, mean }) => [series, mean])).toEqual([
      ['Soft-medoid (T = 1)', 50],
      ['Soft-medoid (T = 1)', 50],
    ]);
  });

  test('pictures without runs for them are left out', () => {
    const clean = roundsPictures('InvertedPendulum-v4', RUNS.slice(2), '');
    expect(clean.map(({ name }) => name)).toEqual(['distances-InvertedPendulum-v4']);
    expect(roundsPictures('HalfCheetah-v5', RUNS, '')).toEqual([]);
  });

  test('are valid pictures and tables', async () => {
    for (const { figure } of roundsPictures('InvertedPendulum-v4', RUNS, '')) {
      const svg = await renderSvg(smallMultiples(figure));
      expect(svg).toContain(figure.title);
      for (const { label } of figure.series) expect(svg).toContain(label);
    }
  });

  test('are tables that Python reads: a row a point', () => {
    const { points } = picture('weights');
    const [header, rows] = pointRows(points, { figure: 'weights', scale: 'a, b' });
    const program = 'import csv, json, sys; print(json.dumps(list(csv.DictReader(sys.stdin))))';
    const input = csv(header, rows);
    const read = JSON.parse(
      execFileSync(PYTHON, ['-c', program], { input, encoding: 'utf8' }),
    ) as Record<string, string>[];
    expect(read).toHaveLength(points.length);
    expect(read[0]).toEqual({
      figure: 'weights',
      scale: 'a, b',
      network: 'actor',
      attack: 'median',
      rule: 'soft-medoid',
      temperature: '1',
      agent: '0',
      neighbor: '0',
      step: '100',
      mean: '0.6',
      low: '0.5',
      high: '0.7',
      seeds: '2',
    });
  });

  test('have round labels on a logarithmic axis, and leave out what it cannot show', () => {
    const { points, ...others } = picture('distances');
    const [point] = points;
    if (!point) throw new RangeError('No point.');
    const at = (mean: number, low: number) => ({ ...point, mean, low, high: mean });
    const spec = smallMultiples({ ...others, points: [at(0, 0), at(3, 0), at(40, 30)] });
    const text = JSON.stringify(spec);
    expect(text).toContain('"values":[5,10,20]');
    expect(text).not.toContain('"mean":0,');
    expect(text).toContain('"mean":3,"low":3,');
  });

  test('have more labels on a logarithmic axis that would have less than three', () => {
    const { points, ...others } = picture('distances');
    const [point] = points;
    if (!point) throw new RangeError('No point.');
    const text = JSON.stringify(
      smallMultiples({ ...others, points: [{ ...point, mean: 30, low: 14, high: 90 }] }),
    );
    expect(text).toContain('"values":[15,20,30,40,50,70]');
  });
});

test('the legend shows every rule in its style', async () => {
  const svg = await renderSvg(legendFigure());
  expect(svg).toContain('Soft-medoid (T = 10)');
  expect(svg.match(/stroke-dasharray/g)?.length).toBeGreaterThanOrEqual(6);
});

test('the network shows the forged edge and who cannot be reached', () => {
  const spec = networkFigure({
    neighbors: paperGraph.neighbors,
    positions: PAPER_POSITIONS,
    target: 0,
    victim: 6,
  });
  expect(() => parse(compile(spec).spec)).not.toThrow();
  const [edges, , nodes] = (spec as { layer: { data: { values: Record<string, unknown>[] } }[] })
    .layer;
  const [forged, ...others] = edges?.data.values.filter(({ isForged }) => isForged) ?? [];
  expect(others).toEqual([]);
  // From agent 6 down to the head of the arrow, just above agent 0.
  expect(forged).toMatchObject({ x: 3.779, y: 3.092 });
  expect(forged?.['x2']).toBeCloseTo(3.79, 2);
  expect(forged?.['y2']).toBeCloseTo(2.103 + 24 / 125, 3);
  expect(edges?.data.values).toHaveLength(6);
  const apart = nodes?.data.values.filter(({ role }) => role === 'cannot be reached');
  expect(apart?.map(({ agent }) => agent)).toEqual(['2', '4', '7']);
});

test('the positions give the paper’s lists of neighbors', () => {
  const near = (a: number, b: number) => {
    const [ax = 0, ay = 0] = PAPER_POSITIONS[a] ?? [];
    const [bx = 0, by = 0] = PAPER_POSITIONS[b] ?? [];
    return Math.hypot(ax - bx, ay - by);
  };
  const pairs = paperGraph.neighbors.flatMap((list, agent) =>
    PAPER_POSITIONS.map((_, other) => ({
      isEdge: list.includes(other),
      distance: near(agent, other),
    })).filter((_, other) => other !== agent),
  );
  const longest = Math.max(...pairs.filter(({ isEdge }) => isEdge).map(({ distance }) => distance));
  const shortest = Math.min(
    ...pairs.filter(({ isEdge }) => !isEdge).map(({ distance }) => distance),
  );
  expect(longest).toBeLessThan(shortest);
});

test('the plotted series is a table with a row a point', () => {
  const panel = panelOf('Without attack', inventedPanel());
  const text = curveData(
    [{ id: '2b', task: 'InvertedPendulum-v4', attack: null, panel }],
    'laptop',
  );
  const lines = text.trimEnd().split('\n');
  expect(lines[0]).toBe(
    'figure,panel,task,attack,rule,temperature,agents,step,mean,low,high,band,seeds,scale',
  );
  expect(lines).toHaveLength(1 + panel.curves.reduce((sum, { points }) => sum + points.length, 0));
  expect(lines[1]).toMatch(/^fig2,2b,InvertedPendulum-v4,none,none,,mean of 4 agents,0,/);
});
