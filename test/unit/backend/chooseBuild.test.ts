import { expect, test } from 'vitest';

import { chooseBuild } from '../../../src/backend/chooseBuild.ts';
import type { NativeBuild } from '../../../src/backend/nativeBuild.ts';
import { UserError } from '../../../src/errors.ts';

const CPU: NativeBuild = { device: 'cpu', bindingPath: '/cpu.node', libraryFolder: '/cpu' };
const GPU: NativeBuild = { device: 'gpu', bindingPath: '/gpu.node', libraryFolder: '/gpu' };

const nothing = (): string[] => [];
const noDriver = (): string[] => ['no NVIDIA driver is installed', 'libcudnn.so.9: not found'];

test('auto takes the GPU where nothing stands in its way', () => {
  const choice = chooseBuild('auto', { cpu: CPU, gpu: GPU }, nothing);
  expect(choice).toEqual({ build: GPU, reason: 'auto: a GPU can be used' });
});

test('auto takes the CPU where something does, and says what', () => {
  const choice = chooseBuild('auto', { cpu: CPU, gpu: GPU }, noDriver);
  expect(choice).toEqual({
    build: CPU,
    reason: 'auto: no NVIDIA driver is installed; libcudnn.so.9: not found',
  });
});

test('auto without a GPU build looks for no libraries', () => {
  const choice = chooseBuild('auto', { cpu: CPU, gpu: null }, () => {
    throw new Error('looked');
  });
  expect(choice).toEqual({ build: CPU, reason: 'auto: no GPU build is set up' });
});

test('cpu takes the CPU build though a GPU could be used', () => {
  expect(chooseBuild('cpu', { cpu: CPU, gpu: GPU }, nothing).build).toBe(CPU);
});

test('cpu takes the GPU build where it is the only one', () => {
  expect(chooseBuild('cpu', { cpu: null, gpu: GPU }, nothing).build).toBe(GPU);
});

test('gpu lists everything that is missing', () => {
  const choose = (): unknown => chooseBuild('gpu', { cpu: CPU, gpu: GPU }, noDriver);
  expect(choose).toThrow(UserError);
  expect(choose).toThrowErrorMatchingInlineSnapshot(`
    [UserError: device gpu: no GPU can be used.
      - no NVIDIA driver is installed
      - libcudnn.so.9: not found
    \`npm run setup -- --gpu\` brings everything but the driver. Or take --device cpu.]
  `);
});

test('gpu without a GPU build says how to set it up', () => {
  const choose = (): unknown => chooseBuild('gpu', { cpu: CPU, gpu: null }, nothing);
  expect(choose).toThrow(UserError);
  expect(choose).toThrowErrorMatchingInlineSnapshot(`
    [UserError: device gpu: no GPU can be used.
      - no GPU build is set up
    \`npm run setup -- --gpu\` brings everything but the driver. Or take --device cpu.]
  `);
});

test('without any build, set-up is what to run', () => {
  const choose = (): unknown => chooseBuild('auto', { cpu: null, gpu: null }, nothing);
  expect(choose).toThrow(UserError);
  expect(choose).toThrow('Run `npm run setup`');
});
