import * as tf from '@tensorflow/tfjs';
import type { Forgery, Neighborhood, RoundPlan } from './plan.ts';

/** The messages of one round. */
export interface Messages {
  /** Row l is what learner l sends; a row for each forged message follows. `[L + E, P]` */
  readonly sent_LP: tf.Tensor2D;
  /** The rows of `sent_LP` that reach an agent from its neighborhood, its own first. */
  readonly rowsFor: (neighborhood: Neighborhood) => number[];
}

/**
 * Lets the adversary forge the messages on the edges that are under attack. What a victim sends to
 * its other neighbors, and what it holds itself, stays honest.
 */
export function tamper(
  plan: RoundPlan,
  params_LP: tf.Tensor2D,
  network: 'actor' | 'critic',
  isUnderAttack: readonly boolean[],
): Messages {
  const forgeries = plan.forgeries
    .filter(({ networks }) => networks === 'both' || networks === network)
    .map((forgery) => ({
      ...forgery,
      edges: forgery.edges.filter(({ target }) => isUnderAttack[target.run]),
    }))
    .filter(({ edges }) => edges.length > 0);
  const forged = forgeries.flatMap(({ edges }) => edges);
  return {
    sent_LP: tf.concat([params_LP, ...forgeries.map((forgery) => forge(forgery, params_LP))]),
    rowsFor: (neighborhood) =>
      neighborhood.rows.map((row, position) => {
        const index = forged.findIndex(
          ({ target, victimPosition }) => target === neighborhood && victimPosition === position,
        );
        return index < 0 ? row : plan.learnerCount + index;
      }),
  };
}

function forge(
  { attack, beta, victimPosition, edges }: Forgery,
  params_LP: tf.Tensor2D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const neighborhoods = edges.map(({ target }) => [...target.rows]);
    return attack({
      honest_EKP: tf.gather<tf.Tensor>(params_LP, neighborhoods) as tf.Tensor3D,
      virtual_EP: tf.gather(
        params_LP,
        edges.map(({ virtualLearner }) => virtualLearner),
      ),
      victimPosition,
      beta,
    });
  });
}
