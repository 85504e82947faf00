import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';

import { SWITCHES, lanesOf, setSwitches, switchesInForce } from '../../../src/backend/switches.ts';

test('every switch of ours is set where the user has not set it', () => {
  const environment: NodeJS.ProcessEnv = { TF_ENABLE_ONEDNN_OPTS: '0' };
  setSwitches(environment, 'cpu');
  expect(environment['TF_ENABLE_ONEDNN_OPTS']).toBe('0');
  expect(environment['TF_FORCE_GPU_ALLOW_GROWTH']).toBe('true');
});

test('every switch of ours is among those that a run records', () => {
  const environment: NodeJS.ProcessEnv = {};
  setSwitches(environment, 'cpu');
  expect(Object.keys(switchesInForce(environment))).toEqual(
    [
      ...SWITCHES.map(({ name }) => name),
      'TF_NUM_INTEROP_THREADS',
      'TF_NUM_INTRAOP_THREADS',
    ].sort(),
  );
});

test('threads that are asked for go before those of the environment', () => {
  const environment: NodeJS.ProcessEnv = { TF_NUM_INTRAOP_THREADS: '8' };
  setSwitches(environment, 'cpu', 2);
  expect(environment['TF_NUM_INTRAOP_THREADS']).toBe('1');
  expect(environment['TF_NUM_INTEROP_THREADS']).toBe('2');
  expect(lanesOf(environment, 'cpu')).toBe(2);
});

test('threads of the environment are kept where nobody asks for others', () => {
  const environment = { TF_NUM_INTRAOP_THREADS: '8', TF_NUM_INTEROP_THREADS: '3' };
  setSwitches(environment, 'cpu');
  expect(environment).toMatchObject({ TF_NUM_INTRAOP_THREADS: '8', TF_NUM_INTEROP_THREADS: '3' });
  expect(lanesOf(environment, 'cpu')).toBe(3);
});

test('by itself each core follows a lane, and a GPU one for all', () => {
  const environment: NodeJS.ProcessEnv = {};
  setSwitches(environment, 'cpu');
  expect(lanesOf(environment, 'cpu')).toBe(availableParallelism());
  const ofGpu: NodeJS.ProcessEnv = {};
  setSwitches(ofGpu, 'gpu');
  expect(ofGpu).not.toHaveProperty('TF_NUM_INTRAOP_THREADS');
  expect(lanesOf(ofGpu, 'gpu')).toBe(1);
});

test('a run records the switches of TensorFlow and no one else’s', () => {
  const environment = {
    XLA_FLAGS: '--xla_gpu_autotune_level=0',
    TF_XLA_FLAGS: '--tf_xla_auto_jit=2',
    TF_VAR_password: 'secret',
    PATH: '/bin',
  };
  expect(switchesInForce(environment)).toEqual({
    TF_XLA_FLAGS: '--tf_xla_auto_jit=2',
    XLA_FLAGS: '--xla_gpu_autotune_level=0',
  });
});
