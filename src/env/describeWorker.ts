import { WorkerSession } from './workerSession.ts';

/**
 * Starts a worker, shakes hands and ends it: the versions of Python, gymnasium, mujoco, numpy, pyzmq,
 * protobuf and the protocol, and the processor. Throws a `UserError` where the worker does not work.
 */
export async function describeWorker(python?: string): Promise<Readonly<Record<string, string>>> {
  await using session = await WorkerSession.start({ python });
  return session.versions;
}
