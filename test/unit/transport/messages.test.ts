import { expect, test } from 'vitest';
import { bytesOf, flagArray, float32Array, float64Array } from '../../../src/transport/arrays.ts';
import { codeName, decodeReply, encodeRequest } from '../../../src/transport/messages.ts';

test('a request has the bytes that the protocol file says', () => {
  const frame = encodeRequest(3, 'step', { environments: [1, 2], actions: Uint8Array.of(9, 8) });
  expect([...frame]).toEqual([
    ...[0x08, 3], // field 1, id
    ...[0x2a, 8], // field 5, step, of 8 bytes
    ...[0x0a, 2, 1, 2], // field 1, environments, packed
    ...[0x12, 2, 9, 8], // field 2, actions
  ]);
});

test('a request without fields still says what it is', () => {
  expect([...encodeRequest(1, 'getState', {})]).toEqual([0x08, 1, 0x32, 0]);
});

test('the fields that a reply leaves out are zero and empty', () => {
  const { id, step, error } = decodeReply(Uint8Array.of(0x08, 1, 0x2a, 0));
  expect({ id, error }).toEqual({ id: 1, error: null });
  expect(step).toMatchObject({ rewards: [], observations: expect.toSatisfy(isEmpty) as unknown });
});

test('a float keeps every bit, infinities and the sign of zero too', () => {
  const values = Float64Array.of(-0, 5e-324, Infinity, -1 / 3);
  const bytes = new Uint8Array(values.buffer);
  expect(float64Array('x', bytes, 4)).toEqual(values);
  const single = Float32Array.of(-0, 1e-45, 3.3);
  expect(float32Array('x', bytesOf(single), 3)).toEqual(single);
});

test('bytes are read wherever they lie, and copied', () => {
  const frame = new Uint8Array(8 * 2 + 3);
  new DataView(frame.buffer).setFloat64(3, 2.5, true);
  const values = float64Array('x', frame.subarray(3), 2);
  frame.fill(0);
  expect([...values]).toEqual([2.5, 0]);
});

test('the bytes of a part of an array are only that part', () => {
  expect(bytesOf(Float32Array.of(1, 2, 3).subarray(1, 2))).toEqual(
    new Uint8Array(Float32Array.of(2).buffer),
  );
});

test('bytes of another length are garbled', () => {
  const fault = expect.objectContaining({ fault: 'garbled' }) as unknown;
  expect(() => float64Array('observations', new Uint8Array(15), 2)).toThrow(
    'observations holds 15 bytes, expected 16.',
  );
  expect(() => float64Array('x', new Uint8Array(15), 2)).toThrow(fault);
  expect(() => flagArray('terminated', new Uint8Array(3), 2)).toThrow(fault);
});

test('a flag is 0 or 1', () => {
  expect(flagArray('terminated', Uint8Array.of(0, 1), 2)).toEqual(Uint8Array.of(0, 1));
  expect(() => flagArray('terminated', Uint8Array.of(0, 2), 2)).toThrow(
    'terminated holds 2, expected 0 or 1.',
  );
});

test('error codes have names', () => {
  expect(codeName(2)).toBe('INVALID_ARGUMENT');
  expect(codeName(77)).toBe('CODE_77');
});

function isEmpty(bytes: Uint8Array): boolean {
  return bytes.length === 0;
}
