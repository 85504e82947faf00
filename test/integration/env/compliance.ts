import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Dealer } from 'zeromq';
import { bytesOf } from '../../../src/transport/arrays.ts';
import { Connection } from '../../../src/transport/connection.ts';
import { decodeReply, encodeRequest } from '../../../src/transport/messages.ts';
import { gymnasiumTrajectory, type OracleStep, type Trajectory } from './oracle.ts';

/** A server that is running, without environments yet, at a ZeroMQ address. */
export interface Server extends AsyncDisposable {
  readonly endpoint: string;
}

const TIMEOUT_MS = 30_000;
const SEEDS = [11, 12, 13, 14, 15, 16, 17, 4_294_967_295];
const STEPS = 1_100;
const TASKS = ['HalfCheetah-v5', 'InvertedPendulum-v4'];
/**
 * All others of Gymnasium's present versions, and one that is older: some (Ant, Humanoid, Reacher)
 * read more of the simulation before a step than its integration state holds.
 */
const OTHER_TASKS = [
  'Ant-v5',
  'Hopper-v5',
  'Humanoid-v5',
  'HumanoidStandup-v5',
  'InvertedDoublePendulum-v5',
  'InvertedPendulum-v5',
  'Pusher-v5',
  'Reacher-v5',
  'Reacher-v4',
  'Swimmer-v5',
  'Walker2d-v5',
];

