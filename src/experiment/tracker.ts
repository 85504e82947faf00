import { NETWORK_NAMES } from '../learner/exchange.ts';
import type { RunLog } from '../metrics/runLog.ts';
import type { RunRows } from './cohort.ts';
import type { StepEvent } from './loop.ts';

/** Rewards and steps of the episodes under way, one entry a learner of the run. */
export interface EpisodeSums {
  readonly returns: readonly number[];
  readonly lengths: readonly number[];
}

/** Writes what one run of a cohort shows to its run log. */
export class RunTracker {
  readonly #rows: RunRows;
  readonly #run: number;
  readonly #log: RunLog;
  readonly #returns: number[];
  readonly #lengths: number[];

  /** @param episodes those under way where the run goes on */
  constructor(run: number, rows: RunRows, log: RunLog, episodes?: EpisodeSums) {
    const members = rows.agents + (rows.virtualLearner === null ? 0 : 1);
    this.#run = run;
    this.#rows = rows;
    this.#log = log;
    this.#returns = [...(episodes?.returns ?? new Array<number>(members).fill(0))];
    this.#lengths = [...(episodes?.lengths ?? new Array<number>(members).fill(0))];
  }

  get episodes(): EpisodeSums {
    return { returns: [...this.#returns], lengths: [...this.#lengths] };
  }

  observe(event: StepEvent): void {
    this.#observeTraining(event);
    this.#observeRound(event);
    for (const episode of event.evaluation ?? []) {
      if (episode.run === this.#run) this.#log.evaluation({ step: event.step, ...episode });
    }
  }

  #observeTraining({ step, result }: StepEvent): void {
    this.#returns.forEach((soFar, agent) => {
      const row = this.#rows.firstLearner + agent;
      const total = soFar + (result.reward_E[row] ?? Number.NaN);
      const length = (this.#lengths[agent] ?? 0) + 1;
      const isOver = Boolean(result.terminated_E[row]) || Boolean(result.truncated_E[row]);
      if (isOver) this.#log.training({ step, agent, return: total, length });
      this.#returns[agent] = isOver ? 0 : total;
      this.#lengths[agent] = isOver ? 0 : length;
    });
  }

  /**
   * Rounds more frequent than evaluations are logged at evaluations: a row a link would fill a disk. Senders
   * that were left out are always logged.
   */
  #isLogged(step: number): boolean {
    const { period, evaluationPeriod } = this.#rows.config;
    return period >= evaluationPeriod || step % evaluationPeriod === 0;
  }

  #observeRound({ step, round }: StepEvent): void {
    if (!round) return;
    const isLogged = this.#isLogged(step);
    for (const network of NETWORK_NAMES) {
      for (const { run, agent, neighbor, weight, distance, leftOut } of round[network]) {
        if (run === this.#run && (isLogged || leftOut)) {
          this.#log.aggregation({ step, agent, neighbor, network, weight, distance });
        }
      }
    }
  }
}
