import { type Garbler, joined } from './garbler.ts';

/** What JSON can say that the header of a state never does. Some is no JSON. */
const WILD_JSON = [
  ...[
    'null',
    'true',
    '-1',
    '0',
    '1.5',
    '2147483648',
    '1e999',
    'NaN',
    '-Infinity',
    `1${'0'.repeat(5_000)}`,
  ],
  ...['""', '"running"', '"\\ud800"', `"${'x'.repeat(10_000)}"`, '"', '[]', '{}', '[[1, 2]]'],
  ...['[["integration", 91], ["integration", 91]]', '['.repeat(100_000), '{"a":'.repeat(2_000)],
];

/** A state that `state` was once: its bytes, header or numbers are not what they should be. */
export function garbageState(garbler: Garbler, state: Uint8Array): Uint8Array {
  return garbler.pick([
    () => garbler.mutated(state, state),
    () => withWildHeader(garbler, state),
    () => withWildNumbers(garbler, state),
  ])();
}

function withWildHeader(garbler: Garbler, state: Uint8Array): Uint8Array {
  const { header, numbers } = parts(state);
  const fields = JSON.parse(header) as Record<string, unknown>;
  const place = '@';
  const inside = fields[garbler.pick(Object.keys(fields))];
  const isNested = typeof inside === 'object' && inside !== null && !garbler.oneIn(2);
  const holder = isNested ? (inside as Record<string, unknown>) : fields;
  holder[garbler.pick(Object.keys(holder))] = place;
  const text = JSON.stringify(fields).replace(`"${place}"`, () => garbler.pick(WILD_JSON));
  return fromParts(text, numbers);
}

/** A header that is right, and numbers that the simulator never gave. */
function withWildNumbers(garbler: Garbler, state: Uint8Array): Uint8Array {
  const { header, numbers } = parts(state);
  const wild = new Uint8Array(numbers);
  const view = new DataView(wild.buffer);
  const count = wild.length / 8;
  for (let change = garbler.pick([1, 3, count]); change > 0; change--) {
    view.setFloat64(8 * garbler.integer(0, count - 1), garbler.wildNumber(), true);
  }
  return fromParts(header, wild);
}

/** A state as the protocol describes it. */
function parts(state: Uint8Array): { header: string; numbers: Uint8Array } {
  const start = 8;
  const end = start + new DataView(state.buffer, state.byteOffset).getUint32(4, true);
  return {
    header: Buffer.from(state.subarray(start, end)).toString(),
    numbers: state.subarray(end),
  };
}

function fromParts(header: string, numbers: Uint8Array): Uint8Array {
  const text = Buffer.from(header);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  return joined([Buffer.from('RENV'), length, text, numbers]);
}
