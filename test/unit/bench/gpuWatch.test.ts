import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { GpuWatch } from '../../../scripts/bench/gpuWatch.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** A program in the place of `nvidia-smi`: prints what the file beside it holds, and counts its calls. */
function printing(folder: string) {
  const path = join(folder, 'nvidia-smi');
  writeFileSync(path, `#!/bin/sh\ncat "${folder}/now"\necho >> "${folder}/calls"\n`);
  chmodSync(path, 0o755);
  const show = (...lines: string[]) => {
    writeFileSync(join(folder, 'now'), `${lines.join('\n')}\n`);
  };
  /** Waits until what is shown now has been seen: the second call from here on began after it. */
  const seen = async () => {
    const calls = () => readFileSync(join(folder, 'calls'), 'utf8').length;
    const before = calls();
    await vi.waitUntil(() => calls() >= before + 2, { timeout: 10_000, interval: 5 });
  };
  return { path, show, seen };
}

test('the GPU whose memory grows counts: its peak, and how busy it was in the rounds', async () => {
  using folder = temporaryFolder();
  const { path, show, seen } = printing(folder.path);
  show('0, 1000, 90', '1, 4, 3');
  const watch = await GpuWatch.start(path, 5);
  show('0, 1000, 90', '1, 20004, 50');
  await seen();
  show('0, 900, 90', '1, 10004, 50');
  watch.beginRounds();
  await seen();
  const use = await watch.stop();
  expect(use?.peakMegabytes).toBeCloseTo((20_000 * 2 ** 20) / 1e6);
  expect(use?.utilization).toBeCloseTo(0.5);
});

test('what the driver does not tell is null', async () => {
  using folder = temporaryFolder();
  const { path, show } = printing(folder.path);
  show('0, [N/A], [N/A]');
  const watch = await GpuWatch.start(path);
  expect(await watch.stop()).toEqual({ peakMegabytes: null, utilization: null });
});

test.each(['no-such-nvidia-smi', 'false'])(
  'without a GPU there is nothing to see: %s',
  async (program) => {
    const watch = await GpuWatch.start(program);
    watch.beginRounds();
    expect(await watch.stop()).toBeNull();
  },
);
