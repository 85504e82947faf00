import * as tf from '@tensorflow/tfjs';
import { kernelBackend } from '../backend/backend.ts';
import { graphShape, type Attribute, type GraphNode } from './graph.ts';
import { Lanes } from './lane.ts';
import { control } from './nodes.ts';
import { CompileError } from './program.ts';

type Kernels = ReturnType<typeof kernelBackend>;
type OpAttribute = Parameters<Kernels['executeSingleOutput']>[1][number];
type DataId = tf.Tensor['dataId'];

/** tf.js functions that draw on the host: a graph would repeat the one draw for ever. */
const HOST_RANDOM = /^(rand|random\w*|truncatedNormal|multinomial|dropout)$/;
/** TensorFlow operations with a random state of their own. */
const STATEFUL_OPS = /^(Random|Multinomial|TruncatedNormal|ParameterizedTruncatedNormal)/;

/** TensorFlow operations whose output has a shape that depends on values: the graph would keep one shape. */
const SHAPED_BY_VALUES = /^(Unique|Where$|ListDiff|NonMaxSuppression|CombinedNonMaxSuppression)/;

/**
 * Types that eager execution infers whatever the kernel says, and a graph takes at its word: by
 * operation, from which input. ExpandDims leaves them out; Mean gives the type before its cast.
 */
const INFERRED_TYPES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ExpandDims: { T: 0, Tdim: 1 },
  Mean: { T: 0 },
};

/** Where a value of the function comes from: the output of a node, and whether it can change. */
interface Source {
  readonly node: string;
  readonly output: string;
  /** False for constants: values that depend neither on inputs nor on state. */
  readonly isVariable: boolean;
}

/**
 * Writes down, as graph nodes, the TensorFlow operations that run on the kernel backend between
 * `start` and `stop`. Tensors are known by their data, so that a clone is the same value.
 */
export class Recorder {
  readonly #nodes: GraphNode[];
  readonly #kernels = kernelBackend();
  readonly #sources = new Map<DataId, Source>();
  readonly #prefix: string;
  /** The order of operations within each lane. */
  readonly lanes = new Lanes();

  /** Adds to `nodes`; the names of operations begin with `prefix`. */
  constructor(prefix: string, nodes: GraphNode[]) {
    this.#prefix = prefix;
    this.#nodes = nodes;
  }

  /** Names a tensor's value as what a node gives: an input, or state as it was before the call. */
  define(tensor: tf.Tensor, node: GraphNode): void {
    this.#nodes.push(node);
    this.#sources.set(tensor.dataId, { node: node.name, output: node.name, isVariable: true });
  }

  /** Where a tensor's value comes from in the graph; a tensor from outside becomes a constant. */
  sourceOf(tensor: Pick<tf.Tensor, 'dataId' | 'shape' | 'dtype'>): string {
    return this.#sourceOf(tensor).output;
  }

  record<T>(fn: () => T): T {
    const kernels = this.#kernels;
    const executeSingleOutput = kernels.executeSingleOutput.bind(kernels);
    const executeMultipleOutputs = kernels.executeMultipleOutputs.bind(kernels);
    const readSync = kernels.readSync.bind(kernels);
    const write = kernels.write.bind(kernels);
    kernels.executeSingleOutput = (name, attributes, inputs) => {
      const output = executeSingleOutput(name, attributes, inputs);
      this.#addOperation(name, attributes, inputs, [output]);
      return output;
    };
    kernels.executeMultipleOutputs = (name, attributes, inputs, count) => {
      const outputs = executeMultipleOutputs(name, attributes, inputs, count);
      this.#addOperation(name, attributes, inputs, outputs);
      return outputs;
    };
    kernels.readSync = (dataId: DataId) => {
      const source = this.#sources.get(dataId);
      if (source?.isVariable) {
        throw new CompileError(
          `compile: the function reads the value of ${source.output}, which depends on inputs or state. ` +
            'Compute with tensors (tf.where instead of if), or read it from the outputs after the call.',
        );
      }
      return readSync(dataId);
    };
    kernels.write = (values, shape, dtype) => {
      refuseHostRandomness();
      return write(values, shape, dtype);
    };
    try {
      return fn();
    } finally {
      // The methods stand on the prototype: what was set on the object goes.
      for (const method of ['executeSingleOutput', 'executeMultipleOutputs', 'readSync', 'write']) {
        Reflect.deleteProperty(kernels, method);
      }
    }
  }

