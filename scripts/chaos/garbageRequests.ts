import { bytesOf } from '../../src/transport/arrays.ts';
import { resilient_marl as generated } from '../../src/transport/generated/environment.js';
import {
  encodeRequest,
  type RequestFields,
  type RequestKind,
} from '../../src/transport/messages.ts';
import { garbageState } from './garbageStates.ts';
import { Garbler, joined } from './garbler.ts';

const LONG_LIST = 200_000;
/** The byte before the length of a Close. */
const CLOSE = '\x42';
/** What tasks that Gymnasium has are called. */
const SERVED = /[A-Z]\w*-v\d/;

/** What the worker that gets the garbage has. */
export interface Target {
  readonly task: string;
  readonly actionSize: number;
  /** A state of each of its environments; none before it has made them. */
  readonly states: readonly Uint8Array[];
}

export interface GarbageRequest {
  /** The kind of garbage, for a table. */
  readonly recipe: string;
  readonly frames: readonly Uint8Array[];
}

type Recipe = (garbler: Garbler, requests: Requests) => Uint8Array | readonly Uint8Array[];

/** Good requests, and ones whose values are wild. */
class Requests {
  readonly #garbler: Garbler;
  readonly #target: Target;
  #id = 0;

  constructor(garbler: Garbler, target: Target) {
    this.#garbler = garbler;
    this.#target = target;
  }

  encoded<K extends RequestKind>(kind: K, fields: RequestFields[K]): Uint8Array {
    this.#id = (this.#id % (2 ** 32 - 1)) + 1;
    return encodeRequest(this.#id, kind, fields);
  }

  good(): Uint8Array {
    const { task, actionSize, states } = this.#target;
    const count = Math.max(1, states.length);
    return this.#garbler.pick([
      () => this.encoded('describe', {}),
      () => this.encoded('make', { task, count: 2 }),
      () => this.encoded('reset', { seeds: Array.from({ length: count }, (_, e) => e) }),
      () => this.encoded('step', { actions: bytesOf(new Float32Array(count * actionSize)) }),
      () => this.encoded('getState', {}),
      () => this.encoded('setState', { states: [...states] }),
      () => this.encoded('close', {}),
    ])();
  }

  wild(): Uint8Array {
    const garbler = this.#garbler;
    const { actionSize, states } = this.#target;
    const numbers = garbler.pick([0, 1, actionSize, 2 * actionSize, garbler.integer(0, 300)]);
    const state = () =>
      states.length === 0 ? garbler.bytes(200) : garbageState(garbler, garbler.pick(states));
    return garbler.pick([
      () => this.encoded('make', { task: this.#task(), count: garbler.word() }),
      () => this.encoded('reset', { environments: this.#list(), seeds: this.#list() }),
      () => this.encoded('reset', { seeds: this.#list() }),
      () => this.encoded('step', { environments: this.#list(), actions: this.#floats(numbers) }),
      () => this.encoded('step', { actions: this.#floats(2 * actionSize) }),
      () => this.encoded('getState', { environments: this.#list() }),
      () => this.encoded('setState', { states: [state(), state()] }),
      () => this.encoded('setState', { environments: [garbler.integer(0, 1)], states: [state()] }),
    ])();
  }

  #task(): string {
    const names = ['', 'Ant', 'HalfCheetah v5', 'CartPole', '\0', '../x', 'é'.repeat(9_999)];
    return this.#garbler.pick(names);
  }

  #list(): number[] {
    const garbler = this.#garbler;
    const length = garbler.oneIn(2_000) ? LONG_LIST : garbler.pick([0, 1, 1, 2, 3, 50]);
    return Array.from({ length }, () => garbler.word());
  }

  #floats(length: number): Uint8Array {
    return bytesOf(Float32Array.from({ length }, () => this.#garbler.wildNumber()));
  }
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  'random bytes': (garbler) => garbler.bytes(garbler.integer(0, 300)),
  'bits flipped': (garbler, requests) => garbler.flipped(requests.good()),
  'cut short': (garbler, requests) => garbler.cut(requests.good()),
  spliced: (garbler, requests) => garbler.spliced(requests.good(), requests.good()),
  'several frames': (garbler, requests) =>
    Array.from({ length: garbler.integer(2, 5) }, () =>
      garbler.oneIn(2) ? requests.good() : garbler.bytes(garbler.integer(0, 9)),
    ),
  'wrong fields': (garbler, requests) =>
    garbler.pick([
      () => garbler.wildFields(),
      () => joined([requests.good(), garbler.wildFields()]),
    ])(),
  'wild values': (_garbler, requests) => requests.wild(),
  'wild values, bits flipped': (garbler, requests) => garbler.flipped(requests.wild()),
};

/**
 * `count` garbage requests from `seed`, none of which may end the worker or make environments: of
 * all else there is everything, good requests by accident too.
 */
export function* garbageRequests(
  seed: number,
  count: number,
  target: Target,
): Generator<GarbageRequest> {
  const garbler = new Garbler(seed);
  const requests = new Requests(garbler, target);
  const recipes = Object.entries(RECIPES);
  // Most of what is broken is only refused as such: what is readable gets half of the places.
  const readable = recipes.filter(([name]) => name === 'wild values');
  for (let made = 0; made < count;) {
    const [recipe, make] = garbler.pick(garbler.oneIn(2) ? recipes : readable);
    const message = make(garbler, requests);
    const frames = message instanceof Uint8Array ? [message] : message;
    if (isSpared(frames, target.states.length === 0)) continue;
    made++;
    yield { recipe, frames };
  }
}

/** Whether a worker that reads `frames` would end, or could make environments as its first ones. */
function isSpared(frames: readonly Uint8Array[], isFresh: boolean): boolean {
  const request = requestIn(frames);
  if (request === null) {
    // The worker's decoder takes some bytes that ours refuses, such as a field of number 0: what
    // looks like the beginning of a Close is left out.
    const text = Buffer.concat(frames).toString('latin1');
    const mayClose = (text.slice(0, 40) + text.slice(-8)).includes(CLOSE);
    return frames.length === 1 && (mayClose || (isFresh && SERVED.test(text)));
  }
  if (request.close !== null) return request.id !== 0;
  return isFresh && request.make !== null && SERVED.test(request.make.task);
}

/** What a request of `frames` says; null where it is none. */
export function requestIn(frames: readonly Uint8Array[]): generated.environment.v1.Request | null {
  const [frame, ...rest] = frames;
  if (frame === undefined || rest.length > 0) return null;
  try {
    return generated.environment.v1.Request.decode(frame);
  } catch {
    return null;
  }
}
