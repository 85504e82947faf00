import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { main } from '../../../src/cli/main.ts';
import { runProgram, type Ending } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: ReturnType<typeof temporaryFolder>;
let out: string;
let first: Ending;

beforeAll(async () => {
  root = temporaryFolder();
  out = join(root.path, 'theory');
  first = await runProgram(['theory', '--quick', '--seeds', '2', '--device', 'cpu', '--out', out]);
});
afterAll(() => {
  root[Symbol.dispose]();
});

test('the theorems are checked, and a report, figures and tables written', () => {
  expect(first.code).toBe(0);
  expect(first.stdout.trim().split('\n')).toEqual(
    [
      'figures/theory-critic.png',
      'figures/theory-actor.png',
      'figures/theory-breakdown.png',
      'report.md',
      'report.html',
    ].map((file) => join(out, file)),
  );
  const report = readFileSync(join(out, 'report.md'), 'utf8');
  expect(report).toContain(`npm start -- theory --seeds 2 --quick --out ${out}\``);
  const verdicts = readFileSync(join(out, 'data/verdicts.csv'), 'utf8').trim().split('\n');
  const of = (start: string) =>
    verdicts
      .find((line) => line.startsWith(start))
      ?.split(',')
      .at(-1);
  expect(of('"3, 4","after / before, infinity-norm, one pair for all agents",medoid')).toBe(
    'holds',
  );
  expect(of('"3, 4","after / before, infinity-norm, each agent at its own pair",medoid')).toBe(
    'fails',
  );
  expect(of('5,"fewest attacked that break is floor((n + 1) / 2), n = 3 to 15",medoid')).toBe(
    'holds',
  );
  for (const table of ['limits', 'bounds', 'breakdown']) {
    expect(readFileSync(join(out, `data/${table}.csv`), 'utf8')).not.toContain('NaN');
  }
});

test('a folder that is there is replaced on request alone, and nothing but what is ours', async () => {
  expect(await refusal(['--quick', '--out', out])).toContain('--overwrite');
  writeFileSync(join(out, 'notes.txt'), 'mine');
  expect(await refusal(['--quick', '--overwrite', '--out', out])).toContain('notes.txt');
});

test.each(['0', '1.5', '101'])('--seeds %s is refused', async (seeds) => {
  expect(await refusal(['--seeds', seeds])).toContain(
    `--seeds has to be an integer from 1 to 100, got ${seeds}`,
  );
});

test('--quick=yes is refused', async () => {
  expect(await refusal(['--quick=yes'])).toContain('--quick is a switch');
});

/** What is said of a command line that the user has to mend. */
async function refusal(options: readonly string[]): Promise<string> {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(await main(['theory', ...options])).toBe(2);
    return said.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    said.mockRestore();
  }
}
