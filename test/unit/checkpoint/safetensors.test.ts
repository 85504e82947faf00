import { describe, expect, test } from 'vitest';
import {
  decodeSafetensors,
  encodeSafetensors,
  SafetensorsError,
  type TensorData,
} from '../../../src/checkpoint/safetensors.ts';

/** A file by the format's description: length of the header, header, values. */
function file(header: string, ...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(8 + header.length + values.length);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8);
  bytes.set(values, 8 + header.length);
  return bytes;
}

function bytesOf({ buffer, byteOffset, byteLength }: TensorData): number[] {
  return [...new Uint8Array(buffer, byteOffset, byteLength)];
}

const ONE_AND_HALF = [0x00, 0x00, 0xc0, 0x3f];

test('a file that another program wrote is read', () => {
  const header =
    '{"__metadata__":{"by":"hand"},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},' +
    '"b":{"dtype":"F32","shape":[],"data_offsets":[2,6]}}';
  const tensors = decodeSafetensors(file(header, 7, 8, ...ONE_AND_HALF));
  expect([...tensors.keys()]).toEqual(['a', 'b']);
  expect(tensors.get('a')).toEqual({ shape: [2], data: Uint8Array.of(7, 8) });
  expect(tensors.get('b')).toEqual({ shape: [], data: Float32Array.of(1.5) });
});

test('what is written is a header with places, then values', () => {
  const bytes = encodeSafetensors(new Map([['b', { shape: [1], data: Float32Array.of(1.5) }]]));
  const length = Number(Buffer.from(bytes).readBigUInt64LE());
  expect(JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString())).toEqual({
    b: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
  });
  expect([...bytes.subarray(8 + length)]).toEqual(ONE_AND_HALF);
});

test('every bit comes back: NaN with a payload, minus zero, nothing at all', () => {
  const odd = new Float32Array(Uint32Array.of(0x7fc12345, 0x80000000, 0x00000001).buffer);
  const tensors = new Map([
    ['bytes', { shape: [3], data: Uint8Array.of(0, 128, 255) }],
    ['odd', { shape: [3, 1], data: odd }],
    ['none', { shape: [0, 4], data: new Float32Array() }],
    ['wide', { shape: [1], data: Float64Array.of(-0) }],
  ]);
  const back = decodeSafetensors(encodeSafetensors(tensors));
  for (const [name, { shape, data }] of tensors) {
    const got = back.get(name);
    expect(got?.shape).toEqual(shape);
    expect(got && bytesOf(got.data)).toEqual(bytesOf(data));
  }
});

describe('a damaged file is said to be one:', () => {
  const whole = encodeSafetensors(new Map([['b', { shape: [2], data: Float32Array.of(1, 2) }]]));
  test.each([
    ['cut off in its values', whole.subarray(0, -1)],
    ['cut off in its header', whole.subarray(0, 20)],
    ['empty', whole.subarray(0, 0)],
    [
      'another size than its shape',
      file('{"b":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}', 1, 2),
    ],
    ['an unknown type', file('{"b":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}')],
  ])('%s', (_what, bytes) => {
    expect(() => decodeSafetensors(bytes)).toThrow(SafetensorsError);
  });
});
