import type { Environments } from '../env/envPool.ts';
import type { StackedLearner } from '../learner/learner.ts';
import type { Cohort } from './cohort.ts';
import { withoutNaN } from './explore.ts';
import { environmentSeeds } from './streams.ts';

/** One finished episode of one agent. */
export interface Episode {
  readonly run: number;
  readonly agent: number;
  /** Undiscounted sum of the environment's rewards. */
  readonly return: number;
  /** Steps. */
  readonly length: number;
}

/**
 * Plays one episode an agent without exploration noise, from the same seed each time (deviation 15).
 * Virtual agents are not evaluated. Environments whose episode is over are not stepped.
 */
export class Evaluator {
  readonly #pool: Environments;
  readonly #learner: StackedLearner;
  /** Learner row of each evaluation environment. */
  readonly #rows: readonly number[];
  readonly #cohort: Cohort;
  readonly #seeds: readonly number[];

  /** `pool` has one environment for each agent of the cohort that is not virtual. */
  constructor(cohort: Cohort, learner: StackedLearner, pool: Environments) {
    const rows = evaluatedRows(cohort);
    if (pool.size !== rows.length) {
      throw new RangeError(`Evaluator: ${rows.length} agents but ${pool.size} environments.`);
    }
    const members = rows.map((row) => memberAt(cohort, row));
    this.#pool = pool;
    this.#learner = learner;
    this.#rows = rows;
    this.#cohort = cohort;
    this.#seeds = environmentSeeds(members, 'evaluation');
  }

  async evaluate(): Promise<Episode[]> {
    const { observationSize, actionSize } = this.#pool.spec;
    const returns = this.#rows.map(() => 0);
    const lengths = this.#rows.map(() => 0);
    const obs_LO = new Float32Array(this.#learner.learners * observationSize);
    let playing = this.#rows.map((_, environment) => environment);
    let obs_EO = await this.#pool.reset(playing, this.#seeds);
    while (playing.length > 0) {
      playing.forEach((environment, index) => {
        const row = this.#rows[environment] ?? 0;
        const from = index * observationSize;
        obs_LO.set(obs_EO.subarray(from, from + observationSize), row * observationSize);
      });
      const action_LA = withoutNaN(this.#learner.act(obs_LO.slice()));
      const action_EA = new Float32Array(playing.length * actionSize);
      playing.forEach((environment, index) => {
        const from = (this.#rows[environment] ?? 0) * actionSize;
        action_EA.set(action_LA.subarray(from, from + actionSize), index * actionSize);
      });
      const result = await this.#pool.step(action_EA, playing);
      const goesOn: number[] = [];
      playing.forEach((environment, index) => {
        returns[environment] = (returns[environment] ?? 0) + (result.reward_E[index] ?? 0);
        lengths[environment] = (lengths[environment] ?? 0) + 1;
        if (!result.terminated_E[index] && !result.truncated_E[index]) goesOn.push(index);
      });
      obs_EO = selectRows(result.obs_EO, goesOn, observationSize);
      playing = goesOn.map((index) => playing[index] ?? 0);
    }
    return this.#rows.map((row, environment) => {
      const { run, agent } = memberAt(this.#cohort, row);
      return {
        run,
        agent,
        return: returns[environment] ?? 0,
        length: lengths[environment] ?? 0,
      };
    });
  }
}

/** Learner rows of the agents that are evaluated: all but the virtual ones. */
export function evaluatedRows(cohort: Cohort): number[] {
  return cohort.members.flatMap((member, row) => (member.isVirtual ? [] : [row]));
}

function memberAt(cohort: Cohort, row: number): Cohort['members'][number] {
  const member = cohort.members[row];
  if (!member) throw new RangeError(`No learner ${row} in a cohort of ${cohort.members.length}.`);
  return member;
}

function selectRows(rows: Float64Array, indices: readonly number[], width: number): Float64Array {
  const selected = new Float64Array(indices.length * width);
  indices.forEach((from, to) => {
    selected.set(rows.subarray(from * width, (from + 1) * width), to * width);
  });
  return selected;
}
