import { expect, test } from 'vitest';
import { describeWorker } from '../../../src/env/describeWorker.ts';
import { EnvPool } from '../../../src/env/envPool.ts';
import { UserError } from '../../../src/errors.ts';
import { gymnasiumTrajectory } from './oracle.ts';

const TASK = 'HalfCheetah-v5';

test.each(['ipc', 'tcp'] as const)(
  'a pool over %s gives what Gymnasium gives',
  async (transport) => {
    const seeds = [1, 2, 3];
    const trajectory = gymnasiumTrajectory(TASK, seeds, 20);
    await using pool = await EnvPool.start({ task: TASK, count: 3, transport });
    expect(await pool.reset([0, 1, 2], seeds)).toEqual(float64s(trajectory.firstObs));
    const states = await pool.getState();
    for (let round = 0; round < 2; round++) {
      for (const step of trajectory.steps) {
        const action_EA = new Float32Array(Uint8Array.from(step.action).buffer);
        expect(await pool.step(action_EA)).toEqual({
          obs_EO: float64s(step.obs),
          reward_E: float64s(step.reward),
          terminated_E: Uint8Array.from(step.terminated),
          truncated_E: Uint8Array.from(step.truncated),
        });
      }
      expect(await pool.setState(states)).toEqual(float64s(trajectory.firstObs));
    }
  },
);

test('some environments can be stepped while the others wait', async () => {
  await using both = await EnvPool.start({ task: TASK, count: 2 });
  await both.reset([0, 1], [1, 2]);
  const action_A = Float32Array.of(0.5, -0.5, 0.25, 1, -1, 0);
  const [waiting] = await both.getState();
  const one = await both.step(action_A, [1]);
  expect((await both.getState())[0]).toEqual(waiting);

  await both.reset([0, 1], [2, 2]);
  const two = await both.step(Float32Array.of(...action_A, ...action_A));
  expect(two.obs_EO.slice(17)).toEqual(one.obs_EO);
  expect(two.obs_EO.slice(0, 17)).toEqual(one.obs_EO);
});

test('a pool knows its task', async () => {
  await using pool = await EnvPool.start({ task: TASK, count: 1 });
  const { versions, ...spec } = pool.spec;
  expect(spec).toEqual({
    task: TASK,
    observationSize: 17,
    actionSize: 6,
    actionLow_A: new Float32Array(6).fill(-1),
    actionHigh_A: new Float32Array(6).fill(1),
    maxEpisodeSteps: 1000,
  });
  expect(versions).toEqual(await describeWorker());
  expect(Object.keys(versions)).toEqual(
    expect.arrayContaining(['protocol', 'python', 'gymnasium', 'mujoco', 'numpy', 'pyzmq', 'cpu']),
  );
});

test('a second request in flight is an error, and the first goes on', async () => {
  await using pool = await EnvPool.start({ task: TASK, count: 1 });
  await pool.reset([0], [1]);
  const first = pool.step(new Float32Array(6));
  await expect(pool.step(new Float32Array(6))).rejects.toMatchObject({ fault: 'busy' });
  await expect(first).resolves.toBeDefined();
  await pool.step(new Float32Array(6));
});

test('arguments that the wire would bend are refused here', async () => {
  await using pool = await EnvPool.start({ task: TASK, count: 2 });
  await expect(pool.reset([0], [-1])).rejects.toThrow('seeds holds -1, expected an integer');
  await expect(pool.reset([0.5], [1])).rejects.toThrow('environments holds 0.5');
  await expect(pool.reset([0], [2 ** 32])).rejects.toThrow('4294967296');
  await expect(pool.step(new Float32Array(6))).rejects.toThrow(
    'action_EA holds 6 numbers, expected [2, 6] for HalfCheetah-v5.',
  );
});

test('an unknown task is a message for the user, with those that there are', async () => {
  const start = EnvPool.start({ task: 'HalfCheeta-v5', count: 1 });
  await expect(start).rejects.toBeInstanceOf(UserError);
  await expect(start).rejects.toThrow(/'HalfCheeta-v5'.*InvertedPendulum-v4.*HalfCheetah-v5/);
});

function float64s(bytes: Buffer): Float64Array {
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
