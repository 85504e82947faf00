import { join } from 'node:path';
import type { RandomStream } from '../../src/random.ts';
import { aimedAt, PHASES, takeReport, type Aim, type Phase } from './aim.ts';
import { ChaosError, reaches } from './ending.ts';
import type { Ending, ProgramOptions, RunningProgram } from './program.ts';
import { hasBegun, keptIn, lostCheckpoints, recordIn, stepsIn, type Kept } from './runFolder.ts';
import { lostInTheEnd } from './finish.ts';
import type { Context, Outcome } from './scenario.ts';

/** What to kill, and when. */
export interface Killing {
  /** Begins the runs, or goes on with them. */
  readonly start: (options: ProgramOptions) => RunningProgram;
  /** Those that have begun. */
  readonly folders: () => readonly string[];
  readonly steps: number;
  readonly evaluationPeriod: number;
  /** Whether the short form kills it once in each phase, and not only as often as it is asked to. */
  readonly isInEachPhase?: boolean;
  /** Default: always the program alone. */
  readonly victim?: () => Aim['victim'];
  /** Called after each kill: what was not killed may take its time. */
  readonly settled?: (program: RunningProgram) => Promise<void>;
  readonly fingerprints?: string;
  /** What programs that are killed may say on standard error. Default: nothing. */
  readonly says?: RegExp;
}

/** Kills that took place. */
export interface Kills {
  readonly planned: number;
  readonly counts: Readonly<Record<Phase, number>>;
  readonly lostCheckpoints: number;
  /** What was on disk after each, of each folder. */
  readonly kept: ReadonlyMap<string, readonly Kept[]>;
}

/** Milliseconds that a phase may last, until one has been seen. */
const EXPECTED_MS = {
  'start-up': 2000,
  step: 2,
  aggregation: 1,
  evaluation: 30,
  checkpoint: 20,
} as const satisfies Record<Phase, number>;

/** Aims lie in this part of a run: what follows is left for the comparison. */
const AIMED_PART = 0.9;

/**
 * Starts a program and kills it, at random moments of all kinds and in the order of the run's steps. Throws a `ChaosError` where a program
 * ends otherwise.
 */
export async function killAgain(context: Context, killing: Killing): Promise<Kills> {
  const { random, times, isShort, tell } = context;
  const { start, folders, isInEachPhase = false, says = /^$/ } = killing;
  const planned = isShort && isInEachPhase ? Math.max(times, PHASES.length) : times;
  const lastEvaluation = lastBefore(killing.steps, killing.evaluationPeriod);
  const counts = { 'start-up': 0, step: 0, aggregation: 0, evaluation: 0, checkpoint: 0 };
  const lastedMs: Record<Phase, number> = { ...EXPECTED_MS };
  const kept = new Map<string, Kept[]>();
  let lost = 0;
  for (const [index, moment] of momentsOf(random, planned, killing).entries()) {
    tell(`kill ${index + 1} of ${planned}`);
    const before = folders().map((folder) => [folder, keptIn(folder)] as const);
    // After the last evaluation there is none to be met.
    const isLate = moment.phase === 'evaluation' && furthest(folders()) >= lastEvaluation;
    const phase = isLate ? 'step' : moment.phase;
    const delayMs = lastedMs[phase] * random.uniform();
    // One of its own for each: a job that outlives the program may come to its aim, too, after this was taken.
    const report = join(context.folder, `killed-${index}.json`);
    const victim = killing.victim?.() ?? 'program';
    const aim = { ...moment, phase, delayMs, victim, report };
    const program = start(aimedAt(aim, killing.fingerprints));
    await reaches(program, () => false);
    const ending = await program.ended;
    const strike = takeReport(report);
    await killing.settled?.(program);
    if (ending.signal !== 'SIGKILL' || !strike || !says.test(ending.stderr)) {
      throw notAsPlanned(index + 1, planned, aim, ending);
    }
    counts[strike.phase]++;
    for (const of of PHASES) lastedMs[of] = strike.lastedMs[of] || lastedMs[of];
    for (const [folder, then] of before) {
      if (!isFinished(folder)) lost += lostCheckpoints(then, folder);
    }
    for (const folder of folders()) {
      kept.set(folder, [...(kept.get(folder) ?? []), keptIn(folder)]);
    }
  }
  return { planned, counts, lostCheckpoints: lost, kept };
}

/** Phases in turn, in a random order each time, at random steps of the run. */
function momentsOf(random: RandomStream, count: number, { steps, evaluationPeriod }: Killing) {
  const lastEvaluation = lastBefore(steps, evaluationPeriod);
  const phases: Phase[] = [];
  while (phases.length < count) {
    const left = [...PHASES];
    while (left.length > 0) phases.push(...left.splice(random.integer(left.length), 1));
  }
  return phases
    .slice(0, count)
    .map((phase) => {
      const last = phase === 'evaluation' ? lastEvaluation : AIMED_PART * steps;
      return { phase, step: Math.floor(last * random.uniform()) };
    })
    .sort((a, b) => a.step - b.step);
}

/** The last evaluation before a run's end, which is one as well. */
function lastBefore(steps: number, period: number): number {
  return period * Math.floor((steps - 1) / period);
}

function furthest(folders: readonly string[]): number {
  return Math.max(0, ...folders.map(stepsIn));
}

function isFinished(folder: string): boolean {
  return hasBegun(folder) && recordIn(folder).status === 'finished';
}

function notAsPlanned(kill: number, planned: number, aim: Aim, { code, signal, stderr }: Ending) {
  const how = signal ?? `exit code ${code ?? '?'}`;
  return new ChaosError(
    `Kill ${kill} of ${planned} was to be in ${aim.phase} after step ${aim.step}; ` +
      `the program ended with ${how}: ${stderr}`,
  );
}

/**
 * What came of kills, once the runs have been gone on with to their end. Each was survived: the program
 * after it went on from what it left, or an error would have been thrown.
 */
export function outcomeOf(kills: Kills, bitsEqual: boolean): Outcome {
  const { planned, counts, kept } = kills;
  const injected = PHASES.reduce((sum, phase) => sum + counts[phase], 0);
  const rows = [...kept].map(([folder, list]) => lostInTheEnd(list, folder));
  return {
    injected,
    planned,
    survived: injected,
    lost: rows.reduce((sum, count) => sum + count, kills.lostCheckpoints),
    bitsEqual,
    note: `in ${PHASES.map((phase) => `${phase} ${counts[phase]}`).join(', ')}`,
  };
}
