/** Loads the compiled binding and multiplies two matrices on it: `prove.mjs FOLDER`. */
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';

const folder = process.argv[2];
const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
process.dlopen({ exports: {} }, join(folder, 'logLevel.node'), RTLD_NOW | RTLD_GLOBAL);
const binding = createRequire(import.meta.url)(join(folder, 'tfjs_binding.node'));

const { TF_FLOAT, TF_ATTR_BOOL, TF_ATTR_TYPE } = binding;
const a = binding.createTensor([1, 2], TF_FLOAT, new Float32Array([1, 2]));
const b = binding.createTensor([2, 1], TF_FLOAT, new Float32Array([3, 4]));
const attributes = [
  { name: 'transpose_a', type: TF_ATTR_BOOL, value: false },
  { name: 'transpose_b', type: TF_ATTR_BOOL, value: false },
  { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
];
const [product] = binding.executeOp('MatMul', attributes, [a, b], 1);
const [value] = binding.tensorDataSync(product.id);
if (value !== 11) throw new Error(`TensorFlow says that 1*3 + 2*4 is ${value}.`);

const device = binding.isUsingGpuDevice() ? 'GPU' : 'CPU';
console.log(`TensorFlow ${binding.TF_Version} loaded and computing on the ${device}`);
