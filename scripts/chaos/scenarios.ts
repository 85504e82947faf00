import type { Scenario } from './scenario.ts';
import { CLOCKS } from './scenarios/clock.ts';
import { DAMAGE } from './scenarios/damage.ts';
import { DISKS } from './scenarios/disks.ts';
import { FUZZ } from './scenarios/fuzz.ts';
import { KILLS } from './scenarios/kills.ts';
import { LOCKS } from './scenarios/locks.ts';
import { NUMBERS } from './scenarios/numbers.ts';
import { REPRODUCTIONS } from './scenarios/reproduction.ts';
import { SIGNALS } from './scenarios/signals.ts';
import { SOAKS } from './scenarios/soak.ts';
import { TOGETHER } from './scenarios/together.ts';
import { WORKERS } from './scenarios/workers.ts';
import { WORKERS_AT_START } from './scenarios/workersAtStart.ts';

/** All faults, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [
  ...KILLS,
  ...REPRODUCTIONS,
  ...SIGNALS,
  ...WORKERS,
  ...WORKERS_AT_START,
  ...DISKS,
  ...DAMAGE,
  ...CLOCKS,
  ...LOCKS,
  ...TOGETHER,
  ...FUZZ,
  ...NUMBERS,
  ...SOAKS,
];
