import { assertRunConfig } from './assertRunConfig.ts';
import type { RunConfig } from './config.ts';
import { defaultBeta } from './defaults.ts';
import type { PlannedRun } from './paperPlan.ts';
import { runId } from './runId.ts';

/** The choices that the paper leaves open and that verdicts may hang on, as `--only` names them. */
export const CHOICES = [
  'beta',
  'period',
  'onset',
  'tie',
  'median',
  'warm-up',
  'near-period',
  'forged',
] as const;

export type Choice = (typeof CHOICES)[number];

/** The base with one choice made otherwise. */
export interface Variant {
  /** Stable and fit for tables: `beta-0.1`. */
  readonly name: string;
  /** What a reader sees: `beta 0.1`. */
  readonly label: string;
  /** What is varied; null for the base itself. */
  readonly choice: Choice | null;
  /** The runs that show it, those shared with the base included. */
  readonly runs: readonly PlannedRun[];
}

type Attack = NonNullable<RunConfig['attack']>;

/** A variant before it has runs. A run that it does not touch comes back as it is, and is shared. */
interface Change {
  readonly name: string;
  readonly label: string;
  readonly choice: Choice;
  readonly apply: (config: RunConfig) => RunConfig;
}

/**
 * The base and its variants, those of some choices. `base` are the runs of one task and setting, the
 * paper's 19 a seed. Only what a variant changes becomes another run: a step size touches the attacked
 * runs, a tie rule those of the medoid, and nothing the runs without cooperation. A variant that is the
 * base is left out. Throws a `UserError` where a run cannot be.
 */
export function planVariants(
  base: readonly PlannedRun[],
  choices: readonly Choice[] = CHOICES,
): Variant[] {
  const [first] = base;
  if (!first) return [];
  const variants = changesOf(first.config)
    .filter(({ choice }) => choices.includes(choice))
    .map(({ apply, ...variant }): Variant => ({
      ...variant,
      runs: base.map((run) => changed(run, apply)),
    }))
    .filter(({ runs }) => runs.some(({ id }, index) => id !== base[index]?.id));
  return [{ name: 'base', label: 'base', choice: null, runs: base }, ...variants];
}

/** Every run that some variants need, once. */
export function distinctRuns(variants: readonly Variant[]): PlannedRun[] {
  return [
    ...new Map(variants.flatMap(({ runs }) => runs).map((run) => [run.id, run] as const)).values(),
  ];
}

function changed(run: PlannedRun, apply: Change['apply']): PlannedRun {
  if (run.config.rule.name === 'none') return run;
  const config = apply(run.config);
  assertRunConfig(config);
  const id = runId(config);
  return id === run.id ? run : { ...run, config, id };
}

function changesOf({ steps, warmup, period }: RunConfig): Change[] {
  const beta = (value: number): Change => ({
    name: `beta-${value}`,
    label: `beta ${value}`,
    choice: 'beta',
    apply: ofAttack({ beta: value }),
  });
  const everyStep: Change = {
    name: 'period-1',
    label: `period 1, beta ${defaultBeta(1)}, quiet warm-up`,
    choice: 'period',
    // The step size and the quiet warm-up are those that go with this period (deviations 10 and 13).
    apply: (config) => ({
      ...ofAttack({ beta: defaultBeta(1) })(config),
      period: 1,
      aggregateDuringWarmup: false,
    }),
  };
  const every = (steps: number): Change => ({
    name: `period-${steps}`,
    label: `period ${steps}`,
    choice: 'near-period',
    apply: (config) => ({ ...config, period: steps }),
  });
  const onset = (part: number, words: string): Change => {
    const step = warmup + 1 + Math.floor((part * (steps - warmup)) / 3);
    return {
      name: `onset-${step}`,
      label: `onset after ${words}`,
      choice: 'onset',
      apply: ofAttack({ onset: step }),
    };
  };
  const forged = (networks: Attack['networks']): Change => ({
    name: `forged-${networks}`,
    label: `forged: ${networks} only`,
    choice: 'forged',
    apply: ofAttack({ networks }),
  });
  return [
    beta(0.01),
    beta(0.1),
    beta(0.5),
    beta(1),
    everyStep,
    every(Math.max(1, Math.floor(period / 2))),
    every(2 * period),
    onset(1, 'a third'),
    onset(2, 'two thirds'),
    {
      name: 'tie-lowest',
      label: 'medoid tie: lowest number',
      choice: 'tie',
      apply: ofRule('medoid', { name: 'medoid', tie: 'lowest' }),
    },
    {
      name: 'median-lower',
      label: 'median of an even count: lower',
      choice: 'median',
      apply: ofRule('median', { name: 'median', evenCount: 'lower' }),
    },
    {
      name: 'quiet-warm-up',
      label: 'no rounds in the warm-up',
      choice: 'warm-up',
      apply: (config) => ({ ...config, aggregateDuringWarmup: false }),
    },
    forged('actor'),
    forged('critic'),
  ];
}

function ofAttack(change: Partial<Attack>): Change['apply'] {
  return (config) =>
    config.attack === null ? config : { ...config, attack: { ...config.attack, ...change } };
}

function ofRule(name: RunConfig['rule']['name'], rule: RunConfig['rule']): Change['apply'] {
  return (config) => (config.rule.name === name ? { ...config, rule } : config);
}
