import type { RandomStream } from '../random.ts';
import type { FiniteMdp } from './mdp.ts';

/** An agent's environment: one finite MDP, walked with random numbers of its own. */
export class Chain {
  readonly #stream: RandomStream;
  readonly #cumulative_XS: Float64Array[];
  readonly #reward_X: Float64Array;
  readonly #actions: number;
  state = 0;

  constructor(mdp: FiniteMdp, stream: RandomStream) {
    this.#stream = stream;
    this.#actions = mdp.reward_SA[0]?.length ?? 0;
    this.#reward_X = Float64Array.from(mdp.reward_SA.flat());
    this.#cumulative_XS = mdp.transition_XS.map((row) => {
      let sum = 0;
      return Float64Array.from(row, (probability) => (sum += probability));
    });
  }

  /** Draws an action from pi(s, .) and gives the pair's index. */
  choose(probability_A: ArrayLike<number>): number {
    let rest = this.#stream.uniform();
    let action = 0;
    while (action < this.#actions - 1 && rest >= (probability_A[action] ?? NaN)) {
      rest -= probability_A[action] ?? NaN;
      action++;
    }
    return this.state * this.#actions + action;
  }

  /** Moves on from a pair and gives its reward. */
  step(pair: number): number {
    const cumulative_S = this.#cumulative_XS[pair] ?? new Float64Array();
    const draw = this.#stream.uniform();
    let next = 0;
    while (next < cumulative_S.length - 1 && draw >= (cumulative_S[next] ?? NaN)) next++;
    this.state = next;
    return this.#reward_X[pair] ?? NaN;
  }
}
