/** Adds up how long methods of some objects take, under the names of parts. */
export class Stopwatch {
  #seconds: Record<string, number> = {};

  get seconds(): Readonly<Record<string, number>> {
    return this.#seconds;
  }

  reset(): void {
    this.#seconds = {};
  }

  /**
   * Counts the calls of `object[method]` for `part` from now on. The time of an asynchronous method is
   * that until its promise settles, without what is counted for other parts meanwhile: of work that
   * overlaps, only what is waited for.
   */
  time<Method extends string>(
    part: string,
    object: Record<Method, (...args: never[]) => unknown>,
    method: Method,
  ): void {
    const original: (...args: never[]) => unknown = object[method].bind(object);
    const counted = () => Object.values(this.#seconds).reduce((sum, seconds) => sum + seconds, 0);
    object[method] = (...args) => {
      const start = performance.now() / 1000;
      const before = counted();
      const stop = () => {
        const own = performance.now() / 1000 - start - (counted() - before);
        this.#seconds[part] = (this.#seconds[part] ?? 0) + own;
      };
      const result = original(...args);
      if (result instanceof Promise) return result.finally(stop);
      stop();
      return result;
    };
  }
}
