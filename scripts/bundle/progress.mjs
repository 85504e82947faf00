import { say } from '../setup/say.mjs';

/** Between two lines where no terminal redraws one. */
const LINE_MS = 10_000;
const REDRAW_MS = 200;

/**
 * Shows how far something is that goes by bytes, and how long it still takes.
 *
 * @param {string} title
 * @param {number} total
 */
export function progressOf(title, total) {
  const since = performance.now();
  const { isTTY } = process.stderr;
  let shown = since;
  return {
    /** @param {number} done */
    update: (done) => {
      const now = performance.now();
      if (now - shown < (isTTY ? REDRAW_MS : LINE_MS)) return;
      shown = now;
      const share = Math.min(1, done / total);
      const left = ((now - since) * (1 - share)) / share / 1000;
      const text = `${title}: ${Math.floor(100 * share)} %, about ${Math.ceil(left)} s left`;
      if (isTTY) process.stderr.write(`\r\x1b[K${text}`);
      else say(text);
    },
    end: () => {
      if (isTTY) process.stderr.write('\r\x1b[K');
    },
  };
}
