import type { RunConfig } from '../experiment/config.ts';
import { PAPER_ATTACKS } from '../experiment/defaults.ts';
import { REACHED_AGENTS } from '../experiment/paperPlan.ts';
import type { Run } from '../metrics/readRun.ts';
import { mean } from '../metrics/statistics.ts';
import {
  allOf,
  anyOf,
  judgePart,
  PRACTICALLY_NONE,
  type Comparison,
  type Part,
  type ToldPart,
  type VerdictName,
} from './judgement.ts';
import {
  commonSeeds,
  RIVALS,
  scoresOf,
  ScoreTable,
  type AttackName,
  type RuleRole,
} from './scores.ts';

export type ClaimId = 'i' | 'ii' | 'iii' | 'iv' | 'v' | 'vi';

/** A claim of the paper's text on one task. */
export interface Verdict {
  readonly claim: ClaimId;
  readonly task: string;
  readonly statement: string;
  readonly verdict: VerdictName;
  /** The comparisons behind it. */
  readonly parts: readonly Part[];
}

/** A verdict as a report tells it: judged just now, or read from `verdicts.csv`. */
export type ToldVerdict = Omit<Verdict, 'parts'> & { readonly parts: readonly ToldPart[] };

/** The claims of sections VII and VIII, in our words. */
export const STATEMENTS: Readonly<Record<ClaimId, string>> = {
  i: 'Soft-medoid attains the highest return without attack',
  ii: 'The rule that an attack targets performs poorly under it',
  iii: 'Soft-medoid performs best under both attacks',
  iv: 'The average attack is stronger than the median attack',
  v: 'Medoid deteriorates under the attacks',
  vi: 'The temperature of soft-medoid influences performance',
};

const AVERAGE: RuleRole = { name: 'average' };
const MEDIAN: RuleRole = { name: 'median' };
const MEDOID: RuleRole = { name: 'medoid' };
const NONE: RuleRole = { name: 'none' };
const SOFT_MEDOIDS = [0.1, 1, 10].map((temperature): RuleRole => ({
  name: 'soft-medoid',
  temperature,
}));

/**
 * Judges the claims by final performance, on each task, from the runs of one setting (one period, one
 * beta ...). Pure. The rule of judgement is that of docs/claims.md; what is not finished counts as missing.
 */
export function judgeClaims(runs: readonly Run<RunConfig>[]): Verdict[] {
  const table = new ScoreTable(runs);
  return table.tasks.flatMap((task) => {
    const agents = runs.find(({ record }) => record.config.task === task)?.record.config.graph;
    const everyone = [...(agents?.neighbors.keys() ?? [])];
    return new TaskJudge(table, task, everyone).verdicts();
  });
}

/** A mean over some rules' final returns under one attack: what stands on one side of a comparison. */
interface Side {
  readonly rules: readonly RuleRole[];
  readonly attack: AttackName | null;
}

class TaskJudge {
  readonly #table: ScoreTable;
  readonly #task: string;
  readonly #everyone: readonly number[];
  readonly #margin: number;

  constructor(table: ScoreTable, task: string, everyone: readonly number[]) {
    this.#table = table;
    this.#task = task;
    this.#everyone = everyone;
    this.#margin = PRACTICALLY_NONE * this.#range();
  }

  verdicts(): Verdict[] {
    const verdict = (
      claim: ClaimId,
      parts: readonly Part[],
      combine: (parts: readonly Part[]) => VerdictName,
    ): Verdict => ({
      claim,
      task: this.#task,
      statement: STATEMENTS[claim],
      verdict: combine(parts),
      parts,
    });
    return [
      verdict('i', this.#softMedoidsAgainst(null), allOf),
      verdict(
        'ii',
        [...this.#targeted('average', AVERAGE), ...this.#targeted('median', MEDIAN)],
        allOf,
      ),
      verdict(
        'iii',
        PAPER_ATTACKS.flatMap((attack) => this.#softMedoidsAgainst(attack)),
        allOf,
      ),
      verdict('iv', [this.#strength()], allOf),
      verdict(
        'v',
        PAPER_ATTACKS.map((attack) => this.#loss(attack, MEDOID)),
        allOf,
      ),
      verdict(
        'vi',
        [null, ...PAPER_ATTACKS].flatMap((attack) => this.#temperatures(attack)),
        anyOf,
      ),
    ];
  }

  /** (i) and (iii): the mean of the three temperatures against each other rule. */
  #softMedoidsAgainst(attack: AttackName | null): Part[] {
    return RIVALS.map((rival) =>
      this.#compare(
        `soft-medoid (mean of T = 0.1, 1, 10) less ${textOf(rival)}, ${attackText(attack)}`,
        'above',
        { rules: SOFT_MEDOIDS, attack },
        { rules: [rival], attack },
      ),
    );
  }

  /** (ii): below itself without the attack, and below the soft-medoids under it. */
  #targeted(attack: AttackName, rule: RuleRole): Part[] {
    return [
      this.#loss(attack, rule),
      this.#compare(
        `${textOf(rule)} less soft-medoid (mean of T), agents that the attack reaches, ${attackText(attack)}`,
        'below',
        { rules: [rule], attack },
        { rules: SOFT_MEDOIDS, attack },
        REACHED_AGENTS,
      ),
    ];
  }

  #loss(attack: AttackName, rule: RuleRole): Part {
    return this.#compare(
      `${textOf(rule)} under the ${attack} attack less itself without, agents that the attack reaches`,
      'below',
      { rules: [rule], attack },
      { rules: [rule], attack: null },
      REACHED_AGENTS,
    );
  }

  /** (iv): what the average rule loses to its attack against what the median rule loses to its own. */
  #strength(): Part {
    const sides = [
      { rules: [AVERAGE], attack: null },
      { rules: [AVERAGE], attack: 'average' },
      { rules: [MEDIAN], attack: null },
      { rules: [MEDIAN], attack: 'median' },
    ] as const satisfies Side[];
    const means = this.#meansOf(sides, REACHED_AGENTS);
    return judgePart({
      what: 'loss of the average rule to the average attack less loss of the median rule to the median attack, agents that the attacks reach',
      claimed: 'above',
      ...combined(
        means,
        ([average = NaN, attackedAverage = NaN, median = NaN, attackedMedian = NaN]) =>
          average - attackedAverage - (median - attackedMedian),
      ),
      margin: this.#margin,
    });
  }

