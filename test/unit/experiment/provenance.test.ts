import { expect, test } from 'vitest';
import { describeCode, describeCpu, projectVersion } from '../../../src/experiment/provenance.ts';

test('the processor has a model, cores, and flags that move the last bits', () => {
  const { model, cores, flags } = describeCpu();
  expect(model).not.toBe('');
  expect(cores).toBeGreaterThan(0);
  expect(flags.every((flag) => /^[a-z0-9_]+$/.test(flag))).toBe(true);
});

test('the code has a version and, in a clone, a commit', () => {
  const { version, commit, dirty } = describeCode();
  expect(version).toBe(projectVersion());
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  if (commit === null) expect(dirty).toBeNull();
  else expect(commit).toMatch(/^[0-9a-f]{40}$/);
});
