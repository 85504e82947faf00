import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import { PAPER_LEARNER } from '../../../src/experiment/defaults.ts';
import { compareParameters } from '../agreement.ts';
import { holdContest, type Contender, type Contest } from '../contest.ts';
import type { LearnerSetting } from '../exchange.ts';
import { peerLearners } from '../peerLearners.ts';
import { floatingPointOperations, parameterBytes, updateProducts } from '../products.ts';
import type { ContestResult } from '../results.ts';
import { PEER_PYTHON, WORKER_PYTHON, pythonProblem } from '../setUp.ts';
import { pythonSubject, typescriptSubject } from '../subjectProcess.ts';
import type { Measured, Plan } from './section.ts';

const TEMPERATURE = 1;
const UPDATES_TO_AGREE = 5;

/** One update of all eight learners at HalfCheetah's shapes, alone and with a round after each. */
export async function updateSection(plan: Plan): Promise<Measured> {
  const contests: ContestResult[] = [];
  for (const batch of plan.isQuick ? [16] : [100, 256]) {
    for (const temperature of [null, TEMPERATURE]) {
      contests.push(await holdContest(contestOf(plan, batch, temperature), plan));
    }
  }
  return { contests, growth: [] };
}

function contestOf(plan: Plan, batch: number, temperature: number | null): Contest {
  const setting = settingOf(plan, batch, temperature);
  const rule = temperature === null ? 'no combination' : `soft-medoid (T = ${temperature})`;
  const folder = join(plan.folder, `update-${batch}-${temperature ?? 'none'}`);
  mkdirSync(folder, { recursive: true });
  const gflop = floatingPointOperations(updateProducts(setting)) / 1e9;
  return {
    title: `update: batch ${batch}, ${rule}`,
    unit: 'a network-wide update',
    setting: {
      agents: setting.learners,
      batch,
      hidden: setting.hidden.join('-'),
      observation: setting.observation,
      action: setting.action,
      rule,
      precision: 'float32',
      GFLOP: Number(gflop.toPrecision(3)),
    },
    contenders: [
      ...ours(setting, folder),
      ...(plan.withPeers ? peers(setting, folder) : []),
      ...(temperature === null ? ceilings(setting) : []),
    ],
    agreement: {
      count: UPDATES_TO_AGREE,
      folderOf: (contender) => join(folder, String(contender)),
      compare: compareParameters,
    },
  };
}

function settingOf(plan: Plan, batch: number, temperature: number | null): LearnerSetting {
  const { hidden, tau, actorLearningRate, criticLearningRate } = PAPER_LEARNER;
  return {
    learners: paperGraph.neighbors.length,
    batch,
    batches: 8,
    observation: 17,
    action: 6,
    hidden: plan.isQuick ? [32, 24] : hidden,
    bound: Array<number>(6).fill(1),
    tau,
    actorLearningRate,
    criticLearningRate,
    temperature,
    neighbors: paperGraph.neighbors,
  };
}

function ours(setting: LearnerSetting, folder: string): Contender[] {
  return (['compiled', 'eager'] as const).map((execution) => ({
    name: `ours, ${execution}`,
    kind: 'ours',
    command: typescriptSubject('update'),
    problem: null,
    setup: { setting, execution, exchangeFolder: execution === 'compiled' ? folder : null },
    agrees: true,
  }));
}

function peers(setting: LearnerSetting, folder: string): Contender[] {
  return peerLearners(cpus()[0]?.model ?? '').map(({ key, library, way }) => ({
    name: `${library}, ${way}`,
    kind: 'peer',
    command: pythonSubject(PEER_PYTHON, 'update.py', key),
    problem: pythonProblem(PEER_PYTHON),
    setup: { setting, folder },
    agrees: true,
  }));
}

/** Parts of the work alone: no update can be faster than its matrix products. */
function ceilings(setting: LearnerSetting): Contender[] {
  const products = updateProducts(setting);
  const common = { kind: 'ceiling', problem: null, agrees: false } as const;
  return [
    {
      ...common,
      name: 'matrix products alone, TensorFlow',
      command: typescriptSubject('products'),
      setup: { products },
    },
    {
      ...common,
      name: 'matrix products alone, NumPy',
      command: pythonSubject(WORKER_PYTHON, 'products.py'),
      setup: { products },
    },
    {
      ...common,
      name: "Adam's and Polyak's passes as copies",
      command: pythonSubject(WORKER_PYTHON, 'copies.py'),
      setup: { bytes: parameterBytes(setting) },
    },
  ];
}
