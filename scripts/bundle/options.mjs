import { parseArgs } from 'node:util';

import { SetupError } from '../setup/say.mjs';

export const HELP = `Usage: npm run bundle -- [options]

Packs this program with all that it needs (Node, npm packages, Python packages, TensorFlow, with --gpu
CUDA's libraries) for machines without a network: unpack it anywhere and call ./run there. The target
needs Linux on the same kind of processor, a C library that is not older than the one the bundle
names, and a Python of the version that it was made for; for a GPU NVIDIA's driver. docs/cluster.md
tells how to carry it over.

Options:
  --gpu              TensorFlow's CUDA build and the CUDA libraries, after npm run setup -- --gpu
  --system-cuda      with --gpu: without the CUDA libraries, which the target has to have (CUDA 12, cuDNN 9)
  --parts SIZE       in numbered parts of at most SIZE, such as 48MiB or 2GB, instead of one file
  --python VERSION   Python of the target: 3.11 to 3.14 (default: the one here)
  --compression HOW  xz (default), gzip (larger, for targets without xz and Python's lzma), none
  --level N          of xz or gzip, 1 (quick) to 9 (small); default: 6
  --out FOLDER       where it goes (default: results/bundle)
  --overwrite        replaces a bundle of the same name in that folder
  --help             this text

Examples:
  npm run bundle
  npm run bundle -- --gpu --parts 48MiB --python 3.12
`;

const UNITS = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30 };

/** A part is a file of its own on the way: smaller ones would be thousands. */
const SMALLEST_PART = 2 ** 20;

export const COMPRESSIONS = {
  xz: { suffix: '.xz', command: 'xz', flags: (level) => ['-T0', `-${level}`, '-c'] },
  gzip: { suffix: '.gz', command: 'gzip', flags: (level) => [`-${level}`, '-c'] },
  none: { suffix: '', command: 'cat', flags: () => [] },
};

const PYTHONS = ['3.11', '3.12', '3.13', '3.14'];

/**
 * @typedef {object} BundleOptions
 * @property {boolean} gpu
 * @property {boolean} systemCuda
 * @property {number | null} partBytes null: one file
 * @property {string | null} python null: the one here
 * @property {keyof typeof COMPRESSIONS} compression
 * @property {number} level
 * @property {string} out
 * @property {boolean} overwrite
 *
 * @param {readonly string[]} argv
 * @returns {BundleOptions | { help: true }}
 * @throws {SetupError} where an option makes no sense
 */
export function optionsFrom(argv) {
  const flag = { type: 'boolean', default: false };
  const text = (value) => ({ type: 'string', default: value });
  const options = {
    gpu: flag,
    'system-cuda': flag,
    parts: { type: 'string' },
    python: { type: 'string' },
    compression: text('xz'),
    level: text('6'),
    out: text('results/bundle'),
    overwrite: flag,
    help: flag,
  };
  const given = parsed(argv, options);
  if (given.help) return { help: true };
  if (given['system-cuda'] && !given.gpu) {
    throw new SetupError('--system-cuda says where CUDA comes from, and needs --gpu.');
  }
  if (given.python !== undefined && !PYTHONS.includes(given.python)) {
    throw notAllowed('--python', given.python, PYTHONS.join(', '));
  }
  if (!Object.hasOwn(COMPRESSIONS, given.compression)) {
    throw notAllowed('--compression', given.compression, Object.keys(COMPRESSIONS).join(', '));
  }
  if (!/^[1-9]$/.test(given.level)) throw notAllowed('--level', given.level, '1 to 9');
  return {
    gpu: given.gpu,
    systemCuda: given['system-cuda'],
    partBytes: given.parts === undefined ? null : partBytes(given.parts),
    python: given.python ?? null,
    compression: given.compression,
    level: Number(given.level),
    out: given.out,
    overwrite: given.overwrite,
  };
}

function parsed(args, options) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new SetupError(`${error.message}\nSee npm run bundle -- --help.`);
  }
}

/** @param {string} text e.g. `48MiB` */
function partBytes(text) {
  const [, number, unit = 'B'] = /^(\d+(?:\.\d+)?)\s*([kmg]?i?b)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(number) * UNITS[unit.toUpperCase()]);
  if (bytes >= SMALLEST_PART) return bytes;
  throw notAllowed('--parts', text, 'a size of 1MiB or more, such as 48MiB or 2GB');
}

function notAllowed(option, got, allowed) {
  return new SetupError(`${option} ${got}: expected ${allowed}.`);
}
