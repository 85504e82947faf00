/**
 * Keeps the event loop turning, at most for some milliseconds, until the returned function is called.
 *
 * A loop that waits falls asleep, and on a machine with nothing else to do its core does, too: to wake
 * both takes a tenth of a millisecond or more, a third of what eight environments take for a step.
 */
export function stayAwake(milliseconds: number): () => void {
  const end = performance.now() + milliseconds;
  let isWaiting = true;
  const turn = () => {
    if (isWaiting && performance.now() < end) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    isWaiting = false;
  };
}
