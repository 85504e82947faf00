import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/aggregation/aggregator.ts';
import { createRule } from '../../../src/aggregation/index.ts';
import type { AttackConfig } from '../../../src/attack/attack.ts';
import { withinScope } from '../../../src/compile/program.ts';
import { createAttack } from '../../../src/attack/index.ts';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import {
  readLinks,
  type CombinationLink,
  type LinkTensors,
  type LinkValues,
} from '../../../src/cooperation/links.ts';
import { parseGraph } from '../../../src/cooperation/parseGraph.ts';
import { planRound, type RunCooperation } from '../../../src/cooperation/plan.ts';
import { aggregate, share } from '../../../src/cooperation/round.ts';
import { Piece, type Vectors } from '../../../src/tensor/vectors.ts';
import { at, distanceOf, gaussianRows } from '../../support/vectors.ts';

const PARAMETERS = 37;

/** A run before it has a place on the learner axis. */
interface Run {
  readonly rule: RuleConfig;
  readonly attack?: Partial<AttackConfig>;
  readonly graph?: RunCooperation['graph'];
}

const MEDIAN: RuleConfig = { name: 'median', evenCount: 'midpoint' };
const SOFT: RuleConfig = { name: 'soft-medoid', temperature: 1 };

/** Every rule, with and without attacks, on several graphs. */
const cohort: readonly Run[] = [
  { rule: { name: 'none' } },
  { rule: { name: 'average' }, attack: { name: 'average' } },
  { rule: SOFT, attack: { name: 'average', beta: 0.1 } },
  { rule: MEDIAN, attack: { name: 'median' } },
  { rule: SOFT },
  { rule: { name: 'none' }, attack: { name: 'average' } },
  { rule: { name: 'medoid' }, attack: { name: 'average', target: 2, victim: 4 } },
  { rule: SOFT, graph: parseGraph('complete:8') },
  { rule: MEDIAN, graph: parseGraph('complete:5'), attack: { target: 3, victim: 1 } },
  { rule: { name: 'medoid' }, graph: parseGraph('0:1,2,3;1:0;2:0;3:0') },
];

interface Outcome {
  readonly combined: number[][];
  readonly links: readonly CombinationLink[];
}

interface Moment {
  readonly network?: 'actor' | 'critic';
  /** Of all edges, or of each. */
  readonly isUnderAttack?: boolean | readonly boolean[];
  /** How the vectors lie in memory. */
  readonly lay?: (params_LP: tf.Tensor2D) => Vectors;
}

const inOne = (params_LP: tf.Tensor2D): Vectors => [new Piece([params_LP])];

/** Lays runs out on the learner axis and combines `params`, their rows one run after the other. */
function round(
  runs: readonly Run[],
  params: number[][],
  { network = 'critic', isUnderAttack = true, lay = inOne }: Moment = {},
): Outcome {
  let learners = 0;
  const cooperations = runs.map((run): RunCooperation => {
    const { graph = paperGraph, rule, attack } = run;
    const firstLearner = learners;
    learners += learnersOf(run);
    return {
      firstLearner,
      graph,
      rule: createRule(rule),
      attack: attack ? attackOf(attack, firstLearner + graph.neighbors.length) : null,
    };
  });
  const plan = planRound(cooperations, learners);
  const edges = plan.forgeries.flatMap((forgery) => forgery.edges);
  return withinScope(() => {
    const params_LP = tf.tensor2d(params);
    const { combined, ...links } = aggregate(
      share(plan, {
        vectors: lay(params_LP),
        network,
        isForged_E: tf.tensor1d(
          edges.map((_, edge) =>
            isUnderAttack instanceof Array ? at(isUnderAttack, edge) : isUnderAttack,
          ),
          'bool',
        ),
        lanes: 2,
      }),
    );
    expect(params_LP.arraySync()).toEqual(params);
    return { combined: joined(combined).arraySync(), links: readLinks(plan, valuesOf(links)) };
  });
}

