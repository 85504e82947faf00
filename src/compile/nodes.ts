import type * as tf from '@tensorflow/tfjs';
import { kernelBackend } from '../backend/backend.ts';
import { graphShape, type GraphNode } from './graph.ts';
import type { InputSpec } from './program.ts';

/*
 * The nodes around the recorded operations. Their names have a dot where a user's names may not, and
 * recorded operations have none: no two nodes can meet.
 */

/** TensorFlow's number of a type. */
export function dtypeNumber(dtype: tf.DataType): number {
  return kernelBackend().getDTypeInteger(dtype);
}

/** The nodes of an input, from the placeholder that is fed to the one that is read. */
export interface InputNodes {
  readonly fed: GraphNode;
  readonly between: readonly GraphNode[];
  readonly read: GraphNode;
}

export function inputNodes(name: string, { shape, dtype }: InputSpec): InputNodes {
  const [type, fedAs] = [dtypeNumber(dtype), dtypeNumber(fedType(dtype))];
  const fed: GraphNode = {
    name: `${name}.given`,
    op: 'Placeholder',
    input: [],
    attr: { dtype: { type: fedAs }, shape: { shape: graphShape(shape) } },
  };
  const cast: GraphNode = {
    name: `${name}.bits`,
    op: 'Bitcast',
    input: [fed.name],
    attr: { T: { type: fedAs }, type: { type } },
  };
  const between = type === fedAs ? [] : [cast];
  // Without a copy state could come to lie in the caller's array.
  const input = [(between[0] ?? fed).name];
  return { fed, between, read: { name, op: 'DeepCopy', input, attr: { T: { type } } } };
}

/**
 * The type in which values of a type are fed. tfjs-node puts float32 on a GPU at once, and back on the
 * host for a graph, which copies it to the GPU again; int32 stays on the host until it is needed.
 */
export function fedType(dtype: InputSpec['dtype']): InputSpec['dtype'] {
  return dtype === 'float32' ? 'int32' : dtype;
}

/** What lives on between calls. */
export function variableNode(index: number, spec: InputSpec): GraphNode {
  return handleNode(variableName(index), spec);
}

/** A variable of TensorFlow. */
export function handleNode(name: string, { shape, dtype }: InputSpec): GraphNode {
  return {
    name,
    op: 'VarHandleOp',
    input: [],
    attr: {
      dtype: { type: dtypeNumber(dtype) },
      shape: { shape: graphShape(shape) },
      shared_name: { s: new TextEncoder().encode(name) },
    },
  };
}

/** @param after nodes that have to run first */
export function readNode(
  name: string,
  index: number,
  { dtype }: InputSpec,
  after: readonly string[] = [],
): GraphNode {
  return {
    name,
    op: 'ReadVariableOp',
    input: [variableName(index), ...after.map(control)],
    attr: { dtype: { type: dtypeNumber(dtype) } },
  };
}

/** @param after nodes that have to run first */
export function assignNode(
  name: string,
  index: number,
  { dtype }: InputSpec,
  value: string,
  after: readonly string[] = [],
): GraphNode {
  return {
    name,
    op: 'AssignVariableOp',
    input: [variableName(index), value, ...after.map(control)],
    attr: { dtype: { type: dtypeNumber(dtype) } },
  };
}

/** An operation on the variables of `indices`, which are its first inputs, and on `operands`. */
export function inPlaceNode(
  name: string,
  op: string,
  indices: readonly number[],
  operands: readonly string[],
  type: number,
  after: readonly string[],
): GraphNode {
  return {
    name,
    op,
    input: [...indices.map(variableName), ...operands, ...after.map(control)],
    attr: { T: { type } },
  };
}

export function outputNode(
  name: string,
  value: string,
  dtype: tf.DataType,
  after: readonly string[],
): GraphNode {
  return {
    name,
    op: 'Identity',
    input: [value, ...after.map(control)],
    attr: { T: { type: dtypeNumber(dtype) } },
  };
}

/** Something to fetch where nothing else is: it comes once `after` is done. */
export function doneNode(name: string, after: readonly string[]): GraphNode {
  const dtype = dtypeNumber('bool');
  const tensor = { dtype, tensorShape: graphShape([]), tensorContent: new Uint8Array(1) };
  return {
    name,
    op: 'Const',
    input: after.map(control),
    attr: { dtype: { type: dtype }, value: { tensor } },
  };
}

function variableName(index: number): string {
  return `state.${index}`;
}

/** As an input: run after this node. */
export function control(node: string): string {
  return `^${node}`;
}
