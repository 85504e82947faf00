import { RandomStream } from '../../src/random.ts';

const WILD_NUMBERS = [
  ...[NaN, Infinity, -Infinity, Number.MAX_VALUE, -1e12, 1e9, 3.5e38],
  ...[1 + 2 ** -23, 1, -1, 0.5, Number.MIN_VALUE, 0, -0],
];

/** Draws garbage from a seed: the same seed gives the same bytes. */
export class Garbler {
  readonly #stream: RandomStream;

  constructor(seed: number) {
    this.#stream = new RandomStream({ seed, agent: 0, purpose: 'sampling' });
  }

  /** An integer in [from, to]. */
  integer(from: number, to: number): number {
    return from + this.#stream.integer(to - from + 1);
  }

  /** True once in `times` draws. */
  oneIn(times: number): boolean {
    return this.#stream.integer(times) === 0;
  }

  /** One of `choices`. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.#stream.integer(choices.length)] as T;
  }

  /** Any integer that 32 bits hold, small ones more often. */
  word(): number {
    const word = this.#stream.word();
    return this.oneIn(2) ? word % 8 : word;
  }

  /** A number that no program expects, or that it takes for a bound. */
  wildNumber(): number {
    return this.oneIn(3)
      ? this.#stream.normal() * 10 ** this.integer(-3, 12)
      : this.pick(WILD_NUMBERS);
  }

  /** `length` random bytes. */
  bytes(length: number): Uint8Array {
    const words = Uint32Array.from({ length: Math.ceil(length / 4) }, () => this.#stream.word());
    return new Uint8Array(words.buffer, 0, length);
  }

  /** A copy of `bytes` with one to eight bits turned over. */
  flipped(bytes: Uint8Array): Uint8Array {
    const copy = new Uint8Array(bytes);
    for (let flips = this.integer(1, 8); flips > 0 && copy.length > 0; flips--) {
      const at = this.integer(0, copy.length - 1);
      copy[at] = (copy[at] ?? 0) ^ (1 << this.integer(0, 7));
    }
    return copy;
  }

  /** The beginning of `bytes`, at least one byte short. */
  cut(bytes: Uint8Array): Uint8Array {
    return bytes.slice(0, this.integer(0, Math.max(0, bytes.length - 1)));
  }

  /** The beginning of `head` and the end of `tail`. */
  spliced(head: Uint8Array, tail: Uint8Array): Uint8Array {
    return joined([
      head.subarray(0, this.integer(0, head.length)),
      tail.subarray(this.integer(0, tail.length)),
    ]);
  }

  /** `bytes` flipped, cut or spliced with `other`. */
  mutated(bytes: Uint8Array, other: Uint8Array): Uint8Array {
    return this.pick([
      () => this.flipped(bytes),
      () => this.cut(bytes),
      () => this.spliced(bytes, other),
    ])();
  }

  /** Protobuf fields that no message has, or with types that none has there: nested, endless, lying. */
  wildFields(): Uint8Array {
    const fields = Array.from({ length: this.integer(1, 4) }, () => {
      const number = this.integer(0, 16);
      const wireType = this.integer(0, 7);
      const lie = varint(this.pick([0, 1, 127, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]));
      return this.pick([
        () => [varint(number * 8 + wireType), this.bytes(this.integer(0, 12))],
        () => [varint(number * 8 + 2), lie, this.bytes(this.integer(0, 12))],
        () => [new Uint8Array(this.pick([3, 99, 101, 10_000])).fill(number * 8 + 3)],
        () => [varint(number * 8), new Uint8Array(this.integer(9, 12)).fill(255)],
      ])();
    });
    return joined(fields.flat());
  }
}

/** One array after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** An unsigned integer as protobuf writes it. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
}
