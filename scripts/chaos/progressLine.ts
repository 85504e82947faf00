import { durationText } from './text.ts';

/** Says on standard error how far a list of jobs is, and how long the rest may take. */
export class ProgressLine {
  readonly #expected: readonly number[];
  readonly #began = performance.now();
  #index = -1;
  #name = '';
  #said = '';

  /** @param expected seconds of each job on a quiet machine; this one's speed is learned as it goes */
  constructor(expected: readonly number[]) {
    this.#expected = expected;
  }

  begin(name: string): void {
    this.#index += 1;
    this.#name = name;
    this.tell('');
  }

  /** On a terminal a line that is written over, elsewhere nothing but ends. */
  tell(progress: string): void {
    const parts = [this.#name, progress, this.#left()].filter((part) => part !== '').join(', ');
    const text = `chaos: ${this.#index + 1}/${this.#expected.length} ${parts}`;
    if (text === this.#said || !process.stderr.isTTY) return;
    this.#said = text;
    process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns || 100) - 1)}`);
  }

  end(how: string): void {
    const start = process.stderr.isTTY ? '\r\x1b[K' : '';
    const number = `${this.#index + 1}/${this.#expected.length}`;
    const left = this.#left(1);
    process.stderr.write(`${start}chaos: ${number} ${this.#name}: ${how}${left && `, ${left}`}\n`);
  }

  /** @param more jobs that are done besides those before the present one */
  #left(more = 0): string {
    const done = sum(this.#expected.slice(0, this.#index + more));
    const left = sum(this.#expected.slice(this.#index + more));
    if (left === 0) return '';
    const slower = done === 0 ? 1 : (performance.now() - this.#began) / 1000 / done;
    return `about ${durationText(left * slower)} left`;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
