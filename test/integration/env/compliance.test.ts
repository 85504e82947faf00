import { describe } from 'vitest';
import { WorkerProcess } from '../../../src/env/workerProcess.ts';
import { describeServer } from './compliance.ts';

describe('the worker of python_env', () => {
  describeServer(async () => {
    const worker = await WorkerProcess.start();
    return {
      endpoint: worker.endpoint,
      [Symbol.asyncDispose]: () => worker.stop(),
    };
  });
});
