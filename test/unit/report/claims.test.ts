import { describe, expect, test } from 'vitest';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { PAPER_RULES, paperAttack } from '../../../src/experiment/defaults.ts';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import type { Run } from '../../../src/metrics/readRun.ts';
import { RandomStream } from '../../../src/random.ts';
import { judgeClaims, type ClaimId } from '../../../src/report/claims.ts';
import { judgePart } from '../../../src/report/judgement.ts';
import { plainWords } from '../../../src/report/plainWords.ts';
import { inventedConfig, inventedRun } from '../figures/inventedRuns.ts';

type Level = (rule: RunConfig['rule'], attack: 'average' | 'median' | null) => number;

/** All runs of a task, each agent at the level of its rule and attack, more or less by seed. */
function runsAt(level: Level, seeds: readonly number[] = [0, 1, 2], spread = 4): Run<RunConfig>[] {
  return seeds.flatMap((seed) =>
    ([null, 'average', 'median'] as const).flatMap((attack) =>
      PAPER_RULES.filter(({ name }) => attack === null || name !== 'none').map((rule, place) => {
        const base = inventedConfig({ graph: paperGraph, rule, seed });
        const config = { ...base, attack: paperAttack(attack, base) };
        const agent = place + 10 * (attack === null ? 0 : attack.length);
        const noise = spread * new RandomStream({ seed, agent, purpose: 'exploration' }).normal();
        return inventedRun(config, (step) =>
          step <= config.warmup ? 0 : level(rule, attack) + noise,
        );
      }),
    ),
  );
}

function verdictsOf(runs: readonly Run<RunConfig>[]): Record<ClaimId, string> {
  return Object.fromEntries(
    judgeClaims(runs).map(({ claim, verdict }) => [claim, verdict]),
  ) as Record<ClaimId, string>;
}

/** The world as the paper tells it. */
const asThePaperSays: Level = (rule, attack) => {
  switch (rule.name) {
    case 'none':
      return 400;
    case 'average':
      return attack === 'average' ? 200 : 700;
    case 'median':
      return attack === 'median' ? 500 : 680;
    case 'medoid':
      return attack === null ? 600 : 480;
    case 'soft-medoid':
      return 800 + 10 * rule.temperature;
  }
};

