import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadBackend } from '../../../src/backend/backend.ts';
import { EnvPool } from '../../../src/env/envPool.ts';
import { formCohort } from '../../../src/experiment/cohort.ts';
import { createCommunication } from '../../../src/experiment/communication.ts';
import { createLearner } from '../../../src/experiment/createLearner.ts';
import { Evaluator, evaluatedRows } from '../../../src/experiment/evaluator.ts';
import { Experience } from '../../../src/experiment/experience.ts';
import { layoutFor } from '../../../src/experiment/layout.ts';
import { firstStart, trainingLoop } from '../../../src/experiment/loop.ts';
import { NETWORK_NAMES, type NetworkName } from '../../../src/learner/exchange.ts';
import type { StackedLearner } from '../../../src/learner/learner.ts';
import { Replay } from '../../../src/replay/replay.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import { at } from '../../support/vectors.ts';

const BETA = 0.3;
const AGENTS = [0, 1, 2, 3, 4, 5, 6, 7];
const VIRTUAL = 8;
const GRAPH = [
  [0, 5, 6],
  [1, 3],
  [2, 4, 7],
  [3, 1, 5],
  [4, 2],
  [5, 0, 3],
  [6, 0],
  [7, 2],
];

/** Everyone's parameters of one network before and after one round. */
interface RoundSeen {
  readonly step: number;
  readonly network: NetworkName;
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

/** The rounds after steps 20, 40 and 60 of the real training loop; the attack begins after step 41. */
let rounds: RoundSeen[];

beforeAll(async () => {
  const layout = layoutFor(await loadBackend({ device: 'cpu' }));
  const config = tinyRun({ rule: 'average', attack: 'average', beta: BETA, steps: 60 });
  const cohort = formCohort([config]);
  await using pool = await EnvPool.start({ task: config.task, count: cohort.members.length });
  await using evaluationPool = await EnvPool.start({
    task: config.task,
    count: evaluatedRows(cohort).length,
  });
  const { observationSize: observation, actionSize: action } = pool.spec;
  const communication = createCommunication(cohort, layout.lanes);
  using learner = createLearner(cohort, pool.spec, { ...communication, ...layout });
  const rings = new Replay({ learners: cohort.members.length, capacity: 60, observation, action });
  const experience = new Experience(rings, learner);
  const evaluator = new Evaluator(cohort, learner, evaluationPool);

  let seen: Omit<RoundSeen, 'step'>[] = [];
  const exchange = learner.exchange.bind(learner);
  vi.spyOn(learner, 'exchange').mockImplementation((inputs) => {
    const before = NETWORK_NAMES.map((network) => rowsOf(learner, network));
    const outputs = exchange(inputs);
    NETWORK_NAMES.forEach((network, index) => {
      seen.push({ network, before: at(before, index), after: rowsOf(learner, network) });
    });
    return outputs;
  });
  rounds = [];
  const start = await firstStart(cohort, pool);
  const parts = { cohort, learner, communication, experience, pool, evaluator, start };
  for await (const { step } of trainingLoop(parts)) {
    rounds.push(...seen.map((round) => ({ step, ...round })));
    seen = [];
  }
});

function rowsOf(learner: StackedLearner, network: NetworkName): number[][] {
  return tf.tidy(() => learner.readParameters(network).arraySync());
}

function roundAfter(step: number, network: NetworkName): RoundSeen {
  const round = rounds.find((seen) => seen.step === step && seen.network === network);
  if (!round) throw new RangeError(`No round of the ${network} after step ${step}.`);
  return round;
}

function mean(vectors: readonly (readonly number[])[]): number[] {
  return at(vectors, 0).map(
    (_value, p) => vectors.reduce((sum, vector) => sum + at(vector, p), 0) / vectors.length,
  );
}

/** float32 rounds the forged message, three times as long as a parameter, and their mean. */
function expectNear(actual: readonly number[], expected: readonly number[]): void {
  const worst = Math.max(...actual.map((value, p) => Math.abs(value - at(expected, p))));
  expect(worst).toBeLessThan(1e-6);
}

test('rounds take place after steps 20, 40 and 60, of both networks', () => {
  expect(rounds.map(({ step, network }) => `${step} ${network}`)).toEqual(
    [20, 40, 60].flatMap((step) => NETWORK_NAMES.map((network) => `${step} ${network}`)),
  );
});

describe.each(NETWORK_NAMES)('under the average attack, of the %s', (network) => {
  test('agent 0 lands on x - beta (x - w_A), eq. (8)', () => {
    const { before, after } = roundAfter(60, network);
    const own = at(before, 0);
    const virtual = at(before, VIRTUAL);
    const goal = own.map((x, p) => x - BETA * (x - at(virtual, p)));
    expectNear(at(after, 0), goal);
    expect(Math.hypot(...goal.map((value, p) => value - at(own, p)))).toBeGreaterThan(0.1);
  });

  test.each(AGENTS.slice(1))('agent %i averages the honest messages of its neighbors', (agent) => {
    const { before, after } = roundAfter(60, network);
    expectNear(at(after, agent), mean(at(GRAPH, agent).map((neighbor) => at(before, neighbor))));
  });

  test('the virtual agent stays as it is', () => {
    const { before, after } = roundAfter(60, network);
    expect(at(after, VIRTUAL)).toEqual(at(before, VIRTUAL));
  });

  test.each([20, 40])('nothing is forged after step %i, before the onset', (step) => {
    const { before, after } = roundAfter(step, network);
    for (const agent of AGENTS) {
      expectNear(at(after, agent), mean(at(GRAPH, agent).map((neighbor) => at(before, neighbor))));
    }
  });
});
