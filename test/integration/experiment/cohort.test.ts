import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import { rowsOf, trained, type Tables } from './trained.ts';

/** Without rounds during the warm-up of 40 steps, so that the first is after step 60. */
const late = { aggregateDuringWarmup: false };
const FIRST_ROUND = 60;

const CONFIGS = {
  alone: tinyRun({ ...late, rule: 'none' }),
  average: tinyRun({ ...late, rule: 'average' }),
  medoid: tinyRun({ ...late, rule: 'medoid', attack: 'median' }),
  attackedAlone: { ...tinyRun({ ...late, attack: 'average' }), rule: { name: 'none' } as const },
  attacked: tinyRun({ ...late, rule: 'average', attack: 'average' }),
  reseeded: tinyRun({ ...late, rule: 'soft-medoid', temperature: 0.1, seed: 3 }),
  median: tinyRun({ ...late, rule: 'median', medianEvenCount: 'lower' }),
  actorOnly: tinyRun({ ...late, rule: 'average', attack: 'average', forged: 'actor', beta: 1 }),
} satisfies Record<string, RunConfig>;

type Name = keyof typeof CONFIGS;
const names = Object.keys(CONFIGS) as Name[];

/** All runs, trained as one cohort. */
let cohort: ReadonlyMap<string, Tables>;

beforeAll(async () => {
  const tables = await trained(Object.values(CONFIGS));
  cohort = new Map(tables.map((ofRun, run) => [names[run] ?? '', ofRun]));
});

function tables(name: Name): Tables {
  const ofRun = cohort.get(name);
  if (!ofRun) throw new RangeError(`No run ${name}.`);
  return ofRun;
}

/** Training rows of the eight agents; those of the virtual agent are left out. */
function training(name: Name): string[][] {
  return rowsOf(tables(name)['training.csv']).filter(([, agent]) => Number(agent) < 8);
}

describe('a run in a cohort', () => {
  test.each(names)('equals the run alone, to the last byte: %s', async (name) => {
    const [alone] = await trained([CONFIGS[name]]);
    expect(alone).toEqual(tables(name));
  });
});

describe('runs of one seed', () => {
  const upTo = (name: Name, last: number) =>
    training(name).filter(([step]) => Number(step) <= last);

  test.each(names.filter((name) => name !== 'reseeded' && name !== 'alone'))(
    'train alike until the first round, whatever the rule and the attack: %s',
    (name) => {
      expect(upTo(name, FIRST_ROUND).length).toBeGreaterThan(40);
      expect(upTo(name, FIRST_ROUND)).toEqual(upTo('alone', FIRST_ROUND));
    },
  );

  test('differ after it', () => {
    const runs = ['alone', 'average', 'medoid', 'attacked', 'median'] as const;
    expect(new Set(runs.map((name) => JSON.stringify(training(name)))).size).toBe(runs.length);
  });

  test('differ from those of another seed from the start', () => {
    expect(upTo('reseeded', 20)).not.toEqual(upTo('alone', 20));
  });
});

describe('an attack', () => {
  const agentsRows = (name: Name, agents: readonly number[]) => [
    ...training(name).filter(([, agent]) => agents.includes(Number(agent))),
    ...rowsOf(tables(name)['evaluations.csv']).filter(([, agent]) =>
      agents.includes(Number(agent)),
    ),
  ];

  test('leaves agents that do not cooperate untouched', () => {
    expect(training('attackedAlone')).toEqual(training('alone'));
    expect(tables('attackedAlone')['evaluations.csv']).toEqual(tables('alone')['evaluations.csv']);
    expect(tables('attackedAlone')['aggregation.csv']).toBe(tables('alone')['aggregation.csv']);
  });

  test('never reaches the other component of the graph: agents 2, 4 and 7', () => {
    expect(agentsRows('attacked', [2, 4, 7])).toEqual(agentsRows('average', [2, 4, 7]));
    expect(agentsRows('attacked', [0])).not.toEqual(agentsRows('average', [0]));
  });

  test('has a virtual agent, which is trained and neither evaluated nor listened to', () => {
    const virtual = ({ training: name }: { training: Name }) =>
      rowsOf(tables(name)['training.csv']).filter(([, agent]) => agent === '8');
    expect(virtual({ training: 'attacked' }).length).toBeGreaterThan(0);
    expect(virtual({ training: 'attacked' })).toEqual(virtual({ training: 'attackedAlone' }));
    const rounds = rowsOf(tables('attacked')['aggregation.csv']);
    // The target's distance from it is measured; it sends nothing that would have a weight.
    const [measured, heard] = [true, false].map((isVirtual) =>
      rounds.filter(([, , neighbor]) => (neighbor === '8') === isVirtual),
    );
    expect(new Set(measured?.map(([, agent, , , weight]) => [agent, weight].join()))).toEqual(
      new Set(['0,']),
    );
    expect(new Set(heard?.flatMap((row) => row.slice(1, 3)))).toEqual(
      new Set(['0', '1', '2', '3', '4', '5', '6', '7']),
    );
  });
});

test('runs on different graphs train in one cohort', async () => {
  const pair = {
    name: 'custom',
    neighbors: [
      [0, 1],
      [1, 0],
    ],
  };
  const configs = [tinyRun({ graph: pair, seed: 9 }), tinyRun({ rule: 'medoid' })];
  const together = await trained(configs);
  expect(
    new Set(rowsOf(together[0]?.['evaluations.csv'] ?? '').map(([, agent]) => agent)).size,
  ).toBe(2);
  for (const [run, config] of configs.entries()) {
    expect(await trained([config])).toEqual([together[run]]);
  }
});
