import { afterAll, expect, test } from 'vitest';
import { optionsFrom } from '../../scripts/chaos/options.ts';
import { Stage } from '../../scripts/chaos/stage.ts';

/** `npm run chaos -- --short`, a test a row. */
const { scenarios, ...options } = optionsFrom(['--short', '--seed', '1']);
const stage = new Stage({ ...options, tell: () => undefined });

afterAll(() => {
  stage[Symbol.dispose]();
});

const TIMEOUT_MS = 900_000;

test.each(scenarios.map((scenario) => [scenario.fault, scenario] as const))(
  '%s: nothing is lost, and all bits are equal',
  async (_fault, scenario) => {
    const row = await stage.run(scenario);
    expect(row.hasPassed, JSON.stringify(row, null, 2)).toBe(true);
    // Each has to have been staged, and compared where there is something to compare.
    expect(row.injected).toBeGreaterThanOrEqual(row.planned ?? 1);
    expect(row).toMatchObject({ survived: row.injected, lost: 0 });
  },
  TIMEOUT_MS,
);
