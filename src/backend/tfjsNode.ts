/** The only file that loads `@tensorflow/tfjs-node-gpu`. */
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js';
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';

import { registerExtraKernels } from './kernels.ts';

export type { NodeJSKernelBackend, TFJSBinding };

const require = createRequire(import.meta.url);

/**
 * Loads a compiled binding, and with it TensorFlow; throws the dynamic linker's message.
 *
 * `logLevel.node` goes first and into the global scope, or `TF_CPP_MIN_LOG_LEVEL` would not yet hold
 * for what TensorFlow writes while it is being loaded (scripts/setup/logLevel.cc).
 */
export function loadBinding(bindingPath: string): TFJSBinding {
  const logLevel = join(dirname(bindingPath), 'logLevel.node');
  const flags = constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL;
  process.dlopen({ exports: {} }, logLevel, flags);
  return require(bindingPath) as TFJSBinding;
}

/**
 * Registers the kernels and makes their backend.
 *
 * The package's own entry point would look for a binding of its own making, so we import the two
 * files behind it.
 */
export function createKernelBackend(binding: TFJSBinding): NodeJSKernelBackend {
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js');
  const module =
    require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js') as typeof import('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js');
  const kernels = new module.NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu');
  registerExtraKernels(kernels, module.createTensorsTypeOpAttr);
  return kernels;
}
