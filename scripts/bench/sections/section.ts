import type { Pace } from '../contest.ts';
import type { SectionResult } from '../results.ts';

/** What holds for all sections of a run of the benchmark. */
export interface Plan extends Pace {
  /** Small sizes and few rounds, to see that everything works: the numbers mean nothing. */
  readonly isQuick: boolean;
  readonly withPeers: boolean;
  /** Small networks for growth. */
  readonly isSmall: boolean;
  /** A folder for files that the contenders exchange. */
  readonly folder: string;
}

export type Measured = Pick<SectionResult, 'contests' | 'growth' | 'lockstep'>;
