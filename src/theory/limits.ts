import { RULES } from './consensus.ts';
import type { WeighingRule } from './float64Rules.ts';
import { decayRate, type Moment } from './rate.ts';
import { WORLDS, type Study } from './study.ts';
import type { World } from './setting.ts';

/** What is followed over time in the checks of Theorems 1 and 2. */
export const CRITIC_MEASURES = ['consensusError', 'ownError', 'agreedError'] as const;
export const ACTOR_MEASURES = ['consensusError', 'gradientNorm', 'shortfall'] as const;

/** One measure of one rule over time, a curve for each seed. */
export interface Limit {
  readonly theorem: 1 | 2;
  readonly world: World;
  readonly rule: WeighingRule;
  readonly measure: (typeof CRITIC_MEASURES | typeof ACTOR_MEASURES)[number];
  /** A list for each seed. */
  readonly curves: readonly (readonly Moment[])[];
  /** At the end, of each seed. */
  readonly finals: readonly number[];
  /** See `decayRate`, of each seed. */
  readonly rates: readonly number[];
}

/** All curves of Theorems 1 and 2. */
export function limitsOf({ critics, actors }: Study): Limit[] {
  return WORLDS.flatMap((world) =>
    RULES.flatMap((rule, index) => [
      ...CRITIC_MEASURES.map((measure) =>
        limit({
          theorem: 1,
          world,
          rule,
          measure,
          curves: critics[world].map(({ rows }) =>
            rows
              .filter((row) => row.rule === index)
              .map((row) => ({ t: row.t, value: row[measure] })),
          ),
        }),
      ),
      ...ACTOR_MEASURES.map((measure) =>
        limit({
          theorem: 2,
          world,
          rule,
          measure,
          curves: (actors[world][index] ?? []).map(({ rows }) =>
            rows.map((row) => ({ t: row.t, value: row[measure] })),
          ),
        }),
      ),
    ]),
  );
}

function limit(of: Omit<Limit, 'finals' | 'rates'>): Limit {
  return {
    ...of,
    finals: of.curves.map((curve) => curve.at(-1)?.value ?? NaN),
    rates: of.curves.map(decayRate),
  };
}

/**
 * An interval of rates wholly below the one counts as convergence to 0, wholly above the other as none. Noise
 * alone leaves an error of the order of the root of the step size, whose rates are -0.3 for critics and
 * -0.45 for actors.
 */
export const CONVERGES_BELOW = -0.1;
export const STOPS_ABOVE = -0.1;
