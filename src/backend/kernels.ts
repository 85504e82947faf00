import * as tf from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js';
import type { TFEOpAttr } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';

/**
 * Registers operations that TensorFlow has and tf.js has no kernel for, so that
 * `tf.engine().runKernel` finds them on this backend.
 *
 * `MulNoNan`: x y, and 0 where y is 0, be x NaN or infinite.
 * `ReluGrad`: the gradient of y = max(x, 0) in one pass: dy where y is positive, else 0.
 */
export function registerExtraKernels(
  kernels: NodeJSKernelBackend,
  typeAttribute: (name: string, dtype: tf.DataType) => TFEOpAttr,
): void {
  tf.registerKernel({
    kernelName: 'MulNoNan',
    backendName: 'tensorflow',
    kernelFunc: ({ inputs: { x, y } }) => {
      if (!x || !y) throw new RangeError('MulNoNan: x and y are needed.');
      return kernels.executeSingleOutput('MulNoNan', [typeAttribute('T', x.dtype)], [x, y]);
    },
  });
  tf.registerKernel({
    kernelName: 'ReluGrad',
    backendName: 'tensorflow',
    kernelFunc: ({ inputs: { dy, y } }) => {
      if (!dy || !y) throw new RangeError('ReluGrad: dy and y are needed.');
      return kernels.executeSingleOutput('ReluGrad', [typeAttribute('T', dy.dtype)], [dy, y]);
    },
  });
}
