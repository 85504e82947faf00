import { expect, test } from 'vitest';

import { machineChanges, type Origin } from '../../../src/experiment/goingOn.ts';
import type { RunRecord } from '../../../src/metrics/runRecord.ts';
import { INVENTED_GPU, invented } from '../metrics/folders.ts';

function origin(change: Partial<RunRecord<unknown>>): Origin {
  return invented(change);
}

const ON_GPU = { device: `GPU: ${INVENTED_GPU.name}`, gpu: INVENTED_GPU };

test('a run that goes on where it was has no changes', () => {
  expect(machineChanges(origin({}), origin({}))).toEqual({});
  expect(machineChanges(origin(ON_GPU), origin(ON_GPU))).toEqual({});
});

test('another GPU is on record, with all that differs about it', () => {
  const other = { ...INVENTED_GPU, name: 'Another GPU', memoryBytes: 40e9 };
  expect(
    machineChanges(origin(ON_GPU), origin({ device: 'GPU: Another GPU', gpu: other })),
  ).toEqual({
    device: { before: 'GPU: An invented GPU', now: 'GPU: Another GPU' },
    'GPU name': { before: 'An invented GPU', now: 'Another GPU' },
    'GPU memoryBytes': { before: '85000000000', now: '40000000000' },
  });
});

test('another driver, and TF32 turned off, are on record', () => {
  const gpu = { ...INVENTED_GPU, driver: '590.10', tf32: false };
  expect(machineChanges(origin(ON_GPU), origin({ ...ON_GPU, gpu }))).toEqual({
    'GPU driver': { before: '580.65.06', now: '590.10' },
    'GPU tf32': { before: 'true', now: 'false' },
  });
});

test('a run that goes on without a GPU tells it by its device', () => {
  expect(machineChanges(origin(ON_GPU), origin({}))).toEqual({
    device: { before: 'GPU: An invented GPU', now: 'CPU' },
  });
});
