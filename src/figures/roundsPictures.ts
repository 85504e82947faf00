import type { RunConfig } from '../experiment/config.ts';
import { NETWORK_NAMES, type AggregationRow } from '../metrics/tables.ts';
import { inLegendOrder, styleOf } from './legend.ts';
import { CONDITIONS, conditionOf, NETWORK_TITLES, type RoundsPicture } from './roundPlaces.ts';
import { pointsOf, type RoundPoint } from './roundPoints.ts';
import type { RunRounds } from './rounds.ts';
import type { SeriesStyle } from './smallMultiples.ts';
import { ownWeightsPicture, weightsPicture } from './weightPictures.ts';

/**
 * What rounds show of one task, in as many pictures as there are runs for.
 *
 * @param made at which scale and by what, for the footnotes
 */
export function roundsPictures(
  task: string,
  runs: readonly RunRounds[],
  made: string,
): RoundsPicture[] {
  const own = runs.filter(({ config }) => config.task === task);
  const seeds = new Set(own.map(({ config }) => config.seed)).size;
  const footnote = [
    seeds === 1
      ? '1 seed.'
      : `${seeds} seeds. Lines: mean over seeds; bands: from the least seed to the greatest.`,
    'As it stands before each round.',
    made,
  ].join(' ');
  const soft = own.filter(({ config }) => config.rule.name === 'soft-medoid');
  return [
    ...NETWORK_NAMES.map((network) => weightsPicture(task, soft, network, footnote)),
    ownWeightsPicture(task, soft, footnote),
    distancesPicture(task, own, footnote),
    virtualPicture(task, own, footnote),
  ].filter(({ figure }) => figure.points.length > 0);
}

/** How far neighbors are from each other, under each rule. */
function distancesPicture(
  task: string,
  runs: readonly RunRounds[],
  footnote: string,
): RoundsPicture {
  return {
    name: `distances-${task}`,
    figure: {
      title: `How far neighbors are from each other (${task})`,
      subtitle:
        'Mean Euclidean distance between the parameters of an agent and those that it receives, honest or forged. Soft-medoid is near the medoid where distances differ by far more than T.',
      footnote,
      rows: NETWORK_NAMES.map((network) => NETWORK_TITLES[network]),
      columns: CONDITIONS,
      series: ruleSeries(runs),
      points: distancePoints(runs, { agent: null, neighbor: null }, isReceived),
      yTitle: 'distance',
      isLog: true,
    },
  };
}

/** Whether the attack reaches its goal: the target's way to the virtual agent. */
function virtualPicture(task: string, runs: readonly RunRounds[], footnote: string): RoundsPicture {
  const attacked = runs.filter(({ config }) => config.attack !== null);
  const points = distancePoints(attacked, { agent: 0, neighbor: 8 }, isVirtual);
  return {
    name: `virtual-agent-${task}`,
    figure: {
      title: `How far agent 0 is from the virtual agent (${task})`,
      subtitle:
        'Euclidean distance between the parameters of the target and those of the virtual agent, to which the adversary wants to draw it.',
      footnote,
      rows: NETWORK_NAMES.map((network) => NETWORK_TITLES[network]),
      columns: CONDITIONS.slice(1),
      series: ruleSeries(attacked),
      points,
      yTitle: 'distance',
      isLog: true,
    },
  };
}

function distancePoints(
  runs: readonly RunRounds[],
  measured: Pick<RoundPoint, 'agent' | 'neighbor'>,
  isTaken: (row: AggregationRow, config: RunConfig) => boolean,
): RoundPoint[] {
  return NETWORK_NAMES.flatMap((network) =>
    pointsOf(runs, {
      network,
      measured,
      place: ({ config }) => ({
        row: NETWORK_TITLES[network],
        column: conditionOf(config),
        series: styleOf(config.rule).label,
      }),
      value: (row, { config }) => (isTaken(row, config) ? row.distance : null),
    }),
  );
}

function isReceived({ agent, neighbor }: AggregationRow, { graph }: RunConfig): boolean {
  return agent !== neighbor && neighbor < graph.neighbors.length;
}

function isVirtual({ neighbor }: AggregationRow, { graph }: RunConfig): boolean {
  return neighbor === graph.neighbors.length;
}

function ruleSeries(runs: readonly RunRounds[]): SeriesStyle[] {
  return inLegendOrder(runs.map(({ config }) => styleOf(config.rule)));
}
