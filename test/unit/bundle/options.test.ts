import { expect, test } from 'vitest';
import { optionsFrom } from '../../../scripts/bundle/options.mjs';

test('by default one xz file for the Python that is here', () => {
  expect(optionsFrom([])).toEqual({
    gpu: false,
    systemCuda: false,
    partBytes: null,
    python: null,
    compression: 'xz',
    level: 6,
    out: 'results/bundle',
    overwrite: false,
  });
});

test.each([
  ['48MiB', 48 * 2 ** 20],
  ['1.5gb', 1.5e9],
  ['2 GiB', 2 * 2 ** 30],
  ['2000000', 2e6],
])('--parts %s is %d bytes', (parts, partBytes) => {
  expect(optionsFrom(['--parts', parts])).toMatchObject({ partBytes });
});

test.each([
  [['--parts', 'big'], '--parts big: expected a size of 1MiB or more, such as 48MiB or 2GB.'],
  [['--parts', '1000'], '--parts 1000: expected a size of 1MiB or more, such as 48MiB or 2GB.'],
  [['--python', '3.9'], '--python 3.9: expected 3.11, 3.12, 3.13, 3.14.'],
  [['--compression', 'zip'], '--compression zip: expected xz, gzip, none.'],
  [['--level', '0'], '--level 0: expected 1 to 9.'],
  [['--system-cuda'], '--system-cuda says where CUDA comes from, and needs --gpu.'],
  [['--gpus'], "Unknown option '--gpus'"],
])('%j is refused', (argv, message) => {
  expect(() => optionsFrom(argv)).toThrow(message);
});
