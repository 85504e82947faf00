import type { Outcome } from './outcome.ts';

/** Errors of JavaScript itself. Ours have names of their own, and messages that are made for people. */
const UNEXPECTED = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AggregateError',
];

/** Ends what is told of a failure in training. */
export function keptIn(folder: string): string {
  return `What was done is kept in ${folder}.`;
}

/**
 * Draws what training has come to, and says how all of it ended. After hours of training, a disk that is
 * full by now is no mistake in what was asked for.
 */
export async function drawnAfter(
  outcome: Outcome,
  folder: string,
  draw: () => Promise<void>,
): Promise<Outcome> {
  try {
    await draw();
    return outcome;
  } catch (error) {
    process.stderr.write(`resilient-marl: ${failureText(error)}\n${keptIn(folder)}\n`);
    return outcome === 'interrupted' ? outcome : 'failed';
  }
}

/** What to print of something that went wrong: a message, and with a fault of the program its stack. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return UNEXPECTED.includes(error.name) ? (error.stack ?? error.message) : error.message;
}
