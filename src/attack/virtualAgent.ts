/**
 * The reward that a learner learns from. The virtual agent A of section IV is how the adversary comes
 * by its policy: an ordinary learner with the networks and settings of the agents, an environment, a
 * replay memory and random streams of its own, and the number that follows theirs. It differs in two
 * things only: it learns from the negated reward, and it never cooperates (deviation 12).
 */
export function learnedReward(reward: number, isVirtual: boolean): number {
  return isVirtual ? -reward : reward;
}
