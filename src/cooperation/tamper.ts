import * as tf from '@tensorflow/tfjs';
import { cutWhole, takeWhole, type Vectors } from '../tensor/vectors.ts';
import type { Forgery, Neighborhood, RoundPlan } from './plan.ts';

/** The messages of one round. */
export interface Messages {
  /** Row l is what learner l sends; a row for each forged message follows. `[L + E, P]` */
  readonly sent: Vectors;
  /** The rows of `sent` that reach an agent from its neighborhood, its own first. */
  readonly rowsFor: (neighborhood: Neighborhood) => number[];
}

/**
 * Lets the adversary forge the messages on the edges that are under attack. What a victim sends to
 * its other neighbors, and what it holds itself, stays honest.
 *
 * @param isForged_E bool, for each edge of the plan's forgeries: whether its attack has begun
 */
export function tamper(
  plan: RoundPlan,
  vectors: Vectors,
  network: 'actor' | 'critic',
  isForged_E: tf.Tensor1D,
): Messages {
  let first = 0;
  const forgeries = plan.forgeries
    .map((forgery) => {
      const from = first;
      first += forgery.edges.length;
      return { forgery, from };
    })
    .filter(({ forgery: { networks } }) => networks === 'both' || networks === network);
  const forged = forgeries.flatMap(({ forgery: { edges } }) => edges);
  return {
    sent: forgeries.reduce((sent, { forgery, from }) => {
      const isForged = isForged_E.slice(from, forgery.edges.length);
      const pieces_EP = cutWhole(vectors, forge(forgery, vectors, isForged));
      return sent.map((piece, index) => piece.append(pieces_EP[index] ?? tf.zeros([0, 0])));
    }, vectors),
    rowsFor: (neighborhood) =>
      neighborhood.rows.map((row, position) => {
        const index = forged.findIndex(
          ({ target, victimPosition }) => target === neighborhood && victimPosition === position,
        );
        return index < 0 ? row : plan.learnerCount + index;
      }),
  };
}

/** The messages on a forgery's edges: forged ones where the attack has begun, else what the victim sends. */
function forge(
  { attack, beta, victimPosition, edges }: Forgery,
  vectors: Vectors,
  isForged_E: tf.Tensor1D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const size = edges[0]?.target.rows.length ?? 0;
    const members_EP = Array.from({ length: size }, (_, k) =>
      takeWhole(
        vectors,
        edges.map(({ target }) => target.rows[k] ?? NaN),
      ),
    );
    const forged_EP = attack({
      honest_EKP: tf.stack(members_EP, 1) as tf.Tensor3D,
      virtual_EP: takeWhole(
        vectors,
        edges.map(({ virtualLearner }) => virtualLearner),
      ),
      victimPosition,
      beta,
    });
    return tf.where(isForged_E.expandDims(1), forged_EP, members_EP[victimPosition] ?? forged_EP);
  });
}
