import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { GpuRecord, RunRecord } from '../../../src/metrics/runRecord.ts';

/** A folder that is gone at the end of the block. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'resilient-marl-metrics-'));
  return {
    path,
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export const INVENTED_GPU: GpuRecord = {
  name: 'An invented GPU',
  computeCapability: '9.0',
  memoryBytes: 85e9,
  driver: '580.65.06',
  cuda: '12.9',
  cudnn: '9.28.0',
  tf32: true,
  memoryGrowth: true,
  xla: false,
};

export function invented(change: Partial<RunRecord<unknown>> = {}): RunRecord<unknown> {
  return {
    format: 1,
    id: 'abc123',
    status: 'running',
    error: null,
    config: { task: 'HalfCheetah-v5' },
    cohort: { runs: 1, learners: 8 },
    device: 'CPU',
    gpu: null,
    versions: { node: '20.20.2' },
    switches: {},
    cpu: { model: 'An invented CPU', cores: 2, flags: ['avx2'] },
    code: { commit: null, dirty: null, hash: null },
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: null,
    wallSeconds: 0,
    stepsDone: 0,
    resumptions: [],
    workerRestarts: 0,
    checkpoints: { written: 0, seconds: 0 },
    ...change,
  };
}
