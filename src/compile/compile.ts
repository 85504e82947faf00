import * as tf from '@tensorflow/tfjs';
import { kernelBackend } from '../backend/backend.ts';
import type { GraphNode } from './graph.ts';
import { writingInPlace } from './inPlace.ts';
import { assignNode, doneNode, inputNodes, outputNode, readNode, variableNode } from './nodes.ts';
import {
  CompileError,
  programOf,
  specOf,
  withinScope,
  type Definition,
  type Named,
  type Program,
} from './program.ts';
import { Recorder } from './recorder.ts';
import { Session, type Plan } from './session.ts';
import { StateWriter } from './stateWriter.ts';
import { keepingTables } from './table.ts';
import { TableNodes, TableWriter } from './tableWriter.ts';

/**
 * Runs each function once, writes down the TensorFlow operations that it makes, and replays them as
 * one graph call. `state` are the variables that the functions read and assign: their values are
 * copied into the program, and the variables themselves stay as they were. See the README beside
 * this file. Throws a `CompileError` where a function does what a graph cannot.
 */
export function compile<Names extends string>(
  state: readonly tf.Variable[],
  functions: Readonly<Record<Names, Definition>>,
): Program<Names> {
  if (tf.backend() !== kernelBackend()) {
    throw new CompileError(`compile: the backend is ${tf.getBackend()}, only TensorFlow's can.`);
  }
  const nodes = state.map((variable, index) => variableNode(index, specOf(variable)));
  const names = Object.keys(functions) as Names[];
  const tables = new TableNodes(nodes);
  const plans = Object.fromEntries(
    names.map((name) => [name, recordFunction(nodes, name, functions[name], state, tables)]),
  ) as Record<Names, Plan>;
  const [read, write] = addStateIo(nodes, state);
  const clear = tables.addClear();
  const session = new Session(nodes);
  session.run(clear, []);
  const program = programOf(state, functions, {
    run: (name, inputs) => session.run(plans[name], inputs),
    // Without state there is nothing to fetch, which TensorFlow would refuse.
    readState: () => (state.length === 0 ? [] : Object.values(session.run(read, []))),
    writeState: (values) => {
      session.run(write, values);
    },
    [Symbol.dispose]: () => {
      session[Symbol.dispose]();
    },
  });
  program.writeState(state.map((variable) => variable.dataSync<'float32' | 'int32' | 'bool'>()));
  return program;
}

/** Adds to `nodes` what `fn` does, and says how to call it. */
function recordFunction(
  nodes: GraphNode[],
  name: string,
  { inputs, fn }: Definition,
  state: readonly tf.Variable[],
  tables: TableNodes,
): Plan {
  assertName('function', name);
  const recorder = new Recorder(name, nodes);
  return leavingVariables(state, () =>
    withinScope(() => {
      const writer = new StateWriter(name, nodes, recorder, state);
      const given = Object.entries(inputs).map(([input, spec]) => {
        assertName(`${name}: input`, input);
        const { fed, between, read } = inputNodes(`${name}/input.${input}`, spec);
        const tensor = tf.zeros([...spec.shape], spec.dtype);
        nodes.push(fed, ...between);
        recorder.define(tensor, read);
        return { input, tensor, node: fed.name, spec };
      });
      const tensors = Object.fromEntries(given.map(({ input, tensor }) => [input, tensor]));
      const rows = new TableWriter(name, nodes, recorder, tables);
      const record = () => recorder.record(() => assertTensors(name, fn(tensors)));
      const outputs = writingInPlace(writer.inPlace, () => keepingTables(rows, record));
      const writes = [...writer.finish(), ...rows.writes];
      return { name, inputs: given, outputs: addOutputs(nodes, recorder, name, outputs, writes) };
    }),
  );
}

function addOutputs(
  nodes: GraphNode[],
  recorder: Recorder,
  fn: string,
  outputs: Named<tf.Tensor>,
  writes: readonly string[],
): Plan['outputs'] {
  const fetched = Object.entries(outputs).map(([name, tensor]) => {
    assertName(`${fn}: output`, name);
    const source = recorder.sourceOf(tensor);
    const node = outputNode(`${fn}/output.${name}`, source, tensor.dtype, writes);
    nodes.push(node);
    return { name, node: node.name };
  });
  if (fetched.length > 0) return fetched;
  const done = doneNode(`${fn}/done.`, writes);
  nodes.push(done);
  return [{ name: 'done', node: done.name }];
}

function addStateIo(nodes: GraphNode[], state: readonly tf.Variable[]): [read: Plan, write: Plan] {
  const parts = state.map((variable, index) => {
    const spec = specOf(variable);
    const read = readNode(`state.${index}.read`, index, spec);
    const given = inputNodes(`state.${index}.new`, spec);
    const assign = assignNode(`state.${index}.write`, index, spec, given.read.name);
    nodes.push(read, given.fed, ...given.between, given.read, assign);
    return { spec, read: read.name, node: given.fed.name, assign: assign.name };
  });
  const done = doneNode(
    'state.written',
    parts.map(({ assign }) => assign),
  );
  nodes.push(done);
  const outputs = parts.map(({ read }, index) => ({ name: String(index), node: read }));
  return [
    { name: 'readState', inputs: [], outputs },
    { name: 'writeState', inputs: parts, outputs: [{ name: 'done', node: done.name }] },
  ];
}

/** Runs `record` and gives all variables back their values. Refuses changes to any but `state`. */
function leavingVariables<T>(state: readonly tf.Variable[], record: () => T): T {
  const before = registeredVariables().map((variable) => ({ variable, value: variable.clone() }));
  try {
    const result = record();
    const changed = registeredVariables().find(
      (variable) =>
        !state.includes(variable) &&
        variable.dataId !== before.find((known) => known.variable === variable)?.value.dataId,
    );
    if (!changed) return result;
    throw new CompileError(
      `compile: the function makes or assigns the variable ${changed.name}, which is not state of ` +
        'the program. Make it before, and list it as state.',
    );
  } finally {
    for (const variable of registeredVariables()) {
      if (!before.some((known) => known.variable === variable)) variable.dispose();
    }
    for (const { variable, value } of before) {
      variable.assign(value);
      value.dispose();
    }
  }
}

function registeredVariables(): tf.Variable[] {
  return Object.values(tf.engine().registeredVariables);
}

function assertTensors(name: string, outputs: Named<tf.Tensor>): Named<tf.Tensor> {
  if (!(outputs instanceof Promise)) return outputs;
  // It may be waiting for a value that it may not read, and nobody else will hear.
  outputs.catch(() => undefined);
  throw new CompileError(`compile: ${name} is asynchronous. Compute with tensors alone.`);
}

/** Names become names of nodes. */
function assertName(what: string, name: string): void {
  if (/^[A-Za-z]\w*$/.test(name)) return;
  throw new CompileError(
    `compile: ${what} is called '${name}'. Use letters, digits and underscores, a letter first.`,
  );
}
