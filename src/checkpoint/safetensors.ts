/**
 * Tensors by name in one file: https://huggingface.co/docs/safetensors. Eight bytes with the length of
 * a JSON header, little-endian; the header, which names each tensor's type, shape and place; the bytes
 * of all tensors, row-major and little-endian.
 */

import { messageOf } from '../errors.ts';

/** The values of a tensor. */
export type TensorData = Float32Array | Float64Array | Uint8Array;

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export type Tensors = ReadonlyMap<string, NamedTensor>;

/** What is no safetensors file, or none of the tensors that we write. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

const LENGTH_BYTES = 8;
const ALIGNMENT = 8;
const ARRAYS = { F32: Float32Array, F64: Float64Array, U8: Uint8Array } as const;

type Dtype = keyof typeof ARRAYS;

/** The file that holds `tensors`. */
export function encodeSafetensors(tensors: Tensors): Uint8Array {
  let end = 0;
  // The widest values come first, so that each lies where its type may begin.
  const entries = [...tensors].sort(([, a], [, b]) => width(b) - width(a));
  const header = Object.fromEntries(
    entries.map(([name, { shape, data }]) => {
      const begin = end;
      end += data.byteLength;
      return [name, { dtype: dtypeOf(data), shape, data_offsets: [begin, end] }];
    }),
  );
  const json = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil((LENGTH_BYTES + json.length) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(padded + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded - LENGTH_BYTES), true);
  file.fill(0x20, LENGTH_BYTES, padded);
  file.set(json, LENGTH_BYTES);
  let at = padded;
  for (const [, { data }] of entries) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/** The tensors of a file, as copies. Throws a `SafetensorsError` where it is damaged. */
export function decodeSafetensors(file: Uint8Array): Tensors {
  try {
    return decode(file);
  } catch (error) {
    if (error instanceof SafetensorsError) throw error;
    const what = `the header of the tensors is damaged (${messageOf(error)})`;
    throw new SafetensorsError(what, { cause: error });
  }
}

function decode(file: Uint8Array): Tensors {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = LENGTH_BYTES + Number(view.getBigUint64(0, true));
  const text = Buffer.from(file.subarray(LENGTH_BYTES, start)).toString('utf8');
  const header = JSON.parse(text) as Record<string, Entry>;
  const tensors = Object.entries(header).filter(([name]) => name !== '__metadata__');
  return new Map(
    tensors.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [begin, end],
        },
      ]) => {
        // Not `slice`, which in a Buffer makes no copy.
        const bytes = new Uint8Array(file.subarray(start + begin, start + end));
        const array = ARRAYS[dtype];
        const size = shape.reduce((product, dimension) => product * dimension, 1);
        if (bytes.length !== end - begin || bytes.length !== size * array.BYTES_PER_ELEMENT) {
          throw new SafetensorsError(`the tensor ${name} is cut off or of another size`);
        }
        return [name, { shape, data: new array(bytes.buffer) }];
      },
    ),
  );
}

interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function width({ data }: NamedTensor): number {
  return data.BYTES_PER_ELEMENT;
}

function dtypeOf(data: TensorData): Dtype {
  if (data instanceof Float32Array) return 'F32';
  return data instanceof Float64Array ? 'F64' : 'U8';
}
