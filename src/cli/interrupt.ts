/** The exit code of a program that Ctrl-C stopped: 128 + SIGINT. */
export const EXIT_INTERRUPTED = 130;

/** One Ctrl-C may come as two signals: from the terminal, and passed on by a program around this one. */
const SAME_KEYPRESS_MS = 500;

/**
 * Runs `work` with a signal that the first Ctrl-C (or SIGTERM) aborts, so that it stops after the step
 * under way and keeps what was done. The second one leaves at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first = 0;
  const stop = () => {
    const now = performance.now();
    if (controller.signal.aborted) {
      if (now - first > SAME_KEYPRESS_MS) process.exit(EXIT_INTERRUPTED);
      return;
    }
    first = now;
    process.stderr.write('\nStopping after this step; once more to leave at once.\n');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
