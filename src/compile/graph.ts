import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

/** An attribute of an operation, as one field of TensorFlow's `AttrValue`. */
export type Attribute =
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly type: number }
  | { readonly shape: GraphShape }
  | { readonly tensor: { dtype: number; tensorShape: GraphShape; tensorContent: Uint8Array } }
  | { readonly list: { i?: number[]; f?: number[]; b?: boolean[] } };

/** One operation of a graph, as TensorFlow's `NodeDef`. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** `node`, `node:1` for another output than the first, `^node` to run after it. */
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

export interface GraphShape {
  readonly dim: readonly { readonly size: number }[];
}

export function graphShape(shape: readonly number[]): GraphShape {
  return { dim: shape.map((size) => ({ size })) };
}

/** The version of TensorFlow's graph format that the nodes are written in. */
const GRAPH_PRODUCER = 1087;

const SCHEMA = new URL('../../proto/tensorflow/saved_model.proto', import.meta.url);

let savedModelType: protobuf.Type | null = null;

/** A SavedModel of one graph under the tag `serve`, serialized. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  savedModelType ??= protobuf
    .parse(readFileSync(SCHEMA, 'utf8'))
    .root.lookupType('tensorflow.SavedModel');
  const message = savedModelType.fromObject({
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: ['serve'], tensorflowVersion: '2.21.0' },
        graphDef: { node: nodes, versions: { producer: GRAPH_PRODUCER } },
      },
    ],
  });
  return savedModelType.encode(message).finish();
}
