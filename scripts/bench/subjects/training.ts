import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceText, loadBackend } from '../../../src/backend/backend.ts';
import type { EnvSpec } from '../../../src/env/envPool.ts';
import { formCohort, type Cohort } from '../../../src/experiment/cohort.ts';
import { createCommunication } from '../../../src/experiment/communication.ts';
import { createLearner } from '../../../src/experiment/createLearner.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import {
  envWorkersOf,
  startEnvironments,
  startEvaluationEnvironments,
} from '../../../src/experiment/environments.ts';
import { Evaluator } from '../../../src/experiment/evaluator.ts';
import { Experience } from '../../../src/experiment/experience.ts';
import { layoutFor } from '../../../src/experiment/layout.ts';
import { firstStart, trainingLoop } from '../../../src/experiment/loop.ts';
import { RunTracker } from '../../../src/experiment/tracker.ts';
import { RunLog } from '../../../src/metrics/runLog.ts';
import { Replay } from '../../../src/replay/replay.ts';
import { Stopwatch } from '../stopwatch.ts';
import type { Work } from './work.ts';

export interface TrainingSetup {
  readonly configs: readonly RunConfig[];
  /** Invented transitions in the replay before the first step, as if the run had gone on for long. */
  readonly prefill: number;
  /** Default: cpu. */
  readonly device?: 'auto' | 'cpu';
}

/** Our whole training loop with logs, a piece of work being a step; it starts after the warm-up. */
export async function training(setup: TrainingSetup): Promise<Work> {
  const { configs, prefill, device = 'cpu' } = setup;
  const backend = await loadBackend({ device });
  const cohort = formCohort(configs);
  const { warmup } = cohort.shared;
  const workers = envWorkersOf(cohort, backend.device, undefined);
  const pool = await startEnvironments(cohort, workers);
  const evaluationPool = await startEvaluationEnvironments(cohort, workers);
  const layout = layoutFor(backend);
  const communication = createCommunication(cohort, layout.lanes);
  const learner = createLearner(cohort, pool.spec, { ...communication, ...layout });
  const replay = createReplay(cohort, pool.spec, prefill);
  const evaluator = new Evaluator(cohort, learner, evaluationPool);
  const watch = new Stopwatch();
  watch.time('update', learner, 'update');
  watch.time('update', learner, 'updateAndExchange');
  watch.time('cooperation', learner, 'exchange');
  watch.time('act', learner, 'act');
  watch.time('environments', pool, 'step');
  watch.time('environments', pool, 'reset');
  watch.time('replay', replay, 'store');
  watch.time('replay', replay, 'draw');
  watch.time('replay', replay, 'read');

  const trackers = createTrackers(cohort);
  const start = await firstStart(cohort, pool);
  const experience = new Experience(replay, learner);
  const parts = { cohort, learner, communication, experience, pool, evaluator, start };
  const events = trainingLoop(parts);
  const step = async () => {
    const { value } = await events.next();
    if (!value) throw new RangeError('training: the run is over; give it more steps.');
    for (const tracker of trackers) tracker.observe(value);
  };
  for (let done = 0; done < warmup; done++) await step();
  return {
    versions: {
      device: deviceText(backend),
      'environment workers': String(workers.learning),
      tensorflow: backend.tensorflowVersion,
      ...backend.switches,
      ...pool.spec.versions,
    },
    run: async (count) => {
      watch.reset();
      for (let done = 0; done < count; done++) await step();
    },
    parts: () => watch.seconds,
    close: async () => {
      await Promise.all([pool.close(), evaluationPool.close()]);
    },
  };
}

function createReplay({ shared, members }: Cohort, spec: EnvSpec, prefill: number): Replay {
  const { observationSize: observation, actionSize: action } = spec;
  const learners = members.length;
  const replay = new Replay({
    learners,
    capacity: shared.learner.replayCapacity,
    observation,
    action,
  });
  const invented = {
    obs_LO: new Float32Array(learners * observation).fill(0.5),
    action_LA: new Float32Array(learners * action).fill(0.5),
    reward_L: new Float32Array(learners).fill(0.5),
    nextObs_LO: new Float32Array(learners * observation).fill(0.5),
    discount_L: new Float32Array(learners).fill(shared.learner.gamma),
    ended_L: new Uint8Array(learners),
  };
  for (let stored = 0; stored < prefill; stored++) {
    // What the loop observes first does not follow from these.
    if (stored === prefill - 1) invented.ended_L.fill(1);
    replay.store(invented);
  }
  return replay;
}

/** Logs of all runs in a folder that goes with the process. */
function createTrackers({ runs }: Cohort): RunTracker[] {
  const folder = mkdtempSync(join(tmpdir(), 'resilient-marl-bench-'));
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return runs.map((rows, run) => new RunTracker(run, rows, new RunLog(join(folder, String(run)))));
}
