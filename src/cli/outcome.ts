/** How a command ended. */
export type Outcome = 'done' | 'failed' | 'interrupted';