  /** (vi): three pairs under three conditions, so that each is judged at a ninth of the error. */
  #temperatures(attack: AttackName | null): Part[] {
    const pairs = [
      [10, 0.1],
      [10, 1],
      [1, 0.1],
    ] as const;
    return pairs.map(([hot, cold]) => {
      const sides = [hot, cold].map((temperature): Side => ({
        rules: [{ name: 'soft-medoid', temperature }],
        attack,
      }));
      return judgePart({
        what: `soft-medoid at T = ${hot} less at T = ${cold}, ${attackText(attack)} (interval at 99.4 %)`,
        claimed: 'apart',
        ...combined(this.#meansOf(sides, this.#everyone), difference),
        margin: this.#margin,
        confidence: 1 - 0.05 / 9,
      });
    });
  }

  #compare(
    what: string,
    claimed: Part['claimed'],
    one: Side,
    other: Side,
    agents: readonly number[] = this.#everyone,
  ): Part {
    const means = this.#meansOf([one, other], agents);
    return judgePart({ what, claimed, ...combined(means, difference), margin: this.#margin });
  }

  /** Means of each side, for the seeds that all runs of all sides have; or which runs are missing. */
  #meansOf(sides: readonly Side[], agents: readonly number[]): SideMeans {
    const wanted = sides.flatMap(({ rules, attack }) => rules.map((rule) => ({ rule, attack })));
    const cells = wanted.map(({ rule, attack }) => this.#table.cell(this.#task, attack, rule));
    const missing = wanted
      .filter((_, index) => cells[index] === undefined)
      .map(({ rule, attack }) => `${textOf(rule)}, ${attackText(attack)}`);
    if (missing.length > 0) return { seeds: [], means_DS: [], missing };
    const seeds = commonSeeds(cells.filter((cell) => cell !== undefined));
    const means_DS = sides.map(({ rules, attack }) => {
      const own = rules.flatMap((rule) => this.#table.cell(this.#task, attack, rule) ?? []);
      return seeds.map((_, index) =>
        mean(own.map((cell) => mean(scoresOf(cell, seeds, agents, 'final')[index] ?? []))),
      );
    });
    return { seeds, means_DS, missing };
  }

  /** What the task allows to learn: from an agent's first evaluation to the best rule's final return. */
  #range(): number {
    const alone = this.#table.cell(this.#task, null, NONE);
    if (!alone) return 0;
    const starts = [...alone.runs.values()].flatMap(({ record, evaluations }) => {
      const first = evaluations.find(({ step }) => step >= record.config.warmup)?.step;
      return evaluations.filter(({ step }) => step === first).map((row) => row.return);
    });
    const finals = [...RIVALS, ...SOFT_MEDOIDS].flatMap((rule) => {
      const cell = this.#table.cell(this.#task, null, rule);
      return cell
        ? [mean(scoresOf(cell, [...cell.runs.keys()], this.#everyone, 'final').flat())]
        : [];
    });
    return Math.max(...finals) - mean(starts);
  }
}

interface SideMeans {
  readonly seeds: readonly number[];
  /** A row a side. */
  readonly means_DS: readonly (readonly number[])[];
  /** Runs that no seed has, in words. */
  readonly missing: readonly string[];
}

/** The sides of each seed made one number. */
function combined(
  { seeds, means_DS, missing }: SideMeans,
  combine: (sides: readonly number[]) => number,
): Pick<Comparison, 'differences_S' | 'seeds' | 'missing'> {
  const differences_S = seeds.map((_, seed) =>
    combine(means_DS.map((means_S) => means_S[seed] ?? NaN)),
  );
  return { differences_S, seeds, missing };
}

function difference([one = NaN, other = NaN]: readonly number[]): number {
  return one - other;
}

function textOf({ name, temperature }: RuleRole): string {
  if (name === 'none') return 'no cooperation';
  return temperature === undefined ? name : `${name} (T = ${temperature})`;
}

function attackText(attack: AttackName | null): string {
  return attack === null ? 'without attack' : `${attack} attack`;
}
