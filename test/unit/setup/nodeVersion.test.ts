import { expect, test } from 'vitest';

import { nodeProblem } from '../../../scripts/setup/nodeVersion.mjs';

test.each(['20.19.0', '20.20.2', '21.0.0', '22.23.1'])('Node %s will do', (version) => {
  expect(nodeProblem(version)).toBeNull();
});

test.each([
  ['20.18.3', 'too old'],
  ['18.20.0', 'too old'],
  ['23.0.0', 'too new'],
])('Node %s is %s', (version, complaint) => {
  expect(nodeProblem(version)).toContain(complaint);
});
