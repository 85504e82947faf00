/** A run of seconds, as the command line trains it. */
export interface TinyRun {
  readonly name: string;
  readonly steps: number;
  /** Steps from evaluation to evaluation. */
  readonly evaluationPeriod: number;
  readonly options: readonly string[];
}

const SHARED = '--warmup 40 --batch 16 --hidden 8,8 --period 20';
const PENDULUM = `--task InvertedPendulum-v4 --evaluation-period 60 ${SHARED}`;
const CHEETAH = `--task HalfCheetah-v5 --evaluation-period 120 ${SHARED}`;

export function tinyRun(name: string, steps: number, options: string): TinyRun {
  const evaluationPeriod = Number(/--evaluation-period (\d+)/.exec(options)?.[1]);
  return { name, steps, evaluationPeriod, options: `${options} --steps ${steps}`.split(' ') };
}

/** Both tasks, attacked and not; the environments step while the learners learn, as by default. */
export const RUNS = {
  pendulum: tinyRun('pendulum', 900, `${PENDULUM} --rule average`),
  attackedPendulum: tinyRun(
    'attacked-pendulum',
    900,
    `${PENDULUM} --rule soft-medoid --attack median`,
  ),
  cheetah: tinyRun('cheetah', 360, `${CHEETAH} --rule medoid`),
  attackedCheetah: tinyRun(
    'attacked-cheetah',
    360,
    `${CHEETAH} --rule soft-medoid --attack average`,
  ),
} as const;

const QUIETLY = ['--device', 'cpu', '--quiet'];

/** The command that begins a run. */
export function beginning(run: TinyRun, folder: string, ...more: readonly string[]): string[] {
  return ['train', ...QUIETLY, ...run.options, '--out', folder, ...often(more), ...more];
}

/** The command that goes on with a run. */
export function goingOn(folder: string, ...more: readonly string[]): string[] {
  return ['train', ...QUIETLY, '--resume', folder, ...often(more), ...more];
}

/** Checkpoints as often as they may be: a twentieth of the time goes into them. */
function often(more: readonly string[]): string[] {
  return more.includes('--checkpoint-seconds') ? [] : ['--checkpoint-seconds', '0'];
}
