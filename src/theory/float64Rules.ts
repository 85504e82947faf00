import type { RuleConfig } from '../aggregation/aggregator.ts';

/** Rules that weigh members, so that there is a C_t; and no cooperation, the control. */
export type WeighingRule = Exclude<RuleConfig, { readonly name: 'median' }>;

/**
 * Eqs. (4), (17) and (20) in float64: a row of C_t for each agent, then the weighted sums.
 *
 * The project's rules compute in float32, on whole networks. A linear agent takes 10^5 steps with three
 * numbers, which would be 10^5 calls of TensorFlow; and near consensus float32 stops at 1e-7. So the
 * loops of Theorems 1 and 2 use this twin, and `agreement.ts` compares it with the project's rules on the
 * vectors of the very experiment.
 */
export class Combination {
  readonly #rule: WeighingRule;
  readonly #neighbors: readonly (readonly number[])[];
  readonly #width: number;
  readonly #weight_K: Float64Array;

  constructor(rule: WeighingRule, neighbors: readonly (readonly number[])[], width: number) {
    this.#rule = rule;
    this.#neighbors = neighbors;
    this.#width = width;
    this.#weight_K = new Float64Array(Math.max(...neighbors.map(({ length }) => length)));
  }

  /** Writes the combined vectors into `into_LW`; both arrays have a row of `width` for each agent. */
  combine(from_LW: Float64Array, into_LW: Float64Array): void {
    const width = this.#width;
    for (const [agent, members] of this.#neighbors.entries()) {
      this.#weigh(from_LW, members);
      for (let d = 0; d < width; d++) {
        let sum = 0;
        for (let k = 0; k < members.length; k++) {
          sum += (this.#weight_K[k] ?? NaN) * (from_LW[(members[k] ?? NaN) * width + d] ?? NaN);
        }
        into_LW[agent * width + d] = sum;
      }
    }
  }

  /** C_t as it would be for these vectors: `[L, L]`. */
  matrix(from_LW: Float64Array): number[][] {
    return this.#neighbors.map((members) => {
      this.#weigh(from_LW, members);
      const row = this.#neighbors.map(() => 0);
      members.forEach((member, k) => {
        row[member] = this.#weight_K[k] ?? NaN;
      });
      return row;
    });
  }

  #weigh(from_LW: Float64Array, members: readonly number[]): void {
    const weight_K = this.#weight_K;
    const size = members.length;
    if (this.#rule.name === 'none') {
      for (let k = 0; k < size; k++) weight_K[k] = k === 0 ? 1 : 0;
      return;
    }
    if (this.#rule.name === 'average') {
      weight_K.fill(1 / size, 0, size);
      return;
    }
    let least = Infinity;
    let first = 0;
    for (let k = 0; k < size; k++) {
      let total = 0;
      for (let j = 0; j < size; j++) {
        total += this.#distance(from_LW, members[k] ?? NaN, members[j] ?? NaN);
      }
      weight_K[k] = total;
      if (total < least) {
        least = total;
        first = k;
      }
    }
    if (this.#rule.name === 'medoid') {
      for (let k = 0; k < size; k++) weight_K[k] = k === first ? 1 : 0;
      return;
    }
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const score = Math.exp((least - (weight_K[k] ?? NaN)) / this.#rule.temperature);
      weight_K[k] = score;
      sum += score;
    }
    for (let k = 0; k < size; k++) weight_K[k] = (weight_K[k] ?? NaN) / sum;
  }

  #distance(from_LW: Float64Array, one: number, other: number): number {
    // Lower number first, so that both ends of a pair see the same bits and ties stay ties.
    const a = Math.min(one, other) * this.#width;
    const b = Math.max(one, other) * this.#width;
    let sum = 0;
    for (let d = 0; d < this.#width; d++) {
      const difference = (from_LW[a + d] ?? NaN) - (from_LW[b + d] ?? NaN);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
