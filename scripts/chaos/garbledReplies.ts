import { resilient_marl as generated } from '../../src/transport/generated/environment.js';
import type { RequestKind } from '../../src/transport/messages.ts';
import { Garbler, joined } from './garbler.ts';

const wire = generated.environment.v1;
type WireReply = generated.environment.v1.Reply.$Properties;

/** What the replies are about: two environments of a small task. */
export const COUNT = 2;
export const OBSERVATION_SIZE = 3;
export const ACTION_SIZE = 2;
const STATE_BYTES = 40;

export const KINDS = [
  ...(['describe', 'make', 'reset', 'step', 'getState', 'setState', 'close'] as const),
] as const satisfies readonly RequestKind[];

/** Frames that come back for request `id` of `kind`. */
export interface GarbledReply {
  readonly recipe: string;
  readonly kind: RequestKind;
  readonly id: number;
  readonly frames: readonly Uint8Array[];
  /** It cannot be taken for a good reply. Otherwise it may have become one by accident. */
  readonly isSurelyBad: boolean;
}

/** `count` garbled replies from `seed`. */
export function* garbledReplies(seed: number, count: number): Generator<GarbledReply> {
  const garbler = new Garbler(seed);
  for (let made = 0; made < count; made++) {
    const kind = garbler.pick(KINDS);
    const id = garbler.integer(1, 2 ** 31);
    yield { ...garbled(garbler, kind, id), kind, id };
  }
}

/** A good reply, its numbers drawn from `garbler`. */
export function goodReply(garbler: Garbler, kind: RequestKind, id: number): WireReply {
  return { id, [kind]: FIELDS[kind](garbler) };
}

type Garbled = Omit<GarbledReply, 'kind' | 'id'>;

function garbled(garbler: Garbler, kind: RequestKind, id: number): Garbled {
  const good = goodReply(garbler, kind, id);
  const bytes = wire.Reply.encode(good).finish();
  const other = garbler.pick(KINDS.filter((name) => name !== kind));
  const otherBytes = wire.Reply.encode(goodReply(garbler, other, id)).finish();
  const maybe = (recipe: string, frame: Uint8Array): Garbled => ({
    ...{ recipe, frames: [frame], isSurelyBad: false },
  });
  const bad = (recipe: string, ...frames: Uint8Array[]): Garbled => ({
    ...{ recipe, frames, isSurelyBad: true },
  });
  return garbler.pick([
    () => maybe('random bytes', garbler.bytes(garbler.integer(0, 300))),
    () => maybe('bits flipped', garbler.flipped(bytes)),
    () => maybe('cut short', garbler.cut(bytes)),
    () => maybe('spliced', garbler.spliced(bytes, otherBytes)),
    () => maybe('wrong fields', joined([bytes, garbler.wildFields()])),
    () => maybe('repeated', joined([bytes, bytes])),
    () => bad('several frames', bytes, garbler.pick([bytes, new Uint8Array(0)])),
    () => bad('no frames'),
    () =>
      bad('of another id', wire.Reply.encode({ ...good, id: id + garbler.pick([-1, 1]) }).finish()),
    () => bad('of another name', otherBytes),
    () => bad('of another name in the end', joined([bytes, otherBytes])),
    () => maybe('of another name first', joined([otherBytes, bytes])),
    () => bad('of no name', wire.Reply.encode({ id }).finish()),
    () => bad('misfit', wire.Reply.encode({ id, ...misfit(garbler, kind) }).finish()),
    () =>
      bad(
        'an error',
        wire.Reply.encode({ id: garbler.pick([0, id]), error: anError(garbler) }).finish(),
      ),
  ])();
}

type Fields = Readonly<Record<string, unknown>>;

const FIELDS: Readonly<Record<RequestKind, (garbler: Garbler) => Fields>> = {
  describe: () => ({ protocol: 1, python: '3.11.7', mujoco: '3.14.0' }),
  make: () => ({
    ...{ observationSize: OBSERVATION_SIZE, actionSize: ACTION_SIZE, maxEpisodeSteps: 1000 },
    ...{ actionLow: float32s(-1), actionHigh: float32s(1) },
    ...{ observationDtype: '<f8', actionDtype: '<f4' },
  }),
  reset: (garbler) => ({ observations: garbler.bytes(8 * COUNT * OBSERVATION_SIZE) }),
  step: (garbler) => ({
    observations: garbler.bytes(8 * COUNT * OBSERVATION_SIZE),
    rewards: Array.from({ length: COUNT }, () => garbler.wildNumber()),
    ...{ terminated: Uint8Array.of(0, 1), truncated: Uint8Array.of(1, 0) },
  }),
  getState: (garbler) => ({
    states: Array.from({ length: COUNT }, () => garbler.bytes(STATE_BYTES)),
  }),
  setState: (garbler) => ({ observations: garbler.bytes(8 * COUNT * OBSERVATION_SIZE) }),
  close: () => ({}),
};

/** A payload of which one field has another length than it should have, or says what cannot be. */
function misfit(garbler: Garbler, kind: RequestKind): WireReply {
  if (kind === 'describe' || kind === 'close') return {}; // Nothing in them can be wrong.
  const good = FIELDS[kind](garbler);
  const some = (right: number) => garbler.pick([0, 1, right - 1, right + 1, 2 * right]);
  const rows = 8 * COUNT * OBSERVATION_SIZE;
  const wrong = garbler.pick<() => Fields>(
    {
      make: [
        () => ({ actionLow: garbler.bytes(some(4 * ACTION_SIZE)) }),
        () => ({ actionHigh: float32s(garbler.pick([NaN, -2])) }),
        () => ({ actionSize: garbler.pick([0, 1, 3, 2 ** 32 - 1]) }),
        () => ({ observationDtype: garbler.pick(['', '<f4', '>f8']) }),
        () => ({ actionDtype: garbler.pick(['', '<f8', '>f4']) }),
        () => ({ observationSize: 0 }),
      ],
      reset: [() => ({ observations: garbler.bytes(some(rows)) })],
      step: [
        () => ({ observations: garbler.bytes(some(rows)) }),
        () => ({ rewards: new Array<number>(garbler.pick([0, 1, 3, 5_000])).fill(1) }),
        () => ({ terminated: Uint8Array.of(0, garbler.integer(2, 255)) }),
        () => ({ truncated: new Uint8Array(garbler.pick([0, 1, 3])) }),
      ],
      getState: [() => ({ states: [garbler.bytes(STATE_BYTES)] }), () => ({ states: [] })],
      setState: [() => ({ observations: garbler.bytes(some(rows)) })],
    }[kind],
  );
  return { [kind]: { ...good, ...wrong() } };
}

function anError(garbler: Garbler): Fields {
  return {
    code: garbler.pick([0, 1, 2, 3, 4, 5, 6, 77, -1]),
    request: garbler.pick(['', 'step', 'x'.repeat(1_000)]),
    message: garbler.pick(['', 'It failed.', '\0', 'é'.repeat(9_999)]),
  };
}

function float32s(value: number): Uint8Array {
  return new Uint8Array(new Float32Array(ACTION_SIZE).fill(value).buffer);
}
