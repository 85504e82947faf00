import { childrenMegabytes, peakMegabytes, treeCpuSeconds, untilQuiet } from './processes.ts';
import type { Agreement, ContestResult, Row } from './results.ts';
import { median } from './statistics.ts';
import { SubjectError, SubjectProcess, type Reply, type SubjectCommand } from './subjectProcess.ts';

/** One way of doing what a contest is about. */
export interface Contender {
  readonly name: string;
  /** A ceiling is what this machine allows: a part of the work alone. */
  readonly kind: Row['kind'];
  readonly command: SubjectCommand;
  /** Why it cannot take part, or null. */
  readonly problem: string | null;
  /** What it is told before anything else. */
  readonly setup: object;
  /** Whether it computes what ours does, so that it has to agree before it is timed. */
  readonly agrees: boolean;
}

export interface Contest extends Pick<ContestResult, 'title' | 'unit' | 'setting'> {
  /** Ours first. */
  readonly contenders: readonly Contender[];
  /** What contenders that agree write into folders after `count` pieces of work is compared. */
  readonly agreement?: AgreementCheck;
  /** Called when all are ready, before the first round. */
  readonly onRounds?: () => void;
}

interface AgreementCheck {
  readonly count: number;
  readonly folderOf: (contender: number) => string;
  readonly compare: (ours: string, theirs: string) => Agreement;
}

export interface Pace {
  readonly rounds: number;
  /** About how long a contender works in a round. */
  readonly roundSeconds: number;
  readonly say: (line: string) => void;
}

interface Timing {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** Share of a round that each contender works before the clock starts. */
const LEAD_IN = 0.2;

/**
 * Starts all contenders, lets them show that they agree, and times them in turn: A B C, A B C, ...
 * Loading, compiling and warming up are over before the first round. Before each turn the contender
 * before has to be quiet, and the one whose turn it is works untimed for a moment, because it finds
 * the caches full of another's data. A peer that cannot be had, or does not agree, becomes a row that
 * says so; our own failure is thrown.
 */
export async function holdContest(contest: Contest, pace: Pace): Promise<ContestResult> {
  const { title, unit, setting, contenders } = contest;
  pace.say(title);
  const entrants: Entrant[] = [];
  try {
    for (const [index, contender] of contenders.entries()) {
      const entrant = new Entrant(contender);
      entrants.push(entrant);
      await entrant.enter(contest.agreement, index, pace);
    }
    contest.onRounds?.();
    for (let round = 0; round < pace.rounds; round++) {
      for (const entrant of entrants) await entrant.timeRound();
    }
    for (const entrant of entrants) entrant.weigh();
    return { title, unit, setting, rows: entrants.map((entrant) => entrant.row) };
  } finally {
    await Promise.all(entrants.map((entrant) => entrant.leave()));
  }
}

/** A contender in the course of a contest. */
class Entrant {
  readonly #contender: Contender;
  #process: SubjectProcess | null = null;
  /** Pieces of work in a round. */
  #count = 1;
  readonly #timings: Timing[] = [];
  #state: Omit<Row, 'name' | 'kind' | 'milliseconds' | 'cpuMilliseconds' | 'parts'> = {
    status: 'measured',
    why: '',
    agreement: null,
    versions: {},
    peakMegabytes: null,
    childrenMegabytes: null,
    startSeconds: 0,
  };

  constructor(contender: Contender) {
    this.#contender = contender;
  }

  get row(): Row {
    const { name, kind } = this.#contender;
    const partNames = Object.keys(this.#timings[0]?.parts ?? {});
    const partOf = (part: string) => median(this.#timings.map(({ parts }) => parts[part] ?? 0));
    return {
      name,
      kind,
      ...this.#state,
      milliseconds: this.#timings.map(({ milliseconds }) => milliseconds),
      cpuMilliseconds: this.#timings.map(({ cpuMilliseconds }) => cpuMilliseconds),
      parts: Object.fromEntries(partNames.map((part) => [part, partOf(part)])),
    };
  }

  async enter(check: AgreementCheck | undefined, index: number, pace: Pace): Promise<void> {
    const { problem, command, setup, agrees } = this.#contender;
    if (problem !== null) {
      this.#withdraw('unavailable', problem);
      return;
    }
    const start = performance.now();
    this.#process = new SubjectProcess(command);
    await this.#attempt(async (subject) => {
      const { versions } = await subject.request('prepare', setup);
      this.#state = { ...this.#state, versions: (versions ?? {}) as Record<string, string> };
      if (check && agrees) await this.#agree(subject, check, index);
      if (this.#state.status === 'measured') await this.#warmUp(subject, pace.roundSeconds);
      await untilQuiet(subject.pid);
    });
    this.#state = { ...this.#state, startSeconds: (performance.now() - start) / 1000 };
  }

  async timeRound(): Promise<void> {
    if (this.#state.status !== 'measured') return;
    await this.#attempt(async (subject) => {
      await subject.request('run', { count: Math.ceil(LEAD_IN * this.#count) });
      const cpuBefore = treeCpuSeconds(subject.pid);
      const reply = await subject.request('run', { count: this.#count });
      const cpuSeconds = treeCpuSeconds(subject.pid) - cpuBefore;
      const perPiece = 1000 / this.#count;
      this.#timings.push({
        milliseconds: secondsOf(reply) * perPiece,
        cpuMilliseconds: cpuSeconds * perPiece,
        parts: Object.fromEntries(
          Object.entries((reply['parts'] ?? {}) as Record<string, number>).map(
            ([part, seconds]) => [part, seconds * perPiece],
          ),
        ),
      });
      await untilQuiet(subject.pid);
    });
  }

  /** Notes how much memory it has had. */
  weigh(): void {
    if (!this.#process || this.#state.status !== 'measured') return;
    const { pid } = this.#process;
    this.#state = {
      ...this.#state,
      peakMegabytes: peakMegabytes(pid),
      childrenMegabytes: childrenMegabytes(pid),
    };
  }

  async leave(): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
  }

  async #agree(subject: SubjectProcess, check: AgreementCheck, index: number): Promise<void> {
    await subject.request('run', { count: check.count });
    await subject.request('write', { folder: check.folderOf(index) });
    if (index === 0) return;
    const agreement = check.compare(check.folderOf(0), check.folderOf(index));
    this.#state = { ...this.#state, agreement };
    if (agreement.error <= agreement.tolerance) return;
    this.#withdraw('disagrees', `differs from ours by ${agreement.error.toExponential(1)}`);
  }

  /** Works more and more, until it is clear how many pieces fill a round. */
  async #warmUp(subject: SubjectProcess, roundSeconds: number): Promise<void> {
    await subject.request('run', { count: 1 });
    for (let count = 1; ; count *= 2) {
      const seconds = secondsOf(await subject.request('run', { count }));
      if (seconds < roundSeconds / 10) continue;
      this.#count = Math.max(1, Math.round((count * roundSeconds) / seconds));
      return;
    }
  }

  async #attempt(work: (subject: SubjectProcess) => Promise<void>): Promise<void> {
    try {
      if (this.#process) await work(this.#process);
    } catch (error) {
      if (!(error instanceof SubjectError) || this.#contender.kind === 'ours') throw error;
      this.#withdraw('unavailable', error.message);
    }
  }

  #withdraw(status: Row['status'], why: string): void {
    this.#state = { ...this.#state, status, why };
  }
}

function secondsOf(reply: Reply): number {
  const { seconds } = reply;
  if (typeof seconds === 'number') return seconds;
  throw new SubjectError(`answered without a time: ${JSON.stringify(reply)}`);
}
