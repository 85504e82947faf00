import { expect, test } from 'vitest';
import { formCohort } from '../../../src/experiment/cohort.ts';
import { createCommunication } from '../../../src/experiment/communication.ts';
import type { StackedLearner } from '../../../src/learner/learner.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import {
  WAYS,
  learnerOn,
  parametersOf,
  randomBatch,
  relativeError,
  streams,
  useAllBackends,
  type Way,
} from '../learner/ways.ts';

/*
 * Acting, the update and the communication of a cohort with every kind of rule and attack, in the three
 * ways in which the one learner runs.
 */

useAllBackends();

const ROUNDS = 4;

/** What can be seen of a few updates, each followed by a round: in one call, or in two. */
async function train(way: Way, isInOneCall: boolean): Promise<Record<string, number[]>> {
  const common = { period: isInOneCall ? 1 : 2 };
  const attacked = { ...common, beta: 0.5, onset: 42 };
  const cohort = formCohort([
    tinyRun({ ...attacked, rule: 'soft-medoid', temperature: 0.1, attack: 'average' }),
    tinyRun({ ...attacked, rule: 'median', attack: 'median', forged: 'critic' }),
    tinyRun({ ...common, rule: 'medoid' }),
    tinyRun({ ...common, rule: 'none' }),
  ]);
  const learners = cohort.members.length;
  const communication = createCommunication(cohort, way.lanes);
  const initialization = streams(1, learners);
  using learner = await learnerOn(way, { ...communication, initialization, tau: 0.1 });
  const weights: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const outputs = exchangeAfterUpdate(
      learner,
      round,
      learners,
      communication.inputsAt(41 + round),
    );
    for (const { weight, distance } of communication.linksOf(outputs).critic) {
      weights.push(weight ?? -1, distance);
    }
  }
  // The targets show in the losses of the next update.
  const { losses } = learner.update(randomBatch(99, learners));
  const { actor, critic } = parametersOf(learner);
  const action_LA = learner.act(Float32Array.from({ length: 3 * learners }, (_, i) => Math.sin(i)));
  return {
    weights,
    losses: [...losses.critic_L, ...losses.actor_L],
    actor: actor.flat(),
    critic: critic.flat(),
    actions: [...action_LA],
  };

  function exchangeAfterUpdate(
    of: StackedLearner,
    round: number,
    count: number,
    inputs: Parameters<StackedLearner['exchange']>[0],
  ) {
    const batch = randomBatch(round, count);
    if (isInOneCall) return of.updateAndExchange(batch, inputs).exchanged;
    of.update(batch);
    return of.exchange(inputs).exchanged;
  }
}

test.each(WAYS)(
  'a round after an update is the same in one call and in two, $name',
  async (way) => {
    const [one, two] = [await train(way, true), await train(way, false)];
    for (const [what, values] of Object.entries(one)) {
      expect(relativeError(values, two[what] ?? []), what).toBeLessThan(1e-6);
    }
  },
);

test('the compiled program is the program on TensorFlow, and that in JavaScript, to 1e-5', async () => {
  const [javaScript, tensorFlow, compiled] = WAYS;
  const expected = await train(tensorFlow, true);
  for (const way of [javaScript, compiled]) {
    for (const [what, values] of Object.entries(await train(way, true))) {
      expect(relativeError(values, expected[what] ?? []), `${way.name}: ${what}`).toBeLessThan(
        1e-5,
      );
    }
  }
});

test('a cohort in which nobody cooperates has nothing to exchange', () => {
  const cohort = formCohort([tinyRun({ rule: 'none' })]);
  const { exchange, inputsAt, linksOf } = createCommunication(cohort, 2);
  expect(exchange).toBeNull();
  expect(inputsAt(60)).toEqual({});
  expect(linksOf({})).toEqual({ actor: [], critic: [] });
});
