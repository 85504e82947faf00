import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { GraphNode } from '../../../src/compile/graph.ts';
import { compile } from '../../../src/compile/compile.ts';
import { inPlace, writingInPlace } from '../../../src/compile/inPlace.ts';
import { inLane, overLanes } from '../../../src/compile/lane.ts';
import { Recorder } from '../../../src/compile/recorder.ts';
import { StateWriter } from '../../../src/compile/stateWriter.ts';
import { useNativeBackend } from '../../support/native.ts';

useNativeBackend();

/** The recorded operations of `fn`, each with the operations that it is told to wait for. */
function waits(fn: () => void): [op: string, after: string[]][] {
  const nodes: GraphNode[] = [];
  tf.tidy(() => {
    new Recorder('f', nodes).record(fn);
  });
  const opOf = (name: string) => nodes.find((node) => node.name === name)?.op ?? '?';
  return nodes
    .filter(({ op }) => op !== 'Const')
    .map(({ op, input }) => [
      op,
      input.filter((name) => name.startsWith('^')).map((name) => opOf(name.slice(1))),
    ]);
}

test('an operation in place has its turn in its lane', () => {
  const w = tf.variable(tf.scalar(1));
  const nodes: GraphNode[] = [];
  tf.tidy(() => {
    const recorder = new Recorder('f', nodes);
    const writer = new StateWriter('f', nodes, recorder, [w]);
    const descend = () => {
      const inputs = [tf.scalar(0.5), tf.scalar(1)];
      inPlace({ op: 'ResourceApplyGradientDescent', variables: [w], inputs }, () => undefined);
    };
    writingInPlace(
      (operation) => {
        writer.inPlace(operation);
      },
      () => {
        recorder.record(() => {
          inLane(0, () => tf.scalar(2).neg());
          inLane(0, descend);
          inLane(0, () => tf.scalar(3).exp());
        });
      },
    );
  });
  const named = (op: string) => nodes.find((node) => node.op === op) ?? { name: '?', input: [] };
  const step = named('ResourceApplyGradientDescent');
  expect(step.input).toContain(`^${named('Neg').name}`);
  expect(named('Exp').input).toContain(`^${step.name}`);
  w.dispose();
});

describe('operations in lanes', () => {
  test('follow one another within a lane, whatever lies between them', () => {
    const x = tf.scalar(1);
    expect(
      waits(() => {
        inLane(0, () => x.neg());
        inLane(1, () => x.abs());
        x.square();
        inLane(0, () => x.exp());
        inLane(1, () => x.sqrt());
      }),
    ).toEqual([
      ['Neg', []],
      ['Abs', []],
      ['Square', []],
      ['Exp', ['Neg']],
      ['Sqrt', ['Abs']],
    ]);
  });

  test('belong to the innermost lane, also after an error', () => {
    const x = tf.scalar(1);
    expect(
      waits(() => {
        inLane(0, () => {
          x.neg();
          const fail = () =>
            inLane(1, () => {
              throw new Error('inner');
            });
          expect(fail).toThrow('inner');
          x.exp();
        });
        x.abs();
      }),
    ).toEqual([
      ['Neg', []],
      ['Exp', ['Neg']],
      ['Abs', []],
    ]);
  });

  test('are dealt out in turn', () => {
    const x = tf.scalar(1);
    const recorded = waits(() => {
      expect(overLanes(2, ['a', 'b', 'c'], (item, index) => [item, index, x.neg()][0])).toEqual([
        'a',
        'b',
        'c',
      ]);
    });
    expect(recorded.map(([, after]) => after)).toEqual([[], [], ['Neg']]);
  });
});

test('a program with lanes computes what it computes without', () => {
  const w = tf.variable(tf.tensor1d([1, 2, 3]));
  const definition = (lanes: number) => ({
    step: {
      inputs: { x: { shape: [3], dtype: 'float32' as const } },
      fn: ({ x = tf.zeros([3]) }: Readonly<Record<string, tf.Tensor>>) => {
        const parts = overLanes(lanes, [1, 2, 3, 4, 5], (factor) => x.mul(w).mul(factor).exp());
        inLane(0, () => {
          w.assign(w.add(1));
        });
        return { sum: tf.addN(parts) };
      },
    },
  });
  const results = [1, 2, 4].map((lanes) => {
    using program = compile([w], definition(lanes));
    const x = Float32Array.of(0.1, -0.2, 0.3);
    return [program.call.step({ x }), program.call.step({ x }), program.readState()];
  });
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
  w.dispose();
});
