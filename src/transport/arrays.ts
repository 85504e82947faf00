import { endianness } from 'node:os';
import { TransportError } from './errors.ts';

/*
 * Arrays travel as little-endian bytes, which are copied as they are: a typed array of this machine
 * has to be little-endian too. Every machine that Node's native add-ons are built for is.
 */
if (endianness() !== 'LE') throw new Error('The transport needs a little-endian machine.');

/** The bytes of a float32 array, shared with it. */
export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A copy of `bytes` as `length` float64 numbers. */
export function float64Array(name: string, bytes: Uint8Array, length: number): Float64Array {
  assertByteLength(name, bytes, 8 * length);
  const values = new Float64Array(length);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}

/** A copy of `bytes` as `length` float32 numbers. */
export function float32Array(name: string, bytes: Uint8Array, length: number): Float32Array {
  assertByteLength(name, bytes, 4 * length);
  const values = new Float32Array(length);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}

/** A copy of `bytes` as `length` truth values, 0 or 1. */
export function flagArray(name: string, bytes: Uint8Array, length: number): Uint8Array {
  assertByteLength(name, bytes, length);
  for (const flag of bytes) {
    if (flag > 1) throw new TransportError('garbled', `${name} holds ${flag}, expected 0 or 1.`);
  }
  return new Uint8Array(bytes);
}

function assertByteLength(name: string, bytes: Uint8Array, expected: number): void {
  if (bytes.length === expected) return;
  throw new TransportError(
    'garbled',
    `${name} holds ${bytes.length} bytes, expected ${expected}. Do both sides speak of the same task?`,
  );
}
