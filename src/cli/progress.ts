import cliProgress from 'cli-progress';

/** Seconds between two lines where the output is no terminal. */
const SECONDS_BETWEEN_LINES = 10;

/** Tells a waiting person how far training is, how fast, and when it ends. */
export interface Progress {
  /** Called first. @param heading a line above, such as what is about to be used */
  readonly begin: (heading: string) => void;
  /** @param note what is going on, in a few words */
  readonly update: (step: number, note: string) => void;
  readonly stop: () => void;
}

/** A bar on a terminal, a plain line now and then elsewhere, nothing where `isQuiet`. */
export function createProgress(title: string, steps: number, isQuiet: boolean): Progress {
  const nothing = () => undefined;
  if (isQuiet) return { begin: nothing, update: nothing, stop: nothing };
  return process.stderr.isTTY ? bar(title, steps) : lines(title, steps);
}

function bar(title: string, steps: number): Progress {
  let started = performance.now();
  const single = new cliProgress.SingleBar(
    {
      format: `${title} [{bar}] {percentage}% step {value}/{total}{pace}{note}`,
      hideCursor: true,
      fps: 4,
      linewrap: false,
      // Ctrl-C is handled by the command, which stops the bar.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  return {
    begin: (heading) => {
      process.stderr.write(`${heading}\n`);
      started = performance.now();
      single.start(steps, 0, { pace: '', note: '' });
    },
    update: (step, note) => {
      single.update(step, { pace: paceText(started, step, steps), note: comma(note) });
    },
    stop: () => {
      single.stop();
    },
  };
}

function lines(title: string, steps: number): Progress {
  let started = performance.now();
  let last = started;
  return {
    begin: (heading) => {
      process.stderr.write(`${heading}\n`);
      started = performance.now();
      last = started;
    },
    update: (step, note) => {
      const now = performance.now();
      if (now - last < SECONDS_BETWEEN_LINES * 1000 && step < steps) return;
      last = now;
      const share = Math.floor((100 * step) / steps);
      process.stderr.write(
        `${title} ${share}% step ${step}/${steps}${paceText(started, step, steps)}${comma(note)}\n`,
      );
    },
    stop: () => undefined,
  };
}

/** The rate so far, and the time that is left at this rate. */
function paceText(started: number, step: number, steps: number): string {
  const perStep = (performance.now() - started) / 1000 / step;
  return `, ${(1 / perStep).toFixed(1)} steps/s, ${durationText((steps - step) * perStep)} left`;
}

function comma(note: string): string {
  return note === '' ? '' : `, ${note}`;
}

/** `42s`, `7m05s`, `31h20m`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const twoDigits = (value: number) => String(Math.floor(value)).padStart(2, '0');
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${twoDigits(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${twoDigits((whole % 3600) / 60)}m`;
}

/** The mean return of some evaluation episodes, to a whole number. */
export function meanReturn(episodes: readonly { readonly return: number }[]): string {
  const total = episodes.reduce((sum, episode) => sum + episode.return, 0);
  return (total / episodes.length).toFixed(0);
}
