import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RunRecord } from '../../../src/metrics/runRecord.ts';

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

export function invented(change: Partial<RunRecord<unknown>> = {}): RunRecord<unknown> {
  return {
    format: 1,
    id: 'abc123',
    status: 'running',
    error: null,
    config: { task: 'HalfCheetah-v5' },
    cohort: { runs: 1, learners: 8 },
    device: 'CPU',
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
