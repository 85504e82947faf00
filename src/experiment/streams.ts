import { RandomStream, type Purpose } from '../random.ts';
import type { Member } from './cohort.ts';

/** Environment seeds are drawn from [0, 2^31), which every version of Gymnasium accepts. */
const SEED_BOUND = 2 ** 31;

/** One stream a member of a cohort, for one purpose. */
export function streamsFor(members: readonly Member[], purpose: Purpose): RandomStream[] {
  return members.map(({ seed, agent }) => new RandomStream({ seed, agent, purpose }));
}

/** The seed of each member's environment: of its training, or of its evaluation episodes. */
export function environmentSeeds(
  members: readonly Member[],
  purpose: Extract<Purpose, 'environment' | 'evaluation'>,
): number[] {
  return streamsFor(members, purpose).map((stream) => stream.integer(SEED_BOUND));
}