  #addOperation(
    op: string,
    attributes: readonly OpAttribute[],
    inputs: readonly unknown[],
    outputs: readonly tf.Tensor[],
  ): void {
    if (STATEFUL_OPS.test(op)) throw randomnessError(op);
    const sources = (inputs as tf.Tensor[]).map((input) => this.#sourceOf(input));
    const name = this.#newName(op);
    const attr = Object.fromEntries(attributes.map((attribute) => this.#attribute(op, attribute)));
    for (const [type, input] of Object.entries(INFERRED_TYPES[op] ?? {})) {
      const tensor = (inputs as tf.Tensor[])[input];
      if (tensor) attr[type] = { type: this.#kernels.getDTypeInteger(tensor.dtype) };
    }
    const input = [...sources.map(({ output }) => output), ...this.lanes.enter(name).map(control)];
    this.#nodes.push({ name, op, input, attr });
    const isVariable = sources.some((source) => source.isVariable);
    if (isVariable && SHAPED_BY_VALUES.test(op)) {
      throw new CompileError(
        `compile: the function calls ${op}, whose result has a shape that depends on inputs or state. ` +
          'Compute with shapes that are fixed (tf.where, a mask), or do it outside with the outputs.',
      );
    }
    outputs.forEach((tensor, index) => {
      const output = index === 0 ? name : `${name}:${index}`;
      this.#sources.set(tensor.dataId, { node: name, output, isVariable });
    });
  }

  #sourceOf(tensor: Pick<tf.Tensor, 'dataId' | 'shape' | 'dtype'>): Source {
    const known = this.#sources.get(tensor.dataId);
    if (known) return known;
    const node = this.#constant(tensor);
    this.#nodes.push(node);
    const source: Source = { node: node.name, output: node.name, isVariable: false };
    this.#sources.set(tensor.dataId, source);
    return source;
  }

  #constant({ dataId, shape, dtype }: Pick<tf.Tensor, 'dataId' | 'shape' | 'dtype'>): GraphNode {
    const values = this.#kernels.readSync(dataId);
    if (!ArrayBuffer.isView(values)) {
      throw new CompileError(`compile: a constant of type ${dtype} cannot stand in a graph.`);
    }
    const type = this.#kernels.getDTypeInteger(dtype);
    const tensorContent = new Uint8Array(
      values.buffer,
      values.byteOffset,
      values.byteLength,
    ).slice();
    return {
      name: this.#newName('Const'),
      op: 'Const',
      input: [],
      attr: {
        dtype: { type },
        value: { tensor: { dtype: type, tensorShape: graphShape(shape), tensorContent } },
      },
    };
  }

  #newName(op: string): string {
    return `${this.#prefix}/${op.replaceAll(/^_+/g, '')}_${this.#nodes.length}`;
  }

  #attribute(op: string, { name, type, value }: OpAttribute): [string, Attribute] {
    const { binding } = this.#kernels;
    const given = value as unknown;
    switch (type) {
      case binding.TF_ATTR_STRING:
        return [name, { s: new TextEncoder().encode(String(given)) }];
      case binding.TF_ATTR_INT:
        return [
          name,
          Array.isArray(given) ? { list: { i: given as number[] } } : { i: Number(given) },
        ];
      case binding.TF_ATTR_FLOAT:
        return [
          name,
          Array.isArray(given) ? { list: { f: given as number[] } } : { f: Number(given) },
        ];
      case binding.TF_ATTR_BOOL:
        return [
          name,
          Array.isArray(given) ? { list: { b: given as boolean[] } } : { b: Boolean(given) },
        ];
      case binding.TF_ATTR_TYPE:
        return [name, { type: Number(given) }];
      case binding.TF_ATTR_SHAPE:
        return [name, { shape: graphShape(given as number[]) }];
      default:
        throw new CompileError(`compile: attribute ${name} of ${op} has the unknown kind ${type}.`);
    }
  }
}

function refuseHostRandomness(): void {
  const { scopeStack } = (tf.engine() as unknown as { state: { scopeStack: { name: string }[] } })
    .state;
  // tf.js names the scope of tf.rand `rand__op`.
  const random = scopeStack
    .map(({ name }) => name.replace(/__op$/, ''))
    .find((name) => HOST_RANDOM.test(name));
  if (random !== undefined) throw randomnessError(`tf.${random}`);
}

function randomnessError(what: string): CompileError {
  return new CompileError(
    `compile: the function calls ${what}, whose one draw the graph would repeat for ever. ` +
      'Draw the numbers outside and give them as an input.',
  );
}
