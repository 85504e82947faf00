import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelBackend } from '../backend/backend.ts';
import { UserError, messageOf } from '../errors.ts';
import { encodeSavedModel, type GraphNode } from './graph.ts';
import { dtypeNumber, fedType } from './nodes.ts';
import { CompileError, type InputSpec, type Values } from './program.ts';

/** How to call a part of the graph. */
export interface Plan {
  readonly name: string;
  readonly inputs: readonly { readonly node: string; readonly spec: InputSpec }[];
  /** At least one: what nothing is fetched from does not run. */
  readonly outputs: readonly { readonly name: string; readonly node: string }[];
}

/** A graph in TensorFlow's hands, with the state that it holds. */
export class Session implements Disposable {
  readonly #id: number;

  constructor(nodes: readonly GraphNode[]) {
    const folder = writeModel(encodeSavedModel(nodes));
    try {
      this.#id = kernelBackend().binding.loadSavedModel(folder, 'serve');
    } catch (cause) {
      throw new CompileError(`compile: TensorFlow refuses the graph: ${messageOf(cause)}`, {
        cause,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Runs a part of the graph. The values are in the order of the plan. */
  run({ name, inputs, outputs }: Plan, values: readonly Values[]): Record<string, Values> {
    const { binding } = kernelBackend();
    const inputIds = inputs.map(({ spec: { shape, dtype } }, index) =>
      binding.createTensor(
        [...shape],
        dtypeNumber(fedType(dtype)),
        bitsOf(values[index] ?? new Float32Array()),
      ),
    );
    try {
      const results = binding.runSavedModel(
        this.#id,
        inputIds,
        inputs.map(({ node }) => `${node}:0`).join(','),
        outputs.map(({ node }) => `${node}:0`).join(','),
      );
      return Object.fromEntries(
        results.map(({ id }, index) => {
          const data = binding.tensorDataSync(id);
          binding.deleteTensor(id);
          return [outputs[index]?.name ?? '', data];
        }),
      );
    } catch (cause) {
      throw new CompileError(`${name}: ${messageOf(cause)}`, { cause });
    } finally {
      for (const id of inputIds) binding.deleteTensor(id);
    }
  }

  [Symbol.dispose](): void {
    kernelBackend().binding.deleteSavedModel(this.#id);
  }
}

/** The same memory as integers, where it holds floats: see `fedType`. */
function bitsOf(values: Values): Int32Array | Uint8Array {
  if (!(values instanceof Float32Array)) return values;
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

/** A new folder with a model, as TensorFlow reads one. Throws a `UserError` where there is no room. */
function writeModel(model: Uint8Array): string {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'tensorflow-graph-'));
    mkdirSync(join(folder, 'variables'));
    writeFileSync(join(folder, 'saved_model.pb'), model);
    return folder;
  } catch (cause) {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    throw new UserError(
      `TensorFlow's graph (${model.length} bytes) cannot be written to the folder of temporary files, ` +
        `${tmpdir()}: ${messageOf(cause)}. Make room there, or name another folder with TMPDIR.`,
      { cause },
    );
  }
}
