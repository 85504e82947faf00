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
  return tf.tidy(() => {
    const flat = stacked.map((parameter) =>
      parameter.reshape<tf.Tensor2D>([parameter.shape[0], -1]),
    );
    const [first] = flat;
    return first && flat.length === 1 ? first : tf.concat(flat, 1);
  });
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
    const parts = sizes.length === 1 ? [params_LP] : tf.split(params_LP, sizes, 1);
    return parts.map((part, index) =>
      part.reshape<tf.Tensor3D>([learners, ...(shapes[index] ?? [0, 0])]),
    );
  });
}

/** Tensors of so many numbers a learner, 64 KB, are pieces of their own. */
const LARGE = 2 ** 14;

/** Which tensors of a network make a piece of its vectors: large ones alone, the others together. */
export function pieceLayout(shapes: ParameterShapes): number[][] {
  const isLarge = shapes.map(([rows, columns]) => rows * columns >= LARGE);
  const indices = [...shapes.keys()];
  const together = indices.filter((index) => !isLarge[index]);
  const alone = indices.filter((index) => isLarge[index]).map((index) => [index]);
  return together.length > 0 ? [...alone, together] : alone;
}

/** Parameters out of pieces, each the tensors of a place in `pieceLayout` side by side, `[L, P_i]`. */
export function piecesToParameters(
  pieces_LP: readonly tf.Tensor2D[],
  shapes: ParameterShapes,
): tf.Tensor3D[] {
  const layout = pieceLayout(shapes);
  const parts = layout.flatMap((indices, piece) =>
    unflattenParameters(
      at(pieces_LP, piece),
      indices.map((index) => at(shapes, index)),
    ),
  );
  const order = layout.flat();
  return shapes.map((_, index) => at(parts, order.indexOf(index)));
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`There is no item ${index} among ${list.length}.`);
  return item;
}
