import { expect, test } from 'vitest';
import { pairsCsv } from '../../../src/report/pairs.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

/** Runs of a rule whose agents all score `levels[seed]` at every evaluation. */
function runsOf(name: 'average' | 'medoid', levels: readonly number[]) {
  return levels.map((level, seed) => {
    const config = inventedConfig({ seed, rule: { name } });
    return { config, run: inventedRun(config, () => level) };
  });
}

test('every pair of rules is a row, by both measures, paired over seeds', () => {
  const planned = [...runsOf('average', [10, 20, 30]), ...runsOf('medoid', [5, 10, 18])];
  const agents = [0, 1, 2, 3];
  // Differences 5, 10 and 12: mean 9, standard error sqrt(13 / 3); t of two degrees of freedom: 4.3026527.
  const rest = 'Average,Medoid,0 1 2,9,0.0433141,17.95669,0.8333333';
  expect(pairsCsv([{ title: 'a, b', agents, planned }])).toBe(
    'panel,measure,rule,other,seeds,difference,low,high,probability_of_improvement\n' +
      `"a, b",final,${rest}\n"a, b",area,${rest}\n`,
  );
});

test('one seed has a difference and no interval, and rules without a common seed have no row', () => {
  const planned = [...runsOf('average', [10]), ...runsOf('medoid', [5])];
  const [, row] = pairsCsv([{ title: 'p', agents: [0], planned }]).split('\n');
  expect(row).toBe('p,final,Average,Medoid,0,5,,,1');
  const apart = [...runsOf('average', [10]), ...runsOf('medoid', [5, 6]).slice(1)];
  expect(pairsCsv([{ title: 'p', agents: [0], planned: apart }]).split('\n')).toHaveLength(2);
});
