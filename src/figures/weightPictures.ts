import type { NetworkName } from '../metrics/tables.ts';
import { CONDITIONS, conditionOf, NETWORK_TITLES, type RoundsPicture } from './roundPlaces.ts';
import { pointsOf } from './roundPoints.ts';
import type { RunRounds } from './rounds.ts';

/** What agent 0 makes of itself, of its honest neighbor and of the one whose message is forged. */
export function weightsPicture(
  task: string,
  soft: readonly RunRounds[],
  network: NetworkName,
  footnote: string,
): RoundsPicture {
  const members = [
    { neighbor: 0, label: 'agent 0 itself', color: '#000000', dash: [1, 0], width: 1.8 },
    { neighbor: 5, label: 'agent 5, honest', color: '#3f9ce3', dash: [5, 2.5], width: 1.8 },
    {
      neighbor: 6,
      label: 'agent 6, forged under attack',
      color: '#d1495b',
      dash: [8, 2, 2, 2],
      width: 1.8,
    },
  ];
  return {
    name: `${network === 'actor' ? 'weights' : 'weights-critics'}-${task}`,
    figure: {
      title: `How agent 0 weighs what it hears: soft-medoid, ${NETWORK_TITLES[network]} (${task})`,
      subtitle:
        'Agent 0 hears agents 5 and 6; under attack the message from 6 is forged. At a low temperature one member gets nearly all weight, at a high one all get nearly the same.',
      footnote,
      rows: CONDITIONS,
      columns: temperaturesOf(soft).map(temperatureText),
      series: members,
      points: members.flatMap(({ neighbor, label }) =>
        pointsOf(soft, {
          network,
          measured: { agent: 0, neighbor },
          place: (run) => ({ ...weightPlace(run), series: label }),
          value: (row) => (row.agent === 0 && row.neighbor === neighbor ? row.weight : null),
        }),
      ),
      yTitle: 'weight',
      isLog: false,
      yDomain: [0, 1],
    },
  };
}

/** How much agents with two neighbors trust themselves, where all that they hear is honest, and where not. */
export function ownWeightsPicture(
  task: string,
  soft: readonly RunRounds[],
  footnote: string,
): RoundsPicture {
  const agents = [
    { agent: 0, label: 'agent 0, the target', color: '#d1495b', dash: [1, 0], width: 1.8 },
    {
      agent: 5,
      label: 'agent 5, between 0 and 3',
      color: '#e69f00',
      dash: [8, 2, 2, 2],
      width: 1.8,
    },
    { agent: 3, label: 'agent 3, between 5 and 1', color: '#3f6ea8', dash: [5, 2.5], width: 1.8 },
    { agent: 2, label: 'agent 2, out of reach', color: '#8a8a8a', dash: [2, 2], width: 1.8 },
  ];
  return {
    name: `own-weights-${task}`,
    figure: {
      title: `How agents with two neighbors weigh themselves: soft-medoid, actors (${task})`,
      subtitle:
        'The weight that an agent gives to its own parameters. One third: as much as to each neighbor. One: it takes nothing from others.',
      footnote,
      rows: CONDITIONS,
      columns: temperaturesOf(soft).map(temperatureText),
      series: agents,
      points: agents.flatMap(({ agent, label }) =>
        pointsOf(soft, {
          network: 'actor',
          measured: { agent, neighbor: agent },
          place: (run) => ({ ...weightPlace(run), series: label }),
          value: (row) => (row.agent === agent && row.neighbor === agent ? row.weight : null),
        }),
      ),
      yTitle: 'own weight',
      isLog: false,
      yDomain: [0, 1],
    },
  };
}

function weightPlace({ config }: RunRounds): { row: string; column: string } {
  const { rule } = config;
  return {
    row: conditionOf(config),
    column: rule.name === 'soft-medoid' ? temperatureText(rule.temperature) : '',
  };
}

function temperatureText(temperature: number): string {
  return `T = ${temperature}`;
}

function temperaturesOf(runs: readonly RunRounds[]): number[] {
  const all = runs.flatMap(({ config: { rule } }) =>
    rule.name === 'soft-medoid' ? [rule.temperature] : [],
  );
  return [...new Set(all)].sort((a, b) => a - b);
}
