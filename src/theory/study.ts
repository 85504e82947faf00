import { largestDisagreement } from './agreement.ts';
import { runActors, type ActorRun } from './actorExperiment.ts';
import { measureBounds, SCENARIOS, type BoundRow } from './bounds.ts';
import { measureBreakdown, type BreakdownRow } from './breakdown.ts';
import { NEIGHBORS, RULES } from './consensus.ts';
import { measureMatrices, type Ratios } from './counterexamples.ts';
import { runCritics, type CriticRun } from './criticExperiment.ts';
import { CRITIC_FEATURES, POLICY_FEATURES, STREAMS, theoryStream, type World } from './setting.ts';

/** How much is tried. */
export interface StudySize {
  readonly seeds: number;
  readonly criticSteps: number;
  readonly actorSteps: number;
  /** Random networks for each scenario of Theorems 3 and 4. */
  readonly networks: number;
  /** Random neighborhoods for each size, number of attacked members, placement and distance. */
  readonly neighborhoods: number;
}

export const SIZES = {
  full: { criticSteps: 100_000, actorSteps: 50_000, networks: 1000, neighborhoods: 3 },
  quick: { criticSteps: 10_000, actorSteps: 5000, networks: 100, neighborhoods: 1 },
} as const satisfies Record<string, Omit<StudySize, 'seeds'>>;

export const WORLDS: readonly World[] = ['equal', 'different'];

/** Sizes of neighborhoods, the agent itself counted. */
export const NEIGHBORHOOD_SIZES: readonly number[] = Array.from({ length: 14 }, (_n, i) => i + 2);

/** All that was measured. */
export interface Study {
  readonly size: StudySize;
  /** A run for each seed. */
  readonly critics: Readonly<Record<World, readonly CriticRun[]>>;
  /** For each of `RULES`, a run for each seed. */
  readonly actors: Readonly<Record<World, readonly (readonly ActorRun[])[]>>;
  readonly bounds: readonly BoundRow[];
  readonly matrices: readonly Ratios[];
  readonly breakdown: readonly BreakdownRow[];
  /** For each of `RULES`, see `largestDisagreement`. */
  readonly disagreement: readonly number[];
}

/** A piece of a study: about how much work it is, what it is, and the work. */
interface Piece {
  readonly cost: number;
  readonly note: string;
  readonly run: () => void;
}

/** A step of one agent-critic, measured against which the other costs are rough guesses. */
const ACTOR_COST = 8;
const NETWORK_COST = 800;
const NEIGHBORHOOD_COST = 1200;

/**
 * The checks of Theorems 1 to 5, in pieces, so that a caller can show how far they are. Needs a TensorFlow
 * backend, on which the project's rules compute.
 */
export function planStudy(size: StudySize): { pieces: readonly Piece[]; study: Study } {
  const critics: Record<World, CriticRun[]> = { equal: [], different: [] };
  const actors: Record<World, ActorRun[][]> = {
    equal: RULES.map(() => []),
    different: RULES.map(() => []),
  };
  const bounds: BoundRow[] = [];
  const matrices: Ratios[] = [];
  const breakdown: BreakdownRow[] = [];
  const disagreement: number[] = [];
  const seeds = Array.from({ length: size.seeds }, (_none, seed) => seed);
  const stream = (place: number) => theoryStream(0, STREAMS.trial + place);
  const pieces: Piece[] = WORLDS.flatMap((world) =>
    seeds.flatMap((seed) => [
      {
        cost: size.criticSteps * RULES.length,
        note: `Theorem 1, seed ${seed}`,
        run: () => critics[world].push(runCritics(world, seed, size.criticSteps)),
      },
      ...RULES.map((rule, index) => ({
        cost: size.actorSteps * ACTOR_COST,
        note: `Theorem 2, seed ${seed}`,
        run: () => actors[world][index]?.push(runActors(rule, world, seed, size.actorSteps)),
      })),
    ]),
  );
  pieces.push({
    cost: size.networks * NETWORK_COST * SCENARIOS.length,
    note: 'Theorems 3 and 4',
    run: () => {
      SCENARIOS.forEach((scenario, place) => {
        bounds.push(...measureBounds(stream(place), scenario, size.networks, 4));
      });
      matrices.push(...measureMatrices(stream(SCENARIOS.length), size.networks * 10));
    },
  });
  for (const members of NEIGHBORHOOD_SIZES) {
    pieces.push({
      cost: members ** 2 * size.neighborhoods * NEIGHBORHOOD_COST,
      note: `Theorem 5, ${members} members`,
      run: () => {
        breakdown.push(...measureBreakdown(stream(100 + members), members, size.neighborhoods));
      },
    });
  }
  pieces.push({
    cost: 0,
    note: 'comparing with TensorFlow',
    run: () => {
      disagreement.push(...disagreements(critics, actors));
    },
  });
  return { pieces, study: { size, critics, actors, bounds, matrices, breakdown, disagreement } };
}

/** Of critics and actors, in both worlds. */
function disagreements(critics: Study['critics'], actors: Study['actors']): number[] {
  return RULES.map((rule, index) => {
    const ofCritics = WORLDS.flatMap((world) =>
      critics[world].flatMap(({ snapshots }) => snapshots[index] ?? []),
    );
    const ofActors = WORLDS.flatMap((world) =>
      (actors[world][index] ?? []).flatMap(({ snapshots }) => snapshots),
    );
    return Math.max(
      largestDisagreement(rule, NEIGHBORS, CRITIC_FEATURES[0]?.length ?? 0, ofCritics),
      largestDisagreement(rule, NEIGHBORS, POLICY_FEATURES[0]?.length ?? 0, ofActors),
    );
  });
}
