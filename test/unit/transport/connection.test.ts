import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Router } from 'zeromq';
import { Connection } from '../../../src/transport/connection.ts';
import { WorkerError } from '../../../src/transport/errors.ts';
import { resilient_marl as generated } from '../../../src/transport/generated/environment.js';

const wire = generated.environment.v1;
type WireReply = generated.environment.v1.Reply.$Properties;

let router: Router;
let connection: Connection;

beforeEach(async () => {
  router = new Router({ linger: 0, receiveTimeout: 5_000 });
  await router.bind('tcp://127.0.0.1:*');
  connection = new Connection(router.lastEndpoint ?? '', 5_000);
});
afterEach(() => {
  connection.close();
  router.close();
});

/** Answers the next request; the answer may depend on its id. Returns what was asked. */
async function answer(reply: (id: number) => WireReply | Uint8Array[]) {
  const [sender, frame] = await router.receive();
  if (sender === undefined || frame === undefined)
    throw new Error('A request has two frames here.');
  const request = wire.Request.decode(frame);
  const content = reply(request.id);
  const frames = Array.isArray(content) ? content : [wire.Reply.encode(content).finish()];
  await router.send([sender, ...frames]);
  return request;
}

test('a request is answered by the reply of the same name', async () => {
  const pending = connection.request('make', { task: 'HalfCheetah-v5', count: 8 });
  const request = await answer((id) => ({ id, make: { observationSize: 17, actionSize: 6 } }));
  expect(request).toMatchObject({ id: 1, make: { task: 'HalfCheetah-v5', count: 8 } });
  expect(await pending).toMatchObject({ observationSize: 17, actionSize: 6, maxEpisodeSteps: 0 });
});

test('ids count up', async () => {
  for (const expected of [1, 2, 3]) {
    const pending = connection.request('describe', {});
    const request = await answer((id) => ({ id, describe: {} }));
    expect(request.id).toBe(expected);
    await pending;
  }
});

test('a wait that follows a long one is spent asleep', async () => {
  for (const waitMs of [5, 5]) {
    const pending = connection.request('describe', {});
    using turns = vi.spyOn(globalThis, 'setImmediate');
    await delay(waitMs);
    expect(turns).not.toHaveBeenCalled();
    await answer((id) => ({ id, describe: {} }));
    await pending;
  }
});

test('an error reply is a typed error, and the connection goes on', async () => {
  const pending = connection.request('step', {});
  await answer((id) => ({
    id,
    error: { code: wire.Error.Code.INVALID_ARGUMENT, request: 'step', message: 'no actions.' },
  }));
  await expect(pending).rejects.toBeInstanceOf(WorkerError);
  await expect(pending).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    request: 'step',
    workerMessage: 'no actions.',
    message: 'The environment worker answered step with INVALID_ARGUMENT: no actions.',
  });
  const next = connection.request('describe', {});
  await answer((id) => ({ id, describe: { protocol: 1 } }));
  expect(await next).toMatchObject({ protocol: 1 });
});

test('an error without an id is the answer to a request that was not readable', async () => {
  const pending = connection.request('describe', {});
  await answer(() => ({ id: 0, error: { code: wire.Error.Code.MALFORMED, message: 'what?' } }));
  await expect(pending).rejects.toMatchObject({ code: 'MALFORMED', request: 'describe' });
});

test.each([
  ['bytes that are no reply', 'garbled', () => [Uint8Array.of(255, 255)]],
  ['two frames', 'garbled', () => [new Uint8Array(0), new Uint8Array(0)]],
  ['the reply to another request', 'mismatched', (id: number) => ({ id: id + 1, describe: {} })],
  ['a reply of another name', 'mismatched', (id: number) => ({ id, close: {} })],
  ['a reply without a payload', 'mismatched', (id: number) => ({ id })],
  ['nothing at all', 'mismatched', () => [new Uint8Array(0)]],
])('%s is a fault, after which the connection is closed', async (_name, fault, reply) => {
  const pending = connection.request('describe', {});
  await answer(reply);
  await expect(pending).rejects.toMatchObject({ name: 'TransportError', fault });
  await expect(connection.request('describe', {})).rejects.toMatchObject({ fault: 'closed' });
});

test('no reply in time is a timeout', async () => {
  await expect(connection.request('describe', {}, 50)).rejects.toMatchObject({
    fault: 'timeout',
    message: 'describe: the worker gave no answer in 50 ms.',
  });
});

test('a second request in flight is refused, and the first is answered', async () => {
  const first = connection.request('describe', {});
  await expect(connection.request('describe', {})).rejects.toMatchObject({ fault: 'busy' });
  await answer((id) => ({ id, describe: { protocol: 1 } }));
  expect(await first).toMatchObject({ protocol: 1 });
});

test('closing with a reason gives it to the request in flight and to later ones', async () => {
  const pending = connection.request('describe', {});
  const reason = new Error('The worker is gone.');
  connection.close(reason);
  await expect(pending).rejects.toBe(reason);
  // The very same: a worker that died between two requests is reported like one that died in one.
  await expect(connection.request('describe', {})).rejects.toBe(reason);
});
