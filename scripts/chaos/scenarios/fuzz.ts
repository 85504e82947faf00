import { ChaosError } from '../ending.ts';
import { fuzzReplies, fuzzRepliesOverSocket } from '../fuzzReplies.ts';
import { fuzzWorker } from '../fuzzWorker.ts';
import type { Context, Scenario } from '../scenario.ts';

const LONG = 100_000;
const SHORT = 10_000;
/** Through a real socket, which is made anew after each fault. */
const OVER_SOCKET = 1_000;
/** Of memory, from half of the messages to all: what an allocator may take for itself. */
const MOST_GROWTH_MIB = 4;

/** Each message is an error reply or a good one, and the next good request gives the same bits. */
const REQUESTS: Scenario = {
  name: 'fuzz-worker',
  fault: 'Garbage to the worker',
  seconds: () => 12,
  run: async (context) => {
    const { messages, equalSteps, resident } = await fuzzWorker(seedOf(context), countOf(context));
    const grown = mebibytes(resident.end - resident.half);
    assertFlat('the worker', grown);
    return {
      injected: messages,
      survived: messages,
      lost: 0,
      bitsEqual: equalSteps > 0,
      note: `${equalSteps} good steps in between; the worker's memory grew by ${grown.toFixed(1)} MiB`,
    };
  },
};

/** None is taken for an answer that it is not. */
const REPLIES: Scenario = {
  name: 'fuzz-replies',
  fault: 'Garbled replies',
  seconds: () => 8,
  run: async (context) => {
    const [seed, count] = [seedOf(context), countOf(context)];
    const { replies, live } = fuzzReplies(seed, count);
    const overSocket = await fuzzRepliesOverSocket(seed, OVER_SOCKET);
    const grown = mebibytes(live.end - live.half);
    assertFlat('the controller', grown);
    const all = replies + overSocket.replies;
    return {
      injected: all,
      survived: all,
      lost: 0,
      bitsEqual: null,
      note: `${overSocket.replies} of them over a socket; memory grew by ${grown.toFixed(1)} MiB`,
    };
  },
};

export const FUZZ: readonly Scenario[] = [REQUESTS, REPLIES];

function countOf({ isShort }: Context): number {
  return isShort ? SHORT : LONG;
}

function seedOf({ random }: Context): number {
  return Math.floor(2 ** 31 * random.uniform());
}

function mebibytes(bytes: number): number {
  return bytes / 2 ** 20;
}

function assertFlat(who: string, grown: number): void {
  if (grown > MOST_GROWTH_MIB) {
    throw new ChaosError(
      `The memory of ${who} grew by ${grown.toFixed(1)} MiB in the second half.`,
    );
  }
}
