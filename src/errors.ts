/**
 * A mistake of the person at the keyboard, not of the program. The command line prints its message
 * without a stack trace and exits with code 2. A good message says what is wrong, where, what was
 * given, what is allowed and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
