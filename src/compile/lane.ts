/** The lane of the operations that are being made, or null. */
let current: number | null = null;

/**
 * Marks the operations that `fn` makes as part of a lane. In a graph those of one lane run one after the
 * other, in the order in which they are made, while other lanes run beside them: on a thread each,
 * what one operation wrote is still in that core's cache for the next. Elsewhere it changes nothing.
 */
export function inLane<T>(lane: number, fn: () => T): T {
  const outer = current;
  current = lane;
  try {
    return fn();
  } finally {
    current = outer;
  }
}

/** Does `fn` for each item, the items dealt out to `lanes` lanes in turn. */
export function overLanes<T, R>(
  lanes: number,
  items: readonly T[],
  fn: (item: T, index: number) => R,
): R[] {
  return items.map((item, index) => inLane(index % lanes, () => fn(item, index)));
}

/** Remembers the last operation of each lane. */
export class Lanes {
  readonly #last = new Map<number, string>();

  /** Enters an operation into the current lane. Returns the operation that it has to wait for, if any. */
  enter(name: string): string[] {
    if (current === null) return [];
    const before = this.#last.get(current);
    this.#last.set(current, name);
    return before === undefined ? [] : [before];
  }
}
