import * as tf from '@tensorflow/tfjs';
import type { GraphNode } from './graph.ts';
import type { InPlaceOperation } from './inPlace.ts';
import { assignNode, dtypeNumber, inPlaceNode, readNode } from './nodes.ts';
import { CompileError, specOf } from './program.ts';
import type { Recorder } from './recorder.ts';

/** Keeps the state of a program in step with its variables while one function is being recorded. */
export class StateWriter {
  readonly #fn: string;
  readonly #nodes: GraphNode[];
  readonly #recorder: Recorder;
  readonly #state: readonly tf.Variable[];
  /** The node that gave each variable the value that lies in the session. */
  readonly #reads: string[];
  readonly #writes: string[] = [];

  constructor(fn: string, nodes: GraphNode[], recorder: Recorder, state: readonly tf.Variable[]) {
    this.#fn = fn;
    this.#nodes = nodes;
    this.#recorder = recorder;
    this.#state = state;
    this.#reads = state.map((variable, index) => this.#read(variable, index, []));
  }

  /** Writes down an operation that changes state where it lies; later reads come after it. */
  readonly inPlace = ({ op, variables, inputs }: InPlaceOperation): void => {
    const indices = variables.map((variable) => this.#indexOf(op, variable));
    const flushed = indices.flatMap((index) => [...this.#flush(index), this.#reads[index] ?? '']);
    const operands = inputs.map((input) => this.#recorder.sourceOf(input));
    const name = `${this.#fn}/write.${this.#writes.length}`;
    const earlier = [...flushed, ...this.#recorder.lanes.enter(name)];
    const type = dtypeNumber(variables[0]?.dtype ?? 'float32');
    this.#nodes.push(inPlaceNode(name, op, indices, operands, type, earlier));
    this.#writes.push(name);
    variables.forEach((variable, place) => {
      const index = indices[place] ?? -1;
      this.#reads[index] = this.#read(variable, index, [name]);
    });
  };

  /** Writes the values that variables still have to get. Returns all writes of the function. */
  finish(): readonly string[] {
    this.#state.forEach((_, index) => this.#flush(index));
    return this.#writes;
  }

  /** Assigns a variable's new value, where it has one that does not lie in the session yet. */
  #flush(index: number): string[] {
    const variable = this.#state[index];
    const read = this.#reads[index];
    if (!variable || read === undefined) throw new RangeError(`There is no state ${index}.`);
    const value = this.#recorder.sourceOf(variable);
    if (value === read) return [];
    const name = `${this.#fn}/write.${this.#writes.length}`;
    // Whoever read the state before reads it as it was before.
    this.#nodes.push(assignNode(name, index, specOf(variable), value, [read]));
    this.#writes.push(name);
    return [name];
  }

  #read(variable: tf.Variable, index: number, after: readonly string[]): string {
    const at = `${this.#fn}/state.${index}`;
    const name = after.length === 0 ? at : `${at}.${this.#writes.length}`;
    // Tensors are known by their data, which two variables may share: give each its own.
    variable.assign(tf.zeros(variable.shape, variable.dtype));
    this.#recorder.define(variable, readNode(name, index, specOf(variable), after));
    return name;
  }

  #indexOf(op: string, variable: tf.Variable): number {
    const index = this.#state.indexOf(variable);
    if (index >= 0) return index;
    throw new CompileError(
      `compile: ${op} changes the variable ${variable.name}, which is not state of the program. ` +
        'Make it before, and list it as state.',
    );
  }
}
