import * as tf from '@tensorflow/tfjs';
import { ANY, assertShape } from './shape.ts';

/** Shapes of one learner's parameter tensors, in the order in which they are laid out in `[L, P]`. */
export type ParameterShapes = readonly (readonly [rows: number, columns: number])[];

/** P: how many numbers one learner's parameters are. */
export function parameterCount(shapes: ParameterShapes): number {
  return shapes.reduce((count, [rows, columns]) => count + rows * columns, 0);
}

/** Lays stacked parameters, each `[L, rows, columns]`, side by side: `[L, P]`, row-major. */
export function flattenParameters(stacked: readonly tf.Tensor3D[]): tf.Tensor2D {
  return tf.tidy(() =>
    tf.concat(
      stacked.map((parameter) => parameter.reshape<tf.Tensor2D>([parameter.shape[0], -1])),
      1,
    ),
  );
}

/** The inverse of `flattenParameters`. */
export function unflattenParameters(
  params_LP: tf.Tensor2D,
  shapes: ParameterShapes,
): tf.Tensor3D[] {
  assertShape('params_LP', params_LP, [ANY, parameterCount(shapes)]);
  const learners = params_LP.shape[0];
  return tf.tidy(() => {
    const sizes = shapes.map(([rows, columns]) => rows * columns);
    return tf
      .split(params_LP, sizes, 1)
      .map((part, index) => part.reshape<tf.Tensor3D>([learners, ...(shapes[index] ?? [0, 0])]));
  });
}
