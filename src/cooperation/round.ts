import * as tf from '@tensorflow/tfjs';
import type { Rule } from '../aggregation/aggregator.ts';
import { distancesToSelf } from '../aggregation/distance.ts';
import { finiteMembers } from '../aggregation/finite.ts';
import { weightedSum } from '../aggregation/weighted.ts';
import { ANY, assertShape } from '../tensor/shape.ts';
import { readLinks, type CombinationLink, type LinkTensors } from './links.ts';
import type { RoundPlan } from './plan.ts';
import { tamper } from './tamper.ts';

/** One communication round of one network: share, tamper, aggregate. Assigning is the caller's. */
export interface Round {
  /** Everyone's parameters after it; rows that take no part equal their input bit for bit. */
  readonly combined_LP: tf.Tensor2D;
  /** Small tensors, which `readLinks` downloads. */
  readonly links: LinkTensors;
  readLinks(): CombinationLink[];
  /** Frees the round's tensors. */
  dispose(): void;
}

/**
 * Lets the agents of a cohort combine their parameters once, eqs. (4) and (5).
 *
 * @param params_LP everyone's parameters of `network` after the update step
 * @param isUnderAttack one a run: whether its attack has begun
 */
export function combineRound(
  plan: RoundPlan,
  params_LP: tf.Tensor2D,
  network: 'actor' | 'critic',
  isUnderAttack: readonly boolean[],
): Round {
  assertShape('params_LP', params_LP, [plan.learnerCount, ANY]);
  const { combined_LP, ...links } = tf.tidy(() => {
    const { sent_LP, rowsFor } = tamper(plan, params_LP, network, isUnderAttack);
    const outcomes = plan.groups.map(({ rule, neighborhoods }) =>
      combineGroup(rule, sent_LP, neighborhoods.map(rowsFor)),
    );
    return {
      combined_LP: assemble(
        plan,
        params_LP,
        outcomes.map(({ combined_GP }) => combined_GP),
      ),
      weight_E: join(outcomes.map(({ weights_GK }) => weights_GK)),
      distance_E: join(outcomes.map(({ distances_GK }) => distances_GK)),
      isFinite_E: join(outcomes.map(({ isFinite_GK }) => isFinite_GK)),
    };
  });
  return {
    combined_LP,
    links,
    readLinks: () => readLinks(plan, links),
    dispose: () => {
      tf.dispose({ combined_LP, ...links });
    },
  };
}

/** One call of a rule for a group, with what there is to log about it. */
function combineGroup(rule: Rule, sent_LP: tf.Tensor2D, rows_GK: number[][]) {
  return tf.tidy(() => {
    const received_GKP = tf.gather<tf.Tensor>(sent_LP, rows_GK) as tf.Tensor3D;
    const isFinite_GK = finiteMembers(received_GKP);
    const weights_GK = rule.weigh?.(received_GKP);
    return {
      combined_GP: weights_GK
        ? weightedSum(received_GKP, weights_GK)
        : rule.aggregate(received_GKP),
      weights_GK: weights_GK ?? tf.fill<tf.Rank.R2>(isFinite_GK.shape, NaN),
      distances_GK: distancesToSelf(received_GKP),
      isFinite_GK,
    };
  });
}

/** Puts the groups' results where their agents stand; everyone else keeps its row. */
function assemble(
  plan: RoundPlan,
  params_LP: tf.Tensor2D,
  combined_GP: readonly tf.Tensor2D[],
): tf.Tensor2D {
  const row_L = [...Array(plan.learnerCount).keys()];
  const agents = plan.groups.flatMap(({ neighborhoods }) => neighborhoods);
  agents.forEach(({ rows: [own] }, index) => {
    if (own !== undefined) row_L[own] = plan.learnerCount + index;
  });
  return tf.gather(tf.concat([params_LP, ...combined_GP]), row_L);
}

function join(values_GK: readonly tf.Tensor2D[]): tf.Tensor1D {
  if (values_GK.length === 0) return tf.tensor1d([]);
  return tf.concat(values_GK.map((values) => values.reshape<tf.Tensor1D>([-1])));
}
