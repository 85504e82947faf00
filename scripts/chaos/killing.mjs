/** Preloaded into a program that is to be killed: what `killingHooks.ts` does to it. */
import { isMainThread } from 'node:worker_threads';

// Threads preload this as well, and have nothing to follow.
if (isMainThread) {
  const { register } = await import('tsx/esm/api');
  const unregister = register({ tsconfig: false });
  await import('./killingHooks.ts');
  await unregister();
}
