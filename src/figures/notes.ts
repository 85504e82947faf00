import type { RunConfig } from '../experiment/config.ts';
import type { RunRecord } from '../metrics/runRecord.ts';
import { WINDOW } from './curves.ts';
import { distinct } from './distinct.ts';
import type { Panel, PanelRun } from './panel.ts';

/** What a figure says under its panels: how to read it, and what made it. */
export function footnote(panels: readonly Panel[], planned: readonly PanelRun[]): string {
  return [
    seedsText(panels),
    `Lines: ${distinct(panels.map(({ measure }) => measure)).join(' or ')}, ` +
      `moving average over ${WINDOW} evaluations.`,
    bandText(panels),
    madeText(planned),
  ].join(' ');
}

/** On which device, and by which program. */
export function madeText(planned: readonly PanelRun[]): string {
  const { devices, programs } = origin(planned);
  return `Made on ${devices.join('; ')}, by ${programs.join('; ')}.`;
}

/** How many seeds, and which. */
export function seedsText(panels: readonly Panel[]): string {
  const curves = panels.flatMap((panel) => panel.curves);
  const seeds = distinct(curves.flatMap((curve) => curve.seeds)).sort((a, b) => a - b);
  const fewest = Math.min(...curves.map((curve) => curve.seeds.length));
  const most = Math.max(...curves.map((curve) => curve.seeds.length));
  if (curves.length === 0) return 'No run has been evaluated after its warm-up yet.';
  const number = fewest === most ? String(most) : `${fewest} to ${most}`;
  return `${number} ${most === 1 ? 'seed' : 'seeds'} (${seeds.join(', ')}) for each rule.`;
}

/** What the bands, and the brackets in a table, are. */
export function bandText(panels: readonly Panel[]): string {
  const curves = panels.flatMap((panel) => panel.curves);
  const bands = distinct(curves.map(({ band }) => band)).sort();
  const fewest = Math.min(
    ...curves.filter(({ band }) => band === 'seeds').map(({ seeds }) => seeds.length),
  );
  const meaning = {
    agents:
      'the middle half of the agents (interquartile range); one seed gives no interval over seeds',
    // With up to three seeds, a draw of the lowest seed alone has more than 2.5 %.
    seeds:
      fewest <= 3
        ? '95 % bootstrap interval over seeds, which with so few is their range and too narrow'
        : '95 % bootstrap interval over seeds',
  };
  return bands.length === 0
    ? ''
    : `Bands: ${bands.map((band) => meaning[band]).join('; with several seeds, the ')}.`;
}

/** What made the runs; more than one entry where runs differ. */
export function origin(planned: readonly PanelRun[]): {
  readonly devices: string[];
  readonly programs: string[];
} {
  const records = planned.flatMap(({ run }) => (run === null ? [] : [run.record]));
  return {
    devices: distinct(records.map((record) => record.device)),
    programs: distinct(records.map(programText)),
  };
}

/** `resilient-marl 0.1.0 (commit 0123456, modified)`. */
function programText({ versions, code }: RunRecord<RunConfig>): string {
  const commit = code.commit === null ? 'no commit' : `commit ${code.commit.slice(0, 7)}`;
  const name = `resilient-marl ${versions['resilient-marl'] ?? '(unknown version)'}`;
  return `${name} (${commit}${code.dirty === true ? ', modified' : ''})`;
}
