import { expect, test } from 'vitest';

import { backendChecks } from '../../../src/backend/checks.ts';
import { cpuFlags } from '../../../src/backend/cpu.ts';

test('the checks tell TensorFlow, the device, its switches and what a GPU needs', async () => {
  const checks = await backendChecks();
  const names = checks.map(({ name }) => name);
  expect(names).toContain('TF_ENABLE_ONEDNN_OPTS');
  expect(names).toContain('GPU driver');
  expect(names).toContain('GPU build');
  expect(checks.find(({ name }) => name === 'TensorFlow')).toMatchObject({
    status: 'ok',
    detail: expect.stringContaining('2.21.0') as string,
  });
});

test('whatever is missing comes with what to do', async () => {
  const lacking = (await backendChecks()).filter(({ status }) => status === 'missing');
  for (const check of lacking) expect(check.remedy).toBeDefined();
});

test('the CPU flags that matter are picked from Linux’ list', () => {
  expect(cpuFlags('model name : X\nflags\t\t: fpu sse2 avx2 fma avx512f avx512_vnni\n')).toEqual([
    'avx2',
    'fma',
    'avx512f',
    'avx512_vnni',
  ]);
});
