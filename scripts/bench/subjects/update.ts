import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadBackend } from '../../../src/backend/backend.ts';
import { formCohort } from '../../../src/experiment/cohort.ts';
import { createCommunication } from '../../../src/experiment/communication.ts';
import { PAPER_LEARNER, PAPER_SCHEDULE, PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import { NETWORK_NAMES, type Exchange } from '../../../src/learner/exchange.ts';
import { StackedLearner, type LearnerOptions } from '../../../src/learner/learner.ts';
import { RandomStream } from '../../../src/random.ts';
import { inventBatches, writeBatches, writeValues, type LearnerSetting } from '../exchange.ts';
import type { Work } from './work.ts';

export interface UpdateSetup {
  readonly setting: LearnerSetting;
  readonly execution: 'compiled' | 'eager';
  /** Where the initial parameters and the batches go for the peers to read; null: nowhere. */
  readonly exchangeFolder: string | null;
}

/** Our learner, going through the batches again and again. */
export async function update({ setting, execution, exchangeFolder }: UpdateSetup): Promise<Work> {
  const backend = await loadBackend({ device: 'cpu' });
  const lanes = execution === 'compiled' ? backend.lanes : 1;
  const exchange = setting.temperature === null ? null : exchangeOf(setting, lanes);
  const learner = createLearner(setting, { execution, lanes, exchange });
  const batches = inventBatches(setting);
  if (exchangeFolder !== null) {
    writeParameters(learner, exchangeFolder);
    writeBatches(exchangeFolder, batches);
  }
  let done = 0;
  return {
    versions: { tensorflow: backend.tensorflowVersion, ...backend.switches },
    run: (count) => {
      for (const last = done + count; done < last; done++) {
        const batch = batches[done % batches.length];
        if (!batch) continue;
        if (exchange) learner.updateAndExchange(batch, {});
        else learner.update(batch);
      }
    },
    write: (folder) => {
      writeParameters(learner, folder);
    },
  };
}

function createLearner(
  setting: LearnerSetting,
  how: Pick<LearnerOptions, 'execution' | 'lanes' | 'exchange'>,
) {
  return new StackedLearner({
    ...setting,
    ...how,
    replayCapacity: null,
    grain: 'cache',
    criticActionLayer: 2,
    sizes: { ...setting, criticActionLayer: 2 },
    bound_A: Float32Array.from(setting.bound),
    initialization: Array.from(
      { length: setting.learners },
      (_, agent) => new RandomStream({ seed: 0, agent, purpose: 'initialization' }),
    ),
  });
}

/** Rounds of soft-medoid as the training loop has them at period 1. */
function exchangeOf(setting: LearnerSetting, lanes: number): Exchange | null {
  const { learners, neighbors, temperature, tau } = setting;
  if (neighbors.length !== learners) throw new RangeError('update: each learner is an agent.');
  const cohort = formCohort([
    {
      ...PAPER_SCHEDULE,
      task: PAPER_TASKS.halfCheetah,
      seed: 0,
      rule: { name: 'soft-medoid', temperature: temperature ?? NaN },
      attack: null,
      graph: { name: 'bench', neighbors },
      period: 1,
      learner: { ...PAPER_LEARNER, tau },
    },
  ]);
  return createCommunication(cohort, lanes).exchange;
}

function writeParameters(learner: StackedLearner, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const network of NETWORK_NAMES) {
    const params_LP = learner.readParameters(network);
    writeValues(join(folder, `${network}.f32`), params_LP.dataSync<'float32'>());
    params_LP.dispose();
  }
}
