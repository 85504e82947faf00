import type * as tf from '@tensorflow/tfjs';

/** A TensorFlow operation that changes variables where they lie, such as `ResourceApplyAdam`. */
export interface InPlaceOperation {
  readonly op: string;
  /** The variables that it changes: its first inputs, all of one type. */
  readonly variables: readonly tf.Variable[];
  /** Its other inputs. */
  readonly inputs: readonly tf.Tensor[];
}

type Writer = (operation: InPlaceOperation) => void;

/** Who writes such operations down: set while a function is being recorded. */
let writer: Writer | null = null;

/**
 * Changes variables in one pass over memory where a graph is being recorded; everywhere else
 * `otherwise` does the same with plain operations. The two may differ in rounding.
 */
export function inPlace(operation: InPlaceOperation, otherwise: () => void): void {
  if (writer) writer(operation);
  else otherwise();
}

/** Runs `fn`; `newWriter` is told of every operation in place. */
export function writingInPlace<T>(newWriter: Writer, fn: () => T): T {
  writer = newWriter;
  try {
    return fn();
  } finally {
    writer = null;
  }
}