describe('the claims', () => {
  test('are all supported where runs are as the paper tells it', () => {
    expect(verdictsOf(runsAt(asThePaperSays))).toEqual({
      i: 'supported',
      ii: 'supported',
      iii: 'supported',
      iv: 'supported',
      v: 'supported',
      vi: 'supported',
    });
  });

  test('are contradicted where runs say the opposite', () => {
    const opposite: Level = (rule, attack) => {
      if (rule.name === 'soft-medoid') return 300;
      if (rule.name === 'median') return attack === 'median' ? 100 : 900;
      return attack === null ? 500 : 800;
    };
    expect(verdictsOf(runsAt(opposite, [0, 1, 2], 1))).toEqual({
      i: 'contradicted',
      ii: 'contradicted',
      iii: 'contradicted',
      iv: 'contradicted',
      v: 'contradicted',
      vi: 'contradicted',
    });
  });

  test('are undecided with one seed, with spread beyond the difference, and with runs missing', () => {
    const all = (name: string) => ({ i: name, ii: name, iii: name, iv: name, v: name, vi: name });
    const one = judgeClaims(runsAt(asThePaperSays, [0]));
    expect(verdictsOf(runsAt(asThePaperSays, [0]))).toEqual(all('undecided'));
    expect(one[0]?.parts[0]?.wouldDecide).toMatch(/one says nothing/);
    expect(verdictsOf(runsAt(asThePaperSays, [3, 4, 5], 5000))).toEqual(all('undecided'));
    const withoutMedoid = runsAt(asThePaperSays).filter(
      ({ record }) => record.config.rule.name !== 'medoid',
    );
    expect(verdictsOf(withoutMedoid)).toMatchObject({
      i: 'undecided',
      ii: 'supported',
      v: 'undecided',
    });
    const missing = judgeClaims(withoutMedoid).find(({ claim }) => claim === 'v');
    expect(missing?.parts[0]?.wouldDecide).toBe(
      'runs that are missing: medoid, average attack; medoid, without attack',
    );
  });

  test('count finished runs only, and refuse two runs of one seed', () => {
    const runs = runsAt(asThePaperSays);
    const broken = runs.map((run) =>
      run.record.config.rule.name === 'average'
        ? { ...run, record: { ...run.record, status: 'failed' as const } }
        : run,
    );
    expect(verdictsOf(broken)).toMatchObject({ i: 'undecided', iv: 'undecided', v: 'supported' });
    expect(() => judgeClaims([...runs, ...runs.slice(0, 1)])).toThrow(/Two runs of .*seed 0/);
  });

  test('see the attacks on the agents that they can reach, not on all', () => {
    const runs = runsAt(asThePaperSays).map((run) => ({
      ...run,
      evaluations: run.evaluations.map((row) =>
        [2, 4, 7].includes(row.agent)
          ? { ...row, return: 1e6 * (run.record.config.seed - 1) }
          : row,
      ),
    }));
    expect(verdictsOf(runs)).toMatchObject({ ii: 'supported', iv: 'supported', v: 'supported' });
  });

  test('are told in plain words', () => {
    const words = plainWords(judgeClaims(runsAt(asThePaperSays)));
    expect(words).toContain(
      '**Agrees with the paper:** (i) soft-medoid attains the highest return',
    );
    expect(words).not.toContain('Disagrees');
  });

  test('are told once each, with the tasks on which they came out so', () => {
    const runs = runsAt(asThePaperSays);
    const cheetah = runs.map((run) => {
      const config = { ...run.record.config, task: 'HalfCheetah-v5' };
      return { ...run, record: { ...run.record, config } };
    });
    expect(plainWords(judgeClaims([...runs, ...cheetah]), 'And more.')).toMatch(
      /^\*\*Agrees with the paper:\*\* \(i\) [^(]* \(InvertedPendulum-v4, HalfCheetah-v5\); \(ii\) [^]*\n\nAnd more\.$/,
    );
  });

  test('are told apart where a difference lies on the other side and where it is practically none', () => {
    const opposite: Level = (rule, attack) => {
      if (rule.name === 'soft-medoid') return 300;
      return attack === null ? 500 : 800;
    };
    const words = plainWords(judgeClaims(runsAt(opposite, [0, 1, 2], 1)));
    const [, other = '', none = ''] = words.split(/lies on the other side|practically none:/);
    expect(other).toContain('(i), ');
    expect(other).not.toContain('(vi), ');
    expect(none).toContain('(vi), ');
    expect(none).not.toContain('(v), ');
  });

  test('compare seeds that all runs have, and name them', () => {
    const runs = runsAt(asThePaperSays).filter(({ record: { config } }) => {
      const { rule, attack, seed } = config;
      if (rule.name === 'average' && attack?.name === 'average') return seed !== 1;
      return !(rule.name === 'median' && attack?.name === 'median' && seed === 2);
    });
    const strength = judgeClaims(runs).find(({ claim }) => claim === 'iv')?.parts[0];
    expect(strength?.seeds).toEqual([0]);
    expect(strength?.difference?.differences_S).toHaveLength(1);
  });

  test('see a temperature in the middle that differs', () => {
    const middle: Level = (rule) =>
      rule.name === 'soft-medoid' && rule.temperature === 1 ? 900 : 300;
    expect(verdictsOf(runsAt(middle))).toMatchObject({ vi: 'supported' });
  });
});

describe('a comparison', () => {
  const judge = (
    claimed: 'above' | 'apart',
    differences_S: readonly number[],
    margin: number,
    confidence = 0.95,
  ) => {
    const seeds = [...differences_S.keys()];
    return judgePart({ what: 'x', claimed, differences_S, seeds, missing: [], margin, confidence });
  };

  test('that is practically none is not worth more seeds', () => {
    expect(judge('above', [1, -1, 2], 10).wouldDecide).toMatch(/practically none/);
    expect(judge('above', [30, -5, 40], 10).wouldDecide).toMatch(/about \d+ seeds/);
  });

  test('asks for more seeds than it has, at its own confidence', () => {
    expect(judge('above', [100, 120, 190], 10, 0.95).verdict).toBe('supported');
    const { wouldDecide } = judge('above', [100, 120, 190], 10, 1 - 0.05 / 9);
    expect(Number(/about (\d+) seeds/.exec(wouldDecide ?? '')?.[1])).toBeGreaterThan(3);
  });

  test('of two that should be apart is contradicted where it lies within the margin', () => {
    expect(judge('apart', [1, -1, 0.5], 10).verdict).toBe('contradicted');
    expect(judge('apart', [1, -1, 0.5], 2).verdict).toBe('undecided');
    expect(judge('apart', [-5, -6, -5.5], 2).verdict).toBe('supported');
  });

  test('with a score that is not finite names the seed', () => {
    expect(judge('above', [1, NaN, 2], 1).wouldDecide).toMatch(/finite: see seed 1/);
  });
});
