import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Dealer, Router } from 'zeromq';
import { type Transport, WorkerProcess } from '../../../src/env/workerProcess.ts';
import { Connection, MAX_MESSAGE_BYTES } from '../../../src/transport/connection.ts';
import { curveOptions, newKeyPair } from '../../../src/transport/curveKeys.ts';
import { decodeReply, encodeRequest } from '../../../src/transport/messages.ts';

const ZEROMQ = createRequire(import.meta.url).resolve('zeromq');
const STRANGER = readFileSync(join(import.meta.dirname, 'stranger.mjs'), 'utf8');
const NOBODY = 65_534;
const TIMEOUT_MS = 30_000;
/** Long enough for a reply, on a machine that is busy; spent in full where none may come. */
const SILENCE_MS = 1_500;

/** Workers make their socket's folder in here. Everybody may enter it. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sockets-'));
  chmodSync(folder, 0o777);
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function startWorker(transport: Transport) {
  const worker = await WorkerProcess.start(undefined, transport);
  return Object.assign(worker, { [Symbol.asyncDispose]: () => worker.stop() });
}

/** What `describe` on a good connection says: the worker is there, and answers. */
async function expectAnswer(worker: WorkerProcess): Promise<void> {
  const connection = new Connection(worker.endpoint, TIMEOUT_MS, worker.keys);
  try {
    expect(await connection.request('describe', {})).toMatchObject({ protocol: 1 });
  } finally {
    connection.close();
  }
}

/** Sends one message on a socket of its own; the reply, or null where none comes in `timeoutMs`. */
async function ask(endpoint: string, frame: Uint8Array, options: object, timeoutMs = TIMEOUT_MS) {
  const dealer = new Dealer({ linger: 0, sendTimeout: timeoutMs, receiveTimeout: timeoutMs });
  Object.assign(dealer, options);
  dealer.connect(endpoint);
  try {
    await dealer.send(frame);
    const [reply] = await dealer.receive();
    return reply ? decodeReply(reply) : null;
  } catch {
    return null;
  } finally {
    dealer.close();
  }
}

const describeRequest = encodeRequest(1, 'describe', {});

describe('over ipc', () => {
  test('another user cannot connect, even where files are open to all', async (context) => {
    context.skip(process.getuid?.() !== 0, 'Only root can become another user.');
    context.skip(!canRunAs(NOBODY), 'Another user can read neither Node nor ZeroMQ here.');
    const umask = process.umask(0);
    await using worker = await startWorker('ipc');
    process.umask(umask);
    const as = (uid: number, way: string, limitMs: number) =>
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', STRANGER, ZEROMQ, way, worker.endpoint, String(limitMs)],
        { uid, gid: uid, cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ).trim();
    expect(as(0, 'net', TIMEOUT_MS)).toBe('connected');
    expect(as(NOBODY, 'net', TIMEOUT_MS)).toBe('EACCES');
    expect(as(0, 'zeromq', TIMEOUT_MS)).toBe('answered');
    expect(as(NOBODY, 'zeromq', SILENCE_MS)).toBe('EAGAIN');
    await expectAnswer(worker);
  });

  test('bytes that are no ZeroMQ, and half a message, end only their own connection', async () => {
    await using worker = await startWorker('ipc');
    const path = worker.endpoint.replace('ipc://', '');
    for (const bytes of ZMTP_GARBAGE) {
      const socket = connect(path);
      socket.on('error', () => undefined);
      socket.write(bytes);
      await delay(20);
      socket.destroy();
    }
    await expectAnswer(worker);
  });
});

