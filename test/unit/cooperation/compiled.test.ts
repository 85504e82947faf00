import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createRule } from '../../../src/aggregation/index.ts';
import { attackNames, createAttack } from '../../../src/attack/index.ts';
import { compile } from '../../../src/compile/compile.ts';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import { planRound } from '../../../src/cooperation/plan.ts';
import { aggregate, share } from '../../../src/cooperation/round.ts';
import { Piece } from '../../../src/tensor/vectors.ts';
import { useNativeBackend } from '../../support/native.ts';
import { gaussianRows } from '../../support/vectors.ts';
import { ruleConfigs } from '../aggregation/contract.ts';

useNativeBackend();

test.each(attackNames)('a round under the %s attack compiles to one graph', (name) => {
  const config = { name, beta: 0.5, onset: 0, target: 0, victim: 6, networks: 'both' } as const;
  const runs = ruleConfigs.map((rule, run) => ({
    firstLearner: 9 * run,
    graph: paperGraph,
    rule: createRule(rule),
    attack: { config, attack: createAttack(name), virtualLearner: 9 * run + 8 },
  }));
  const learners = 9 * runs.length;
  const plan = planRound(runs, learners);
  const combine = (params_LP: tf.Tensor): Record<string, tf.Tensor> => {
    const { combined, ...links } = aggregate(
      share(plan, {
        vectors: [new Piece([params_LP.as2D(learners, 37)])],
        network: 'actor',
        isForged_E: tf.ones<tf.Rank.R1>([runs.length], 'bool'),
        lanes: 2,
      }),
    );
    return { combined_LP: tf.concat(combined.flat()), ...links };
  };
  const values_LP = Float32Array.from(gaussianRows(1, learners, 37).flat());
  const eager = combine(tf.tensor2d(values_LP, [learners, 37]));

  using program = compile([], {
    round: {
      inputs: { params_LP: { shape: [learners, 37], dtype: 'float32' } },
      fn: ({ params_LP }) => combine(params_LP ?? tf.zeros([learners, 37])),
    },
  });
  const compiled = program.call.round({ params_LP: values_LP });
  // Not bit for bit: TensorFlow rearranges the arithmetic of a graph.
  for (const [output, tensor] of Object.entries(eager)) {
    const expected = tensor.dataSync();
    expect(compiled[output]).toHaveLength(expected.length);
    compiled[output]?.forEach((value, i) => {
      if (!Number.isNaN(value)) expect(value).toBeCloseTo(expected[i] ?? NaN, 5);
      else expect(expected[i]).toBeNaN();
    });
  }
});