/** New vectors, `[L, P]`, out of their pieces and blocks. */
function joined(combined: readonly (readonly tf.Tensor2D[])[]): tf.Tensor2D {
  return tf.concat(
    combined.map((blocks_LP) => tf.concat([...blocks_LP])),
    1,
  );
}

function valuesOf(links: LinkTensors): LinkValues {
  const { weight_E, distance_E, isFinite_E, virtualDistance_V } = links;
  return {
    weight_E: weight_E.dataSync(),
    distance_E: distance_E.dataSync(),
    isFinite_E: isFinite_E.dataSync(),
    virtualDistance_V: virtualDistance_V.dataSync(),
  };
}

/** Sums in another order differ in the last digits. */
function expectNear(actual: Outcome, expected: Outcome): void {
  const worst = (a: readonly number[], b: readonly number[]) =>
    a.reduce((most, value, i) => Math.max(most, Math.abs(value - at(b, i))), 0);
  actual.combined.forEach((row, learner) => {
    expect(worst(row, at(expected.combined, learner))).toBeLessThan(1e-5);
  });
  actual.links.forEach((link, index) => {
    const { weight, distance, ...others } = at(expected.links, index);
    expect(link).toMatchObject(others);
    expect(link.weight ?? -1).toBeCloseTo(weight ?? -1, 3);
    expect(link.distance / distance || 1).toBeCloseTo(1, 5);
  });
}

function learnersOf({ graph = paperGraph, attack }: Run): number {
  return graph.neighbors.length + (attack ? 1 : 0);
}

function attackOf(change: Partial<AttackConfig>, virtualLearner: number) {
  const config: AttackConfig = {
    name: 'median',
    beta: 0.5,
    onset: 0,
    target: 0,
    victim: 6,
    networks: 'both',
    ...change,
  };
  return { config, attack: createAttack(config.name), virtualLearner };
}

/** Parameters of all learners of some runs. */
function paramsFor(runs: readonly Run[], seed = 1): number[][] {
  const learners = runs.reduce((sum, run) => sum + learnersOf(run), 0);
  return gaussianRows(seed, learners, PARAMETERS);
}

function linkOf(links: readonly CombinationLink[], from: number, to: number): CombinationLink {
  const link = links.find(({ agent, neighbor }) => agent === to && neighbor === from);
  if (!link) throw new Error(`No link from ${from} to ${to}.`);
  return link;
}

