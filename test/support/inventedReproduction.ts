import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimFolder, planOf, runFolder, type Reproduction } from '../../src/cli/reproduction.ts';
import type { RunConfig } from '../../src/experiment/config.ts';
import { csv } from '../../src/figures/curveData.ts';
import type { Run } from '../../src/metrics/readRun.ts';
import { NETWORK_NAMES, TABLES } from '../../src/metrics/tables.ts';
import { judgeClaims, type ToldVerdict } from '../../src/report/claims.ts';
import { inventedConfig, inventedRun } from '../unit/figures/inventedRuns.ts';

/** Finished runs of a reproduction, whole: every agent at a level of its rule and attack. */
export function writeRuns(folder: string, reproduction: Reproduction): void {
  claimFolder(folder, reproduction);
  for (const { id, config } of planOf(reproduction).runs) {
    const level = config.rule.name === 'medoid' && config.attack !== null ? 300 : 500;
    const run = inventedRun(config, (step) => (step <= config.warmup ? 10 : level + config.seed), {
      id,
    });
    const path = runFolder(folder, id);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'run.json'), JSON.stringify(run.record));
    writeTables(path, run);
  }
}

/** The tables of a finished run, as the training leaves them; no training episode has ended. */
export function writeTables(folder: string, { record, evaluations }: Run<RunConfig>): void {
  const { config } = record;
  const rows = evaluations.filter(({ step }) => step >= config.warmup).map(Object.values);
  writeFileSync(join(folder, 'evaluations.csv'), csv(TABLES['evaluations.csv'], rows));
  writeFileSync(join(folder, 'training.csv'), csv(TABLES['training.csv'], []));
  const rounds = csv(TABLES['aggregation.csv'], roundsOf(config));
  writeFileSync(join(folder, 'aggregation.csv'), rounds);
}

function roundsOf({ rule, graph, steps, period, evaluationPeriod }: RunConfig) {
  if (rule.name === 'none') return [];
  const every = Math.max(period, evaluationPeriod);
  const logged = Array.from(
    { length: Math.floor(steps / every) },
    (_, round) => every * (round + 1),
  );
  return logged.flatMap((step) =>
    NETWORK_NAMES.flatMap((network) =>
      graph.neighbors.flatMap((list, agent) =>
        list.map((neighbor) => [step, agent, neighbor, network, 1 / list.length, 1]),
      ),
    ),
  );
}

/** Every claim on the pendulum, undecided but for those that are given. */
export function wholeVerdicts(...given: readonly ToldVerdict[]): ToldVerdict[] {
  return judgeClaims([inventedRun(inventedConfig(), () => 1)]).map((verdict) => ({
    ...verdict,
    ...given.find(({ claim }) => claim === verdict.claim),
  }));
}