/** What every server of the protocol owes its controller. `start` starts one. */
export function describeServer(start: () => Promise<Server>): void {
  let server: Server;
  let connection: Connection;

  beforeEach(async () => {
    server = await start();
    connection = new Connection(server.endpoint, TIMEOUT_MS);
  });
  afterEach(async () => {
    connection.close();
    await server[Symbol.asyncDispose]();
  });

  /** Plays steps [from, to) of a trajectory and expects every bit of every answer. */
  async function replay(line: Connection, trajectory: Trajectory, from: number, to: number) {
    for (const [t, expected] of trajectory.steps.slice(from, to).entries()) {
      const reply = await line.request('step', { actions: expected.action });
      const at = `step ${from + t}`;
      expect(hex(reply.observations), `${at}, observations`).toBe(hex(expected.obs));
      expect(hex(rewardBytes(reply.rewards)), `${at}, rewards`).toBe(hex(expected.reward));
      expect(hex(reply.terminated), `${at}, terminated`).toBe(hex(expected.terminated));
      expect(hex(reply.truncated), `${at}, truncated`).toBe(hex(expected.truncated));
      await resetFinished(line, expected, at);
    }
  }

  async function resetFinished(line: Connection, expected: OracleStep, at: string) {
    if (expected.over.length === 0) return;
    const { observations } = await line.request('reset', { environments: [...expected.over] });
    expect(hex(observations), `${at}, reset`).toBe(hex(expected.reset));
  }

  describe.each(TASKS)('%s', (task) => {
    test('1,100 steps of eight environments are those of Gymnasium in process, bit for bit', async () => {
      const trajectory = gymnasiumTrajectory(task, SEEDS, STEPS);
      const ends = trajectory.steps.filter((step) => step.truncated.includes(1));
      expect(ends, 'the trajectory reaches a time limit').not.toHaveLength(0);

      await connection.request('make', { task, count: SEEDS.length });
      const { observations } = await connection.request('reset', { seeds: SEEDS });
      expect(hex(observations)).toBe(hex(trajectory.firstObs));
      await replay(connection, trajectory, 0, STEPS);
    });

    test('a restored state goes on with the same bits, also in another server', async () => {
      const trajectory = gymnasiumTrajectory(task, SEEDS, 200);
      await connection.request('make', { task, count: SEEDS.length });
      await connection.request('reset', { seeds: SEEDS });
      await replay(connection, trajectory, 0, 77);
      const { states } = await connection.request('getState', {});
      await replay(connection, trajectory, 77, 200);

      const restored = await connection.request('setState', { states });
      await replay(connection, trajectory, 77, 200);

      await using otherServer = await start();
      const other = new Connection(otherServer.endpoint, TIMEOUT_MS);
      await other.request('make', { task, count: SEEDS.length });
      const elsewhere = await other.request('setState', { states });
      expect(hex(elsewhere.observations)).toBe(hex(restored.observations));
      expect((await other.request('getState', {})).states.map(hex)).toEqual(states.map(hex));
      await replay(other, trajectory, 77, 200);
      other.close();
    });
  });

  test.each(OTHER_TASKS)(
    '%s gives the bits of Gymnasium in process, also after a restore',
    async (task) => {
      const trajectory = gymnasiumTrajectory(task, [3, 4], 60);
      await connection.request('make', { task, count: 2 });
      await connection.request('reset', { seeds: [3, 4] });
      await replay(connection, trajectory, 0, 20);
      const { states } = await connection.request('getState', {});
      await replay(connection, trajectory, 20, 60);
      await connection.request('setState', { states });
      await replay(connection, trajectory, 20, 60);
    },
  );

  test('a finished environment is not stepped before it is reset, and the others have not moved', async () => {
    await connection.request('make', { task: 'InvertedPendulum-v4', count: 2 });
    await connection.request('reset', { seeds: [1, 2] });
    const push = bytesOf(Float32Array.of(3));
    for (let isOver = false; !isOver;) {
      const { terminated } = await connection.request('step', { environments: [1], actions: push });
      isOver = terminated[0] === 1;
    }
    const before = await connection.request('getState', {});
    const actions = bytesOf(Float32Array.of(0, 0));
    await expect(connection.request('step', { actions })).rejects.toMatchObject({
      code: 'OUT_OF_ORDER',
      workerMessage: 'environment 1 is over; reset it before it is stepped.',
    });
    expect((await connection.request('getState', {})).states).toEqual(before.states);

    await connection.request('reset', { environments: [1] });
    await connection.request('step', { actions });
  });

  test('the end of an episode is part of the state', async () => {
    await connection.request('make', { task: 'InvertedPendulum-v4', count: 1 });
    const fresh = await connection.request('getState', {});
    await connection.request('reset', { seeds: [1] });
    const push = bytesOf(Float32Array.of(3));
    for (let isOver = false; !isOver;) {
      isOver = (await connection.request('step', { actions: push })).terminated[0] === 1;
    }
    const over = await connection.request('getState', {});
    await connection.request('reset', {});
    await connection.request('setState', over);
    await expect(connection.request('step', { actions: push })).rejects.toThrow('is over');
    await connection.request('setState', fresh);
    await expect(connection.request('step', { actions: push })).rejects.toThrow('is fresh');
    await expect(connection.request('reset', {})).rejects.toThrow('needs seeds');
  });

  test('rows follow the order of the list', async () => {
    await connection.request('make', { task: 'HalfCheetah-v5', count: 3 });
    const all = await connection.request('reset', { seeds: [1, 2, 3] });
    const some = await connection.request('reset', { environments: [2, 0], seeds: [3, 1] });
    const row = 17 * 8;
    expect(hex(some.observations)).toBe(
      hex(all.observations.subarray(2 * row)) + hex(all.observations.subarray(0, row)),
    );
  });

  test('a step of some environments gives each what a step of all gives it', async () => {
    await connection.request('make', { task: 'HalfCheetah-v5', count: 3 });
    await connection.request('reset', { seeds: [1, 2, 3] });
    const { states } = await connection.request('getState', {});
    const actions = Float32Array.from({ length: 3 * 6 }, (_, i) => i / 20);
    const all = await connection.request('step', { actions: bytesOf(actions) });
    await connection.request('setState', { states });
    for (const environments of [[2, 0], [1]]) {
      const rows = environments.flatMap((e) => [...actions.subarray(6 * e, 6 * (e + 1))]);
      const some = await connection.request('step', {
        environments,
        actions: bytesOf(Float32Array.from(rows)),
      });
      expect(some.rewards).toEqual(environments.map((e) => all.rewards[e]));
      const row = 17 * 8;
      expect(hex(some.observations)).toBe(
        environments.map((e) => hex(all.observations.subarray(e * row, (e + 1) * row))).join(''),
      );
    }
  });

  test.each([
    [
      'an action out of bounds',
      [0, 0, 0, 0, 0, 0, 0, 1.5, 0, 0, 0, 0],
      'action 1 of environment 1 is 1.5',
    ],
    [
      'an action that is not a number',
      [0, 0, NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      'action 2 of environment 0 is nan',
    ],
    [
      'an infinite action',
      [-Infinity, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      'action 0 of environment 0 is -inf',
    ],
    ['too few actions', [0, 0, 0], 'actions hold 12 bytes, float32 [2, 6] takes 48'],
  ])('%s is refused by name, and nothing moves', async (_name, actions, message) => {
    await connection.request('make', { task: 'HalfCheetah-v5', count: 2 });
    await connection.request('reset', { seeds: [1, 2] });
    const before = await connection.request('getState', {});
    const bytes = bytesOf(Float32Array.from(actions));
    const refused = connection.request('step', { actions: bytes });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', request: 'step' });
    await expect(refused).rejects.toThrow(message);
    expect((await connection.request('getState', {})).states).toEqual(before.states);
  });

  test('requests out of order, and lists that make no sense, are refused', async () => {
    await expect(connection.request('step', {})).rejects.toMatchObject({ code: 'OUT_OF_ORDER' });
    const make = { task: 'HalfCheetah-v5', count: 2 };
    await expect(connection.request('make', { ...make, count: 0 })).rejects.toThrow('1 to 4096');
    await connection.request('make', make);
    await expect(connection.request('make', make)).rejects.toMatchObject({ code: 'OUT_OF_ORDER' });
    await expect(connection.request('reset', {})).rejects.toMatchObject({ code: 'OUT_OF_ORDER' });
    const actions = new Uint8Array(48);
    await expect(connection.request('step', { actions })).rejects.toThrow('environment 0 is fresh');
    await expect(connection.request('reset', { seeds: [1] })).rejects.toThrow('1 seeds for 2');
    await expect(connection.request('reset', { environments: [2] })).rejects.toThrow(
      'do not exist',
    );
    await expect(connection.request('reset', { environments: [1, 1] })).rejects.toThrow('twice');
  });

  test('a task that is unknown, or not MuJoCo, is refused with those that there are', async () => {
    for (const task of ['HalfCheetah-v99', 'CartPole-v1', '']) {
      const refused = connection.request('make', { task, count: 1 });
      await expect(refused).rejects.toMatchObject({ code: 'UNUSABLE_TASK' });
      await expect(refused).rejects.toThrow('HalfCheetah-v5');
    }
  });

  test('a damaged state is refused, and nothing moves', async () => {
    await connection.request('make', { task: 'HalfCheetah-v5', count: 2 });
    await connection.request('reset', { seeds: [1, 2] });
    const before = (await connection.request('getState', {})).states;
    const [first, second] = before;
    if (first === undefined || second === undefined) throw new Error('There are two states.');
    for (const damaged of [
      second.subarray(0, -1),
      second.subarray(0, -8),
      second.subarray(4),
      new Uint8Array(0),
      Uint8Array.from([...second, 0, 0, 0, 0, 0, 0, 0, 0]),
      Uint8Array.from(second, (byte, i) => (i === 20 ? 255 : byte)),
    ]) {
      const refused = connection.request('setState', { states: [first, damaged] });
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect((await connection.request('getState', {})).states).toEqual(before);
  });

  test('bytes that are no request get an error, and the next good request its reply', async () => {
    using socket = openSocket(server.endpoint);
    const describeBytes = encodeRequest(7, 'describe', {});
    const ask = async (...frames: Uint8Array[]) => {
      await socket.dealer.send(frames);
      const [reply] = await socket.dealer.receive();
      return decodeReply(reply ?? new Uint8Array(0));
    };
    for (const garbage of [
      [Uint8Array.of(255, 255, 255)],
      [new Uint8Array(0)],
      [encodeRequest(0, 'describe', {})],
      [describeBytes.subarray(0, -1)],
      [describeBytes, describeBytes],
    ]) {
      const reply = await ask(...garbage);
      expect(reply.id).toBe(0);
      expect(reply.error?.code).toBe(1);
    }
    expect(await ask(describeBytes)).toMatchObject({ id: 7, describe: { protocol: 1 } });
  });

  test('a request sent again gets the reply that was sent before, and nothing moves twice', async () => {
    await connection.request('make', { task: 'InvertedPendulum-v4', count: 1 });
    await connection.request('reset', { seeds: [1] });
    using socket = openSocket(server.endpoint);
    const step = encodeRequest(1, 'step', { actions: bytesOf(Float32Array.of(1)) });
    const replies = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      await socket.dealer.send(step);
      replies.push(hex((await socket.dealer.receive())[0] ?? new Uint8Array(0)));
    }
    expect(new Set(replies).size).toBe(1);
    const next = await connection.request('step', { actions: bytesOf(Float32Array.of(1)) });
    expect(replies[0]).not.toContain(hex(next.observations));
  });
}

function openSocket(endpoint: string): Disposable & { readonly dealer: Dealer } {
  const dealer = new Dealer({ linger: 0, sendTimeout: TIMEOUT_MS, receiveTimeout: TIMEOUT_MS });
  dealer.connect(endpoint);
  return {
    dealer,
    [Symbol.dispose]: () => {
      dealer.close();
    },
  };
}

function rewardBytes(rewards: readonly number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(rewards).buffer);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
