import { expect, test } from 'vitest';

import { SWITCHES, setSwitches, switchesInForce } from '../../../src/backend/switches.ts';

test('every switch of ours is set where the user has not set it', () => {
  const environment: NodeJS.ProcessEnv = { TF_ENABLE_ONEDNN_OPTS: '0' };
  setSwitches(environment);
  expect(environment['TF_ENABLE_ONEDNN_OPTS']).toBe('0');
  expect(environment['TF_FORCE_GPU_ALLOW_GROWTH']).toBe('true');
});

test('every switch of ours is among those that a run records', () => {
  const environment: NodeJS.ProcessEnv = {};
  setSwitches(environment);
  expect(Object.keys(switchesInForce(environment))).toEqual(
    SWITCHES.map(({ name }) => name).sort(),
  );
});

test('threads that are asked for go before those of the environment', () => {
  const environment: NodeJS.ProcessEnv = { TF_NUM_INTRAOP_THREADS: '8' };
  setSwitches(environment, 2);
  expect(environment['TF_NUM_INTRAOP_THREADS']).toBe('2');
  expect(environment['TF_NUM_INTEROP_THREADS']).toBe('2');
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
