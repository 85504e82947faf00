import { cpus } from 'node:os';
import { paperGraph } from '../../../src/cooperation/graph.ts';
import type { RunConfig } from '../../../src/experiment/config.ts';
import { PAPER_LEARNER, PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import { holdContest, type Contender, type Contest } from '../contest.ts';
import { peerLearners } from '../peerLearners.ts';
import type { ContestResult } from '../results.ts';
import { PEER_PYTHON, pythonProblem } from '../setUp.ts';
import { pythonSubject, typescriptSubject } from '../subjectProcess.ts';
import type { TrainingSetup } from '../subjects/training.ts';
import type { Measured, Plan } from './section.ts';

const PERIOD = 1000;
const TEMPERATURE = 1;

/** A whole step of eight agents: act, environments, replay, update, cooperation, logs. */
export async function endToEndSection(plan: Plan): Promise<Measured> {
  const contests: ContestResult[] = [];
  for (const batch of plan.isQuick ? [16] : [100, 256]) {
    contests.push(await holdContest(contestOf(plan, batch), plan));
  }
  return { contests, growth: [] };
}

function contestOf(plan: Plan, batch: number): Contest {
  const config = configOf(plan, batch);
  const prefill = plan.isQuick ? 100 : 100_000;
  return {
    title: `end to end: batch ${batch}`,
    unit: 'a network step',
    setting: {
      agents: config.graph.neighbors.length,
      task: config.task,
      batch,
      hidden: config.learner.hidden.join('-'),
      rule: `soft-medoid (T = ${TEMPERATURE})`,
      attack: 'none',
      period: config.period,
      'updates a step': 1,
      precision: 'float32',
      'transitions in the replay, at first': prefill + config.warmup,
    },
    contenders: [
      ours('ours', { configs: [config], prefill }),
      ours('ours, without overlap', { configs: [{ ...config, overlap: false }], prefill }),
      ...(plan.withPeers ? peers(config, prefill) : []),
    ],
  };
}

function configOf(plan: Plan, batch: number): RunConfig {
  const steps = Number.MAX_SAFE_INTEGER;
  return {
    task: PAPER_TASKS.halfCheetah,
    seed: 0,
    rule: { name: 'soft-medoid', temperature: TEMPERATURE },
    attack: null,
    graph: paperGraph,
    steps,
    warmup: plan.isQuick ? batch : 300,
    period: PERIOD,
    aggregateDuringWarmup: true,
    // Evaluation is no part of what is compared.
    evaluationPeriod: steps,
    overlap: true,
    learner: {
      ...PAPER_LEARNER,
      batch,
      hidden: plan.isQuick ? [32, 24] : PAPER_LEARNER.hidden,
      replayCapacity: plan.isQuick ? 1000 : 200_000,
    },
  };
}

function ours(name: string, setup: TrainingSetup): Contender {
  const command = typescriptSubject('training');
  return { name, kind: 'ours', command, problem: null, setup, agrees: false };
}

/** Programs of their own, whose learners are those that the section `update` holds against ours. */
function peers({ learner, task, warmup, period, graph }: RunConfig, prefill: number): Contender[] {
  const setting = {
    ...learner,
    task,
    warmup,
    period,
    prefill,
    capacity: learner.replayCapacity,
    learners: graph.neighbors.length,
    neighbors: graph.neighbors,
    temperature: TEMPERATURE,
    observation: 17,
    action: 6,
    bound: Array<number>(6).fill(1),
  };
  return peerLearners(cpus()[0]?.model ?? '').map(({ key, library, way }) => ({
    name: `${library}, as CleanRL, ${way}`,
    kind: 'peer',
    command: pythonSubject(PEER_PYTHON, 'training.py', key),
    problem: pythonProblem(PEER_PYTHON),
    setup: { setting },
    agrees: false,
  }));
}
