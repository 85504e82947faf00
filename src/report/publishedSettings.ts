import { distinct } from '../figures/distinct.ts';
import type { TaskComparison } from '../published/compareTask.ts';
import type { PublishedCurve } from '../published/readSource.ts';

/** What our runs and each source trained with: a row a setting, its name first, then ours. */
export function settingsRows({ runs, curves, id }: TaskComparison): string[][] {
  const configs = runs.map(({ record }) => record.config);
  const ours = (of: (config: (typeof configs)[number]) => unknown) =>
    distinct(configs.map((config) => String(of(config)))).join(' and ');
  const theirs = (of: (curve: PublishedCurve) => string) => curves.map(of);
  const versions = (name: string) =>
    distinct(runs.map(({ record }) => record.versions[name] ?? 'unknown')).join(' and ');
  return [
    ['Environment', id, ...theirs(({ env }) => env)],
    [
      'Engine',
      `Gymnasium ${versions('gymnasium')}, MuJoCo ${versions('mujoco')}`,
      ...theirs(({ source }) => source.settings.engine),
    ],
    [
      'Hidden layers',
      ours(({ learner }) => learner.hidden.join('-')),
      ...theirs(({ source }) => source.settings.hidden),
    ],
    [
      'Critic takes the action at layer',
      ours(({ learner }) => learner.criticActionLayer),
      ...theirs(() => '1'),
    ],
    [
      'Batch',
      ours(({ learner }) => learner.batch),
      ...theirs(({ source }) => source.settings.batch),
    ],
    [
      'Learning rates, actor and critic',
      ours(({ learner }) => `${learner.actorLearningRate}, ${learner.criticLearningRate}`),
      ...theirs(({ source }) => `${source.settings.actorRate}, ${source.settings.criticRate}`),
    ],
    ['tau', ours(({ learner }) => learner.tau), ...theirs(() => '0.005')],
    [
      'Exploration noise',
      ours(({ learner }) => `${learner.noise} x bound`),
      ...theirs(({ source }) => source.settings.noise),
    ],
    ['Warm-up steps', ours(({ warmup }) => warmup), ...theirs(({ warmup }) => String(warmup))],
    [
      'Evaluation',
      `1 episode every ${ours(({ evaluationPeriod }) => evaluationPeriod)} steps`,
      ...theirs(({ source }) => `10 episodes every ${source.spacing} steps`),
    ],
  ];
}
