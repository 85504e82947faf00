/** A task that others have published curves of. */
export type PublishedTask = 'half-cheetah' | 'pendulum';

/** Gymnasium's name of each task, without its version. */
export const PUBLISHED_TASKS: Readonly<Record<PublishedTask, string>> = {
  'half-cheetah': 'HalfCheetah',
  pendulum: 'InvertedPendulum',
};

/** What a source trained with, in words; the columns of `final-scores.csv` where that has them. */
export interface SourceSettings {
  readonly hidden: string;
  readonly batch: string;
  readonly actorRate: string;
  readonly criticRate: string;
  readonly noise: string;
  readonly engine: string;
}

/** Curves of one program by one group of authors. */
export interface Source {
  /** Also a name in tables and legends. */
  readonly label: string;
  /** In `data/published-curves`. */
  readonly file: string;
  /** Columns `source` and `algorithm` of the file. */
  readonly name: string;
  readonly algorithm: string;
  /** Column `env`; a task without one has no curve. */
  readonly env: Readonly<Partial<Record<PublishedTask, string>>>;
  /** First steps of random actions. */
  readonly warmup: Readonly<Record<PublishedTask, number>>;
  /** Whether the file counts steps from the end of the warm-up on; else it counts them all. */
  readonly countsAfterWarmup: boolean;
  /** Steps between two evaluations. */
  readonly spacing: number;
  /** Steps, warm-up included, from which the authors' smoothing has a whole window; 0 without one. */
  readonly usableFrom: number;
  /** Whether it is DDPG, by which ours is judged; the others are drawn for context. */
  readonly isDdpg: boolean;
  readonly settings: SourceSettings;
}

const LAYERS_400_300 = { hidden: '400-300', actorRate: '1e-3', criticRate: '1e-3' };
const LAYERS_256_256 = { hidden: '256-256', actorRate: '1e-3', criticRate: '1e-3' };

const TIANSHOU = {
  file: 'tianshou.csv',
  name: 'tianshou',
  env: { 'half-cheetah': 'HalfCheetah-v3', pendulum: 'InvertedPendulum-v2' },
  warmup: { 'half-cheetah': 25_000, pendulum: 25_000 },
  countsAfterWarmup: true,
  spacing: 5000,
  usableFrom: 0,
} as const;

const SPINNING_UP = {
  file: 'spinningup.csv',
  name: 'spinningup',
  env: { 'half-cheetah': 'HalfCheetah-v3' },
  warmup: { 'half-cheetah': 10_000, pendulum: 10_000 },
  countsAfterWarmup: false,
  spacing: 10_000,
  // Its points are centered means over 11 of them, 10,000 steps apart, the first at 10,000.
  usableFrom: 60_000,
  isDdpg: true,
  settings: {
    ...LAYERS_256_256,
    batch: '100',
    noise: '0.1',
    engine: 'gym -v3 task, mujoco-py',
  },
} as const;

/** Every published curve that there is here, in the order of tables and legends. */
export const SOURCES: readonly Source[] = [
  {
    ...TIANSHOU,
    label: 'tianshou DDPG',
    algorithm: 'DDPG',
    isDdpg: true,
    settings: {
      ...LAYERS_256_256,
      batch: '256',
      noise: '0.1 x bound',
      engine: 'gym 0.17.3, mujoco-py 2.0.2.13',
    },
  },
  {
    label: 'nnabla-rl DDPG',
    file: 'nnabla-rl.csv',
    name: 'nnabla-rl',
    algorithm: 'DDPG',
    env: { 'half-cheetah': 'HalfCheetah-v2', pendulum: 'InvertedPendulum-v2' },
    warmup: { 'half-cheetah': 10_000, pendulum: 1000 },
    countsAfterWarmup: false,
    spacing: 5000,
    usableFrom: 0,
    isDdpg: true,
    settings: {
      ...LAYERS_400_300,
      batch: '100',
      noise: '0.1',
      engine: 'gym -v2 task, mujoco-py',
    },
  },
  { ...SPINNING_UP, label: 'Spinning Up DDPG (PyTorch)', algorithm: 'DDPG-pytorch' },
  { ...SPINNING_UP, label: 'Spinning Up DDPG (TF1)', algorithm: 'DDPG-tf1' },
  {
    ...TIANSHOU,
    label: 'tianshou TD3',
    algorithm: 'TD3',
    isDdpg: false,
    settings: {
      hidden: '256-256',
      batch: '256',
      actorRate: '3e-4',
      criticRate: '3e-4',
      noise: '0.1 x bound',
      engine: 'gym 0.17.3, mujoco-py 2.0.2.13',
    },
  },
  {
    label: "TD3's authors, TD3",
    file: 'sfujim-td3.csv',
    name: 'sfujim-TD3',
    algorithm: 'TD3',
    env: { 'half-cheetah': 'HalfCheetah-v1', pendulum: 'InvertedPendulum-v1' },
    warmup: { 'half-cheetah': 10_000, pendulum: 1000 },
    countsAfterWarmup: false,
    spacing: 5000,
    usableFrom: 0,
    isDdpg: false,
    settings: {
      ...LAYERS_400_300,
      batch: '100',
      noise: '0.1',
      engine: 'gym -v1 task, mujoco-py',
    },
  },
];

/** The published task of a Gymnasium id, whatever its version; undefined where there is none. */
export function publishedTaskOf(id: string): PublishedTask | undefined {
  const name = id.replace(/-v\d+$/, '');
  const entries = Object.entries(PUBLISHED_TASKS) as [PublishedTask, string][];
  return entries.find(([, known]) => known === name)?.[0];
}
