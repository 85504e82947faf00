import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** What a piece of work took of a GPU. Numbers that the driver does not tell are null. */
export interface GpuUse {
  /** At most, beyond what was taken before. */
  readonly peakMegabytes: number | null;
  /** Share of the time of the rounds in which the GPU was at work, 0 to 1. */
  readonly utilization: number | null;
}

interface Sample {
  readonly gpu: string;
  readonly megabytes: number;
  readonly utilization: number;
  readonly isInRounds: boolean;
}

const QUERY = ['--query-gpu=index,memory.used,utilization.gpu', '--format=csv,noheader,nounits'];

/** The driver averages over up to a second. */
const PERIOD_MS = 1000;
const PATIENCE_MS = 20_000;
const MEBI = 2 ** 20 / 1e6;

/** Asks `nvidia-smi` each second what all GPUs do, beside work whose rounds begin at some time. */
export class GpuWatch {
  readonly #program: string;
  readonly #periodMs: number;
  readonly #stopping = new AbortController();
  readonly #samples: Sample[] = [];
  #isInRounds = false;
  #watching: Promise<void> = Promise.resolve();

  private constructor(program: string, periodMs: number) {
    this.#program = program;
    this.#periodMs = periodMs;
  }

  /** Begins to watch, before the work takes anything. Where there is no `nvidia-smi` there is nothing to see. */
  static async start(program = 'nvidia-smi', periodMs = PERIOD_MS): Promise<GpuWatch> {
    const watch = new GpuWatch(program, periodMs);
    if (await watch.#ask()) watch.#watching = watch.#watch();
    return watch;
  }

  /** From now on the work is timed. */
  beginRounds(): void {
    this.#isInRounds = true;
  }

  /** Ends the watch. What the GPU shows whose memory grew most; null where no GPU was seen. */
  async stop(): Promise<GpuUse | null> {
    this.#stopping.abort();
    await this.#watching;
    const gpus = new Set(this.#samples.map(({ gpu }) => gpu));
    const uses = [...gpus].map((gpu) => useOf(this.#samples.filter((seen) => seen.gpu === gpu)));
    const [most] = uses.sort((a, b) => (b.peakMegabytes ?? -1) - (a.peakMegabytes ?? -1));
    return most ?? null;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    const isTime = () =>
      delay(this.#periodMs, true, { signal }).catch(() => {
        return false;
      });
    while (await isTime()) await this.#ask();
  }

  /** Whether there was an answer. */
  async #ask(): Promise<boolean> {
    const isInRounds = this.#isInRounds;
    try {
      const { stdout } = await promisify(execFile)(this.#program, QUERY, { timeout: PATIENCE_MS });
      for (const line of stdout.trim().split('\n')) {
        const [gpu = '', used = '', busy = ''] = line.split(',').map((cell) => cell.trim());
        if (!/^\d+$/.test(gpu)) continue;
        const [megabytes, utilization] = [MEBI * Number(used), Number(busy) / 100];
        this.#samples.push({ gpu, megabytes, utilization, isInRounds });
      }
      return true;
    } catch {
      return false;
    }
  }
}

function useOf(samples: readonly Sample[]): GpuUse {
  const [first] = samples;
  const inRounds = samples.filter(({ isInRounds }) => isInRounds);
  const sum = inRounds.reduce((total, { utilization }) => total + utilization, 0);
  const most = Math.max(...samples.map(({ megabytes }) => megabytes));
  return {
    peakMegabytes: known(most - (first?.megabytes ?? NaN)),
    utilization: known(sum / inRounds.length),
  };
}

/** A GPU that is divided into parts (MIG) says [N/A]. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
