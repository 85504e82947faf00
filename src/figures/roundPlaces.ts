import type { RunConfig } from '../experiment/config.ts';
import type { NetworkName } from '../metrics/tables.ts';
import type { RoundPoint } from './roundPoints.ts';
import type { SmallMultiples } from './smallMultiples.ts';

/** A picture of rounds: its file's name, and what it shows. */
export interface RoundsPicture {
  readonly name: string;
  readonly figure: SmallMultiples & { readonly points: readonly RoundPoint[] };
}

/** Under what a run learns, in the order of pictures. */
export const CONDITIONS = ['without attack', 'average attack', 'median attack'] as const;

/** Networks in the titles of pictures. */
export const NETWORK_TITLES: Readonly<Record<NetworkName, string>> = {
  actor: 'actors',
  critic: 'critics',
};

/** Which of `CONDITIONS` is that of a run. */
export function conditionOf({ attack }: RunConfig): string {
  return attack === null ? 'without attack' : `${attack.name} attack`;
}
