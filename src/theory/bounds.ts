import * as tf from '@tensorflow/tfjs';
import type { RuleConfig } from '../aggregation/aggregator.ts';
import { createAttack } from '../attack/index.ts';
import type { RandomStream } from '../random.ts';
import { aggregate } from './agreement.ts';
import { NEIGHBORS } from './consensus.ts';
import { dot, norm } from './linearAlgebra.ts';

/** The rules whose steps Theorems 3 to 5 are checked on; median for comparison. */
export const COMBINING_RULES: readonly RuleConfig[] = [
  { name: 'average' },
  { name: 'median', evenCount: 'midpoint' },
  { name: 'medoid' },
  { name: 'soft-medoid', temperature: 0.1 },
  { name: 'soft-medoid', temperature: 1 },
  { name: 'soft-medoid', temperature: 10 },
];

/** What reaches agent 0 from agent 6: the honest vector, a forged one, or an honest one from far away. */
export const SCENARIOS = ['clean', 'average attack', 'median attack', 'far member'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/**
 * At which features errors are measured, before and after the combination. `same`: one pair (s, a) for all
 * agents. `own`: each agent at its own pair, as Delta^Q is defined in section VI-B. `worst`: each agent
 * where its error is largest among the pairs.
 */
export const PLACES = ['same', 'own', 'worst'] as const;
export type Place = (typeof PLACES)[number];

/** ||after|| / ||before|| of the agents' errors, for one rule in one trial. */
export interface BoundRow {
  readonly rule: number;
  readonly scenario: Scenario;
  readonly place: Place;
  readonly trial: number;
  readonly infinityRatio: number;
  readonly euclideanRatio: number;
}

const PAIRS = 8;
const BETA = 0.5;
const FAR = 1e3;

interface Trial {
  /** w~^k - w*, a row for each agent: errors are linear in it, so w* itself is 0. */
  readonly error_LP: readonly (readonly number[])[];
  readonly virtual_P: readonly number[];
  readonly features_XP: readonly (readonly number[])[];
}

/**
 * The steps of Theorems 3 and 4, which are one inequality with different letters: random vectors and
 * features on the paper's graph, combined by the project's rules.
 */
export function measureBounds(
  stream: RandomStream,
  scenario: Scenario,
  trials: number,
  width: number,
): BoundRow[] {
  const drawn = Array.from({ length: trials }, () => drawTrial(stream, scenario, width));
  const forged = forge(scenario, drawn);
  return COMBINING_RULES.flatMap((rule, index) => {
    const after = combineAll(rule, drawn, forged);
    return drawn.flatMap((trial, place) =>
      compare(trial, after[place] ?? [], index, scenario, place),
    );
  });
}

function drawTrial(stream: RandomStream, scenario: Scenario, width: number): Trial {
  const normals = (scale: number) => Array.from({ length: width }, () => scale * stream.normal());
  // Log-normal scales: some agents are ten times as far from w* as others.
  const error_LP = NEIGHBORS.map(() => normals(Math.exp(1.2 * stream.normal())));
  const virtual_P = normals(3);
  if (scenario === 'far member') error_LP[6] = normals(FAR);
  return { error_LP, virtual_P, features_XP: Array.from({ length: PAIRS }, () => normals(1)) };
}

/** The message 6 -> 0 of each trial under the project's attacks; null where it is honest. */
function forge(scenario: Scenario, drawn: readonly Trial[]): number[][] | null {
  if (scenario !== 'average attack' && scenario !== 'median attack') return null;
  const attack = createAttack(scenario === 'average attack' ? 'average' : 'median');
  const members = NEIGHBORS[0] ?? [];
  return tf.tidy(() =>
    attack({
      honest_EKP: tf.tensor3d(
        drawn.map(({ error_LP }) => members.map((agent) => [...(error_LP[agent] ?? [])])),
      ),
      victimPosition: members.indexOf(6),
      virtual_EP: tf.tensor2d(drawn.map(({ virtual_P }) => [...virtual_P])),
      beta: BETA,
    }).arraySync(),
  );
}

/** What each agent of each trial holds afterwards. */
function combineAll(
  rule: RuleConfig,
  drawn: readonly Trial[],
  forged: readonly (readonly number[])[] | null,
): number[][][] {
  const after: number[][][] = drawn.map(() => []);
  for (const size of new Set(NEIGHBORS.map(({ length }) => length))) {
    const agents = [...NEIGHBORS.keys()].filter((agent) => NEIGHBORS[agent]?.length === size);
    const received = drawn.flatMap(({ error_LP }, trial) =>
      agents.map((agent) =>
        (NEIGHBORS[agent] ?? []).map((member) =>
          agent === 0 && member === 6 && forged ? (forged[trial] ?? []) : (error_LP[member] ?? []),
        ),
      ),
    );
    aggregate(rule, received).forEach((row, place) => {
      const own = after[Math.floor(place / agents.length)];
      if (own) own[agents[place % agents.length] ?? NaN] = row;
    });
  }
  return after;
}

function compare(
  { error_LP, features_XP }: Trial,
  after_LP: readonly (readonly number[])[],
  rule: number,
  scenario: Scenario,
  trial: number,
): BoundRow[] {
  return PLACES.map((place) => {
    const before_L = errorsAt(place, error_LP, features_XP);
    const after_L = errorsAt(place, after_LP, features_XP);
    return {
      rule,
      scenario,
      place,
      trial,
      infinityRatio: Math.max(...after_L) / Math.max(...before_L),
      euclideanRatio: norm(after_L) / norm(before_L),
    };
  });
}

/** Delta^k = |(w^k - w*) . phi|, agent k standing at pair k. */
function errorsAt(
  place: Place,
  error_LP: readonly (readonly number[])[],
  features_XP: readonly (readonly number[])[],
): number[] {
  return error_LP.map((error_P, agent) => {
    const at = place === 'own' ? [features_XP[agent] ?? []] : features_XP;
    return Math.max(
      ...(place === 'same' ? at.slice(0, 1) : at).map((phi_P) => Math.abs(dot(error_P, phi_P))),
    );
  });
}
