import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assertEnding, ChaosError, reaches } from '../ending.ts';
import { startProgram, workersOf } from '../program.ts';
import { holdingsOf, type Holdings } from '../resources.ts';
import { hasBegun, stepsIn } from '../runFolder.ts';
import { beginning, tinyRun } from '../runs.ts';
import type { Scenario } from '../scenario.ts';

const COLLECTING = join(import.meta.dirname, '../collectingGarbage.mjs');
const STEPS = { long: 50_000, short: 5_000 } as const;
const SAMPLE_MS = 100;

/**
 * MiB by which a process may grow from the middle of a soak to its end, while its garbage is collected
 * each second: of 25,000 steps, a kilobyte a step would be as much. By itself V8 collects the garbage of
 * tens of thousands of steps at once, which swings by more than 100 MiB.
 */
const MOST_GROWTH_MIB = { controller: 24, worker: 4 } as const;
/** A connection or a file that is open for a moment. */
const MOST_NEW_DESCRIPTORS = 2;

interface Sample extends Holdings {
  readonly steps: number;
}

/** A run that is long at small size: whatever its processes do not give back piles up. */
const SOAK: Scenario = {
  name: 'soak',
  fault: 'Soak: memory and descriptors flat',
  seconds: () => 130,
  run: async ({ folder: root, isShort, tell }) => {
    const steps = isShort ? STEPS.short : STEPS.long;
    const run = tinyRun('soak', steps, SOAK_OPTIONS);
    const folder = join(root, 'out');
    const program = startProgram(beginning(run, folder, '--checkpoint-seconds', '2'), {
      env: { NODE_OPTIONS: `--import=${pathToFileURL(COLLECTING).href}` },
    });
    await reaches(program, () => hasBegun(folder) && stepsIn(folder) > 0);
    const [learning = 0, evaluating = 0] = workersOf(program.pid);
    const pids = { controller: program.pid, 'worker 1': learning, 'worker 2': evaluating };
    const samples = new Map<string, Sample[]>(Object.keys(pids).map((name) => [name, []]));
    let due = 0;
    await reaches(program, () => {
      if (performance.now() < due) return false;
      due = performance.now() + SAMPLE_MS;
      const at = stepsIn(folder);
      tell(`${at} of ${steps} steps`);
      for (const [name, pid] of Object.entries(pids)) {
        const holdings = holdingsOf(pid);
        if (holdings) samples.get(name)?.push({ ...holdings, steps: at });
      }
      return false;
    });
    assertEnding(await program.ended, { code: 0 });
    const texts: string[] = [];
    let flat = 0;
    for (const [name, taken] of samples) {
      const [middle, end] = [between(taken, 0.45, 0.55, steps), between(taken, 0.9, 1, steps)];
      const most = name === 'controller' ? MOST_GROWTH_MIB.controller : MOST_GROWTH_MIB.worker;
      const growth = end.residentMiB - middle.residentMiB;
      const opened = end.fileDescriptors - middle.fileDescriptors;
      if (growth <= most && opened <= MOST_NEW_DESCRIPTORS) flat++;
      texts.push(
        `${name} ${middle.residentMiB.toFixed(0)} to ${end.residentMiB.toFixed(0)} MiB ` +
          `(${most} more allowed), ${middle.fileDescriptors} to ${end.fileDescriptors} descriptors`,
      );
    }
    return {
      injected: samples.size,
      survived: flat,
      lost: 0,
      bitsEqual: null,
      note: `${steps} steps, middle to end: ${texts.join('; ')}`,
    };
  },
};

const SOAK_OPTIONS =
  '--task InvertedPendulum-v4 --rule soft-medoid --attack median --evaluation-period 500 ' +
  // The ring is full long before the middle.
  '--warmup 40 --batch 16 --hidden 8,8 --period 20 --replay-capacity 1000';

/** Medians of what was taken in a part of the run. */
function between(samples: readonly Sample[], from: number, to: number, steps: number): Holdings {
  const chosen = samples.filter(
    (sample) => sample.steps >= from * steps && sample.steps <= to * steps,
  );
  if (chosen.length === 0)
    throw new ChaosError(`Nothing was seen from ${from} to ${to} of the run.`);
  return {
    residentMiB: median(chosen.map(({ residentMiB }) => residentMiB)),
    fileDescriptors: median(chosen.map(({ fileDescriptors }) => fileDescriptors)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export const SOAKS: readonly Scenario[] = [SOAK];
