import type {
  BandPoint,
  ComparisonFigure,
  ComparisonPanel,
  PublishedLine,
} from '../figures/published.ts';
import { origin } from '../figures/notes.ts';
import { bootstrapInterval, mean } from '../metrics/statistics.ts';
import type { TaskComparison } from '../published/compareTask.ts';
import type { StepCount } from '../published/matched.ts';
import { WINDOW_STEPS, windowedCurve, type OwnCurve } from '../published/ownCurve.ts';
import { number } from './markdown.ts';
import { settingsText, unfinishedText, verdictText } from './publishedWords.ts';

/** How far the picture goes past our last step, as a factor: where the published curves go from there. */
const OUTLOOK = 1.25;

/** The picture of one task: steps after the warm-up, and beside them all steps. */
export function comparisonFigure(compared: TaskComparison): ComparisonFigure {
  const { id, runs, own, curves } = compared;
  const planned = runs.map((run) => ({ config: run.record.config, run }));
  const { devices, programs } = origin(planned);
  return {
    title: `${id}: our DDPG without cooperation, and published curves`,
    subtitle: [verdictText(compared), ...unfinishedText(compared), settingsText(compared)].join(
      ' ',
    ),
    ours: `Ours (${own.agents.length} agents)`,
    panels: [panelOf(compared, 'after warm-up'), panelOf(compared, 'in all')],
    footnote: [
      `Ours: black, mean over agents of the evaluations of the last ${number(WINDOW_STEPS)} steps, ` +
        'with the 95 % bootstrap interval over agents; thin, each agent.',
      'Published DDPG: mean and one standard deviation over seeds. TD3, which is another algorithm: mean, dashed.',
      'Brackets: what our mean has to lie in to be inside the published range.',
      ...(curves.some(({ source }) => source.usableFrom > 0)
        ? ['Spinning Up smoothed over 110,000 steps; drawn from where that window is whole.']
        : []),
      `Made on ${devices.join('; ')}, by ${programs.join('; ')}.`,
    ].join(' '),
  };
}

/** Our mean over the agents at each evaluation, averaged over the window, with its 95 % band. */
export function bandOf(own: OwnCurve): BandPoint[] {
  return windowedCurve(own).map(({ step, returns_N }) => ({
    step,
    mean: mean(returns_N),
    ...bootstrapInterval([returns_N], (resample) => mean(resample.flat())),
  }));
}

function panelOf({ own, curves, rows }: TaskComparison, count: StepCount): ComparisonPanel {
  const shift = count === 'in all' ? own.warmup : 0;
  const end = ((own.steps.at(-1) ?? 0) + shift) * OUTLOOK;
  const windowed = windowedCurve(own);
  return {
    title: count === 'in all' ? 'All steps' : 'Steps after warm-up',
    stepTitle:
      count === 'in all'
        ? 'environment steps, warm-up included'
        : 'environment steps after warm-up',
    end,
    ours: bandOf(own).map((point) => ({ ...point, step: point.step + shift })),
    agents: own.agents.map((_agent, n) =>
      windowed.map(({ step, returns_N }) => ({ step: step + shift, return: returns_N[n] ?? NaN })),
    ),
    published: curves.map(({ source, warmup, points }): PublishedLine => ({
      label: source.label,
      isContext: !source.isDdpg,
      points: points
        .filter(({ step }) => step + warmup >= source.usableFrom)
        .map(({ step, level }) => ({
          step: step + (count === 'in all' ? warmup : 0),
          mean: level.mean,
          low: level.mean - level.std,
          high: level.mean + level.std,
        })),
    })),
    ranges: rows[count].flatMap(({ step, range }) => (range ? [{ step, ...range }] : [])),
  };
}