describe('over tcp', () => {
  test('the worker listens on 127.0.0.1 and on no other address', async () => {
    await using worker = await startWorker('tcp');
    const [, port] = /^tcp:\/\/127\.0\.0\.1:(\d+)$/.exec(worker.endpoint) ?? [];
    expect(Number(port)).toBeGreaterThan(0);
    const addresses = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    expect(await connectTo('127.0.0.1', Number(port))).toBe('connected');
    for (const address of ['127.0.0.2', ...addresses]) {
      expect(await connectTo(address, Number(port)), address).toBe('ECONNREFUSED');
    }
  });

  test('only the controller that started the worker gets an answer', async () => {
    await using worker = await startWorker('tcp');
    const { endpoint, keys } = worker;
    if (keys === null) throw new Error('There are keys over tcp.');
    const silence = (options: object) => ask(endpoint, describeRequest, options, SILENCE_MS);
    const [noKeys, ownPair, otherWorker, plain] = await Promise.all([
      silence({}),
      silence(curveOptions({ ...keys, own: newKeyPair() })),
      silence(curveOptions({ ...keys, workerPublicKey: newKeyPair().publicKey })),
      silence({ plainUsername: 'root', plainPassword: 'x' }),
    ]);
    expect({ noKeys, ownPair, otherWorker, plain }).toEqual({
      ...{ noKeys: null, ownPair: null, otherWorker: null, plain: null },
    });
    await expectAnswer(worker);
    expect(await ask(endpoint, describeRequest, curveOptions(keys))).toMatchObject({ id: 1 });
  });

  test('no secret can be read in the list of processes', async () => {
    await using worker = await startWorker('tcp');
    const commandLine = readFileSync(`/proc/${worker.pid}/cmdline`, 'utf8');
    expect(commandLine).toContain(worker.keys?.own.publicKey);
    expect(commandLine).not.toContain(worker.keys?.own.secretKey);
  });
});

describe('a message', () => {
  test.each(['ipc', 'tcp'] as const)(
    'to the worker over %s may have 64 MiB; one byte more goes nowhere, and the next connection works',
    async (transport) => {
      await using worker = await startWorker(transport);
      const { endpoint, keys } = worker;
      const options = curveOptions(keys);
      const largest = new Uint8Array(MAX_MESSAGE_BYTES).fill(255);
      expect(await ask(endpoint, largest, options)).toMatchObject({ id: 0 });
      const tooLarge = new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(255);
      expect(await ask(endpoint, tooLarge, options, SILENCE_MS)).toBeNull();
      await expectAnswer(worker);
    },
  );

  test('that is too large is not sent, and the connection goes on', async () => {
    await using worker = await startWorker('ipc');
    const connection = new Connection(worker.endpoint, TIMEOUT_MS);
    const states = [new Uint8Array(MAX_MESSAGE_BYTES)];
    await expect(connection.request('setState', { states })).rejects.toThrow(
      /^setState: the request has 671088\d\d bytes, a message at most 67108864\.$/,
    );
    expect(await connection.request('describe', {})).toMatchObject({ protocol: 1 });
    connection.close();
  });

  test('from a worker that is too large is never read: the request times out', async () => {
    const peer = new Router({ linger: 0 });
    await peer.bind('tcp://127.0.0.1:*');
    const connection = new Connection(peer.lastEndpoint ?? '', SILENCE_MS);
    const pending = connection.request('describe', {});
    const [sender = Buffer.alloc(0)] = await peer.receive();
    await peer.send([sender, new Uint8Array(MAX_MESSAGE_BYTES + 1)]);
    await expect(pending).rejects.toMatchObject({ fault: 'timeout' });
    expect(connection.isOpen).toBe(false);
    peer.close();
  });
});

/** Whether another user can run the program that tries to connect. */
function canRunAs(uid: number): boolean {
  const load = ['-e', `require(${JSON.stringify(ZEROMQ)})`];
  return spawnSync(process.execPath, load, { uid, gid: uid, cwd: '/' }).status === 0;
}

/** What comes of a plain connection. */
function connectTo(host: string, port: number): Promise<string> {
  return new Promise((settle) => {
    const socket = connect(port, host, () => {
      settle('connected');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      settle(error.code ?? '');
    });
  });
}

/** A greeting and a READY of ZMTP 3.0 (https://rfc.zeromq.org/spec/23), as a DEALER without keys says it. */
const greeting = Buffer.concat([
  ...[Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]), Buffer.from('NULL')],
  Buffer.alloc(16 + 1 + 31),
]);
const properties = Buffer.from('\x05READY\x0bSocket-Type\0\0\0\x06DEALER', 'latin1');
const ready = Buffer.concat([Buffer.from([4, properties.length]), properties]);
const ZMTP_GARBAGE = [
  Buffer.from('GET / HTTP/1.1\r\n\r\n'),
  Buffer.alloc(300, 255),
  greeting.subarray(0, 30),
  greeting,
  Buffer.concat([greeting, Buffer.alloc(100, 7)]),
  // A frame of 200 bytes that ends after three, a last one that never comes, a length of 2^63 - 1.
  Buffer.concat([greeting, ready, Buffer.from([0, 200, 8, 1, 18])]),
  Buffer.concat([greeting, ready, Buffer.from([1, 4, 8, 1, 18, 0])]),
  Buffer.concat([greeting, ready, Buffer.from([2, 127, ...Buffer.alloc(7, 255), 8, 1])]),
];
