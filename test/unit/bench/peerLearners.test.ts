import { expect, test } from 'vitest';
import { peerLearners } from '../../../scripts/bench/peerLearners.ts';

test('PyTorch takes part a second time where its matrix library holds back', () => {
  const keysOn = (model: string) => peerLearners(model).map(({ key }) => key);
  const everywhere = ['torch-loop', 'torch-stacked', 'jax'];
  expect(keysOn('Intel(R) Xeon(R) Platinum 8481C')).toEqual(everywhere);
  const onAmd = keysOn('AMD EPYC 9R14');
  expect(onAmd).toEqual(expect.arrayContaining(everywhere));
  expect(onAmd).toEqual(expect.arrayContaining(['torch-loop+mkl', 'torch-stacked+mkl']));
});