/** What a round owes its callers, on the backend that the test file has chosen. */
export function describeRound(): void {
  describe('a round of several runs', () => {
    test('combines each run bit for bit as if it were alone', () => {
      const params = paramsFor(cohort);
      const together = round(cohort, params);
      let first = 0;
      cohort.forEach((run, index) => {
        const last = first + learnersOf(run);
        const alone = round([run], params.slice(first, last));
        expect(together.combined.slice(first, last)).toEqual(alone.combined);
        expect(together.links.filter((link) => link.run === index)).toEqual(
          alone.links.map((link) => ({ ...link, run: index })),
        );
        first = last;
      });
    });

    test('leaves runs without cooperation and virtual agents bit for bit as they are', () => {
      const runs: Run[] = [
        { rule: { name: 'none' }, attack: {} },
        { rule: SOFT, attack: {} },
      ];
      const params = paramsFor(runs);
      const { combined, links } = round(runs, params);
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 17].forEach((row) => {
        expect(combined[row]).toEqual(params[row]);
      });
      expect(combined[9]).not.toEqual(params[9]);
      expect(links.every(({ run }) => run === 1)).toBe(true);
    });

    test('costs nothing where nobody cooperates', () => {
      const runs: Run[] = [{ rule: { name: 'none' } }];
      const params = paramsFor(runs);
      expect(round(runs, params)).toEqual({ combined: params, links: [] });
    });
  });

  describe('a round of vectors in pieces and blocks', () => {
    const runs: Run[] = [
      { rule: SOFT, attack: { name: 'average' } },
      { rule: MEDIAN, attack: { name: 'median' } },
    ];

    /** Blocks of 5 and of the other rows, of columns up to `cut` and of the others. */
    const inParts =
      (cut: number) =>
      (params_LP: tf.Tensor2D): Vectors =>
        tf
          .split(params_LP, [cut, params_LP.shape[1] - cut], 1)
          .map((columns) => new Piece(tf.split(columns, [5, params_LP.shape[0] - 5])));

    test('is the round of the vectors in one, to the last digits', () => {
      const params = paramsFor(runs);
      const whole = round(runs, params);
      const parts = round(runs, params, { lay: inParts(20) });
      expectNear(parts, whole);
    });

    // Rows of more than 2^15 numbers are combined one at a time.
    test('is the same where rows are so long that each is combined by itself', () => {
      const columns = 2 ** 15 + 8;
      // As far apart as agents are: weights depend on the digits of a distance behind the point.
      const long = gaussianRows(2, 18, columns).map((row) => row.map((x) => Math.fround(x / 50)));
      const parts = round(runs, long, { lay: inParts(2 ** 15 + 1) });
      const short = round(runs, long, { lay: inParts(2 ** 14) });
      expectNear(parts, short);
    });
  });

  describe('a round of one run', () => {
    const average: Run[] = [{ rule: { name: 'average' } }];
    const params = paramsFor(average);

    test('lets each agent combine its own neighborhood', () => {
      round(average, params).combined.forEach((combined, agent) => {
        const heard = at(paperGraph.neighbors, agent).map((neighbor) => at(params, neighbor));
        combined.forEach((value, i) => {
          const sum = heard.reduce((partial, vector) => partial + at(vector, i), 0);
          expect(value).toBeCloseTo(sum / heard.length, 5);
        });
      });
    });

    test('tells who heard whom from how far, in the order of the graph', () => {
      const { links } = round(average, params);
      expect(links.map(({ agent, neighbor }) => [agent, neighbor])).toEqual(
        paperGraph.neighbors.flatMap((neighbors, agent) => neighbors.map((l) => [agent, l])),
      );
      for (const { agent, neighbor, weight, distance, leftOut } of links) {
        expect(weight).toBeCloseTo(1 / at(paperGraph.neighbors, agent).length, 6);
        expect(distance).toBeCloseTo(distanceOf(at(params, agent), at(params, neighbor)), 4);
        expect(leftOut).toBe(false);
      }
    });

    test('tells no weights where the rule has none', () => {
      const { links } = round([{ rule: MEDIAN }], params);
      expect(links.every(({ weight }) => weight === null)).toBe(true);
    });

    test('leaves out what is not finite, and says so', () => {
      const spoiled = params.with(5, at(params, 5).with(3, NaN));
      const { combined, links } = round([{ rule: SOFT }], spoiled);
      expect(combined.flat().every(Number.isFinite)).toBe(true);
      const leftOut = links.filter((link) => link.leftOut);
      expect(leftOut.map(({ agent, neighbor }) => [agent, neighbor])).toEqual([
        [0, 5],
        [3, 5],
        [5, 5],
      ]);
      expect(leftOut.every(({ weight, distance }) => weight === 0 && Number.isNaN(distance))).toBe(
        true,
      );
    });
  });

  describe('a medoid of a tie', () => {
    /** Neighborhoods of two: both members are medoids. */
    const graph = parseGraph('0:1;1:0;2:3;3:2');
    const adopted = (rule: RuleConfig) => {
      const params = paramsFor([{ rule, graph }]);
      return round([{ rule, graph }], params).combined.map((row) =>
        params.findIndex((own) => JSON.stringify(own) === JSON.stringify(row)),
      );
    };

    test('is the agent itself, or the lowest agent number', () => {
      expect(adopted({ name: 'medoid' })).toEqual([0, 1, 2, 3]);
      expect(adopted({ name: 'medoid', tie: 'self' })).toEqual([0, 1, 2, 3]);
      expect(adopted({ name: 'medoid', tie: 'lowest' })).toEqual([0, 0, 2, 2]);
    });

    test('makes no difference where there is none', () => {
      const three = parseGraph('complete:3');
      const run = (rule: RuleConfig): Run[] => [{ rule, graph: three }];
      const params = paramsFor(run({ name: 'medoid' }));
      expect(round(run({ name: 'medoid', tie: 'lowest' }), params).combined).toEqual(
        round(run({ name: 'medoid' }), params).combined,
      );
    });
  });

  describe('a round under attack', () => {
    const runs: Run[] = [{ rule: { name: 'average' }, attack: { name: 'average' } }];
    const params = paramsFor(runs);
    let clean: Outcome;
    let attacked: Outcome;

    beforeAll(() => {
      clean = round(runs, params, { isUnderAttack: false });
      attacked = round(runs, params);
    });

    test('changes what the target holds and nothing else', () => {
      expect(attacked.combined[0]).not.toEqual(clean.combined[0]);
      expect(attacked.combined.slice(1)).toEqual(clean.combined.slice(1));
    });

    test('lands the average of the target on eq. (8)', () => {
      at(attacked.combined, 0).forEach((value, i) => {
        const [own, virtual] = [at(at(params, 0), i), at(at(params, 8), i)];
        expect(value).toBeCloseTo(own - 0.5 * (own - virtual), 4);
      });
    });

    test('forges the message on the edge from 6 to 0 and on no other', () => {
      attacked.links.forEach((link, index) => {
        const isForged = link.agent === 0 && link.neighbor === 6;
        expect(link.distance === clean.links[index]?.distance).toBe(!isForged);
      });
      expect(linkOf(attacked.links, 0, 6).distance).toBe(linkOf(clean.links, 0, 6).distance);
    });

    test('tells how far the target is from the virtual agent before it combines', () => {
      const link = linkOf(attacked.links, 8, 0);
      expect(link.distance).toBeCloseTo(distanceOf(at(params, 0), at(params, 8)), 4);
      expect(link).toMatchObject({ weight: null, leftOut: false });
      expect(attacked.links.filter(({ neighbor }) => neighbor === 8)).toHaveLength(1);
    });

    test('equals a round without the attack before its onset', () => {
      const { combined } = round([{ rule: { name: 'average' } }], params.slice(0, 8));
      expect(clean.combined.slice(0, 8)).toEqual(combined);
    });

    test.each(['actor', 'critic'] as const)('on the %s spares the other network', (networks) => {
      const only: Run[] = [{ rule: { name: 'average' }, attack: { name: 'average', networks } }];
      const other = networks === 'actor' ? 'critic' : 'actor';
      expect(round(only, params, { network: networks }).combined).toEqual(attacked.combined);
      expect(round(only, params, { network: other }).combined).toEqual(clean.combined);
    });

    test('begins on each edge when it begins there, also where others spare the network', () => {
      const rule = { name: 'average' } as const;
      const two: Run[] = [
        { rule, attack: { name: 'average', networks: 'actor' } },
        { rule, attack: { name: 'average', networks: 'both' } },
      ];
      const both = paramsFor(two);
      const target = (isUnderAttack: NonNullable<Moment['isUnderAttack']>) =>
        round(two, both, { network: 'critic', isUnderAttack }).combined[9];
      expect(target([true, false])).toEqual(target(false));
      expect(target([false, true])).toEqual(target(true));
      expect(target(true)).not.toEqual(target(false));
    });

    test('lets the medoid adopt the median attack and ignore the average attack', () => {
      const medoid = { name: 'medoid' } as const;
      const adopted = round([{ rule: medoid, attack: { name: 'median' } }], params);
      const ignored = round([{ rule: medoid, attack: { name: 'average' } }], params);
      expect(linkOf(adopted.links, 6, 0).weight).toBe(1);
      expect(linkOf(ignored.links, 6, 0).weight).toBe(0);
    });
  });

  test('a plan refuses an attack on an edge that the graph does not have', () => {
    const runs: Run[] = [{ rule: MEDIAN, attack: { victim: 1 } }];
    expect(() => round(runs, paramsFor(runs))).toThrow('no edge leads from 1 to 0');
  });
}
