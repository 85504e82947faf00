import type { Scenario } from './scenario.ts';
import { KILLS } from './scenarios/kills.ts';
import { SIGNALS } from './scenarios/signals.ts';
import { WORKERS } from './scenarios/workers.ts';

/** All faults, in the order of the table. */
export const SCENARIOS: readonly Scenario[] = [...KILLS, ...SIGNALS, ...WORKERS];
