import { expect, test } from 'vitest';
import {
  type Accepted,
  fuzzReplies,
  fuzzRepliesOverSocket,
} from '../../../scripts/chaos/fuzzReplies.ts';
import type { StepResult, EnvSpec } from '../../../src/env/answers.ts';
import { runReference } from '../../support/python.ts';

const REPLIES = 100_000;
const REPLIES_OVER_SOCKET = 1_000;
const REPLIES_TO_COMPARE = 20_000;
/** 84 bytes for each of the 50,000 replies of the second half: no object is as small. */
const FLAT_BYTES = 4 * 2 ** 20;
const SNAKE = { getState: 'get_state', setState: 'set_state' } as const;

test('each of 100,000 garbled replies is a fault or says something, and leaves nothing', () => {
  const { outcomes, live } = fuzzReplies(1, REPLIES);
  expect(Object.keys(outcomes).sort()).toEqual(['accepted', 'error', 'garbled', 'mismatched']);
  expect(live.end - live.half).toBeLessThan(FLAT_BYTES);
}, 120_000);

test('what a garbled reply says is what protobuf itself reads in it', () => {
  const accepted: Accepted[] = [];
  fuzzReplies(2, REPLIES_TO_COMPARE, (one) => accepted.push(one));
  const expected = runReference(
    'read_replies.py',
    accepted.map(({ reply: { kind, id, frames } }) => ({
      ...{ kind: kind in SNAKE ? SNAKE[kind as keyof typeof SNAKE] : kind, id },
      frame: Buffer.from(frames[0] ?? []).toString('base64'),
    })),
  ) as unknown[];
  expect(accepted.length).toBeGreaterThan(REPLIES_TO_COMPARE / 20);
  const different = accepted.filter(
    // Protobuf is stricter with what nobody reads: fields that are unknown, text that is not UTF-8.
    (one, i) =>
      expected[i] !== 'unreadable' &&
      JSON.stringify(canonical(one)) !== JSON.stringify(expected[i]),
  );
  expect(different).toEqual([]);
  const unreadable = expected.filter((answer) => answer === 'unreadable').length;
  expect(unreadable).toBeLessThan(accepted.length / 50);
}, 120_000);

test('garbled replies over a socket are faults too, and no connection hangs', async () => {
  const { outcomes, live } = await fuzzRepliesOverSocket(3, REPLIES_OVER_SOCKET);
  expect(outcomes['timeout']).toBeUndefined();
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['error', 'garbled', 'mismatched']));
  expect(live.end - live.half).toBeLessThan(FLAT_BYTES);
}, 120_000);

/** What a pool made of a reply, in the words of `read_replies.py`. */
function canonical({ reply, answer }: Accepted): unknown[] {
  switch (reply.kind) {
    case 'describe': {
      const { protocol, python, gymnasium, mujoco, numpy, pyzmq, protobuf, cpu } = answer as Record<
        string,
        unknown
      >;
      return [protocol, python, gymnasium, mujoco, numpy, pyzmq, protobuf, cpu];
    }
    case 'make': {
      const spec = answer as EnvSpec;
      const sizes = [spec.observationSize, spec.actionSize, spec.maxEpisodeSteps ?? 0];
      return [...sizes, hex(spec.actionLow_A), hex(spec.actionHigh_A)];
    }
    case 'step': {
      const { obs_EO, reward_E, terminated_E, truncated_E } = answer as StepResult;
      const rewards = [...reward_E].map((reward) =>
        Number.isNaN(reward) ? 'nan' : hex(Float64Array.of(reward)),
      );
      return [hex(obs_EO), rewards.join(''), hex(terminated_E), hex(truncated_E)];
    }
    case 'getState':
      return (answer as Uint8Array[]).map(hex);
    case 'close':
      return [];
    default:
      return [hex(answer as Float64Array)];
  }
}

function hex({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}
