import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dealer } from 'zeromq';
import { fuzzWorker } from '../../../scripts/chaos/fuzzWorker.ts';
import { WorkerProcess } from '../../../src/env/workerProcess.ts';
import { Connection } from '../../../src/transport/connection.ts';
import { WorkerError } from '../../../src/transport/errors.ts';
import { encodeRequest } from '../../../src/transport/messages.ts';

const MESSAGES = 100_000;
/**
 * The allocator keeps up to two megabytes more or less of what long messages took. This is 84 bytes for
 * each message of the second half: less than any object that the worker could forget there.
 */
const FLAT_BYTES = 4 * 2 ** 20;

let worker: WorkerProcess;
let connection: Connection;

beforeEach(async () => {
  worker = await WorkerProcess.start();
  connection = new Connection(worker.endpoint, 30_000);
});
afterEach(async () => {
  connection.close();
  await worker.stop();
});

test('garbage gets an error each, moves nothing, and leaves nothing in memory', async () => {
  const { replies, equalSteps, untouchedBatches, resident } = await fuzzWorker(1, MESSAGES);
  expect(Object.values(replies).reduce((sum, count) => sum + count)).toBe(MESSAGES);
  expect(Object.keys(replies).sort()).toEqual([
    ...['INVALID_ARGUMENT', 'MALFORMED', 'OUT_OF_ORDER', 'UNUSABLE_TASK', 'accepted'],
  ]);
  expect(equalSteps).toBeGreaterThan(MESSAGES / 200);
  expect(untouchedBatches).toBeGreaterThan(0);
  expect(resident.end - resident.half).toBeLessThan(FLAT_BYTES);
});

test('a state with half a character is refused in words that can be sent', async () => {
  const [state, header] = await makeOne();
  const damaged = withHeader(state, { ...header, task: '\ud800' });
  await expect(connection.request('setState', { states: [damaged] })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    workerMessage: expect.stringContaining(String.raw`it is one of \ud800`) as string,
  });
  expect((await connection.request('getState', {})).states).toEqual([state]);
});

test('a state nested too deeply is refused, and nothing moves', async () => {
  const [state] = await makeOne();
  const damaged = withHeader(state, '['.repeat(100_000));
  await expect(connection.request('setState', { states: [damaged] })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
  });
  expect((await connection.request('getState', {})).states).toEqual([state]);
});

test('an error is short, however long the request was', async () => {
  const [state, header] = await makeOne();
  const task = 'x'.repeat(2 ** 20);
  const long = withHeader(state, { ...header, task });
  const environments = new Array<number>(1_000_000).fill(5);
  for (const ask of [
    () => connection.request('make', { task, count: 1 }),
    () => connection.request('setState', { states: [long] }),
    () => connection.request('reset', { environments }),
  ]) {
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkerError);
    expect((error as WorkerError).message.length).toBeLessThan(5_000);
  }
});

test('a Close that is refused does not end the worker', async () => {
  const dealer = new Dealer({ linger: 0, receiveTimeout: 10_000 });
  dealer.connect(worker.endpoint);
  await dealer.send(encodeRequest(0, 'close', {}));
  await dealer.receive();
  dealer.close();
  expect(await connection.request('describe', {})).toMatchObject({ protocol: 1 });
});

/** Makes one environment, and gives its state and what the state's header says. */
async function makeOne(): Promise<[Uint8Array, object]> {
  await connection.request('make', { task: 'InvertedPendulum-v4', count: 1 });
  await connection.request('reset', { seeds: [1] });
  const [state] = (await connection.request('getState', {})).states;
  if (state === undefined) throw new Error('There is one state.');
  const text = Buffer.from(state.subarray(8, headerEnd(state))).toString();
  return [state, JSON.parse(text) as object];
}

/** `state` with another header: an object, or text that is to stand for one. */
function withHeader(state: Uint8Array, header: object | string): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([state.subarray(0, 4), length, text, state.subarray(headerEnd(state))]);
}

function headerEnd(state: Uint8Array): number {
  return 8 + new DataView(state.buffer, state.byteOffset).getUint32(4, true);
}
