import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PAPER_TASKS } from '../../../src/experiment/defaults.ts';
import { RandomStream } from '../../../src/random.ts';
import { compareObservations } from '../agreement.ts';
import { holdContest, type Contender, type Contest } from '../contest.ts';
import { writeValues } from '../exchange.ts';
import type { ContestResult } from '../results.ts';
import { WORKER_PYTHON, pythonProblem } from '../setUp.ts';
import { pythonSubject, typescriptSubject } from '../subjectProcess.ts';
import type { Measured, Plan } from './section.ts';

const STEPS_TO_AGREE = 50;
const DIFFERENT_STEPS = 100;
const OBSERVATION = 17;
const ACTION = 6;

/** One step of 8 and of 64 HalfCheetahs, with random actions. */
export async function environmentsSection(plan: Plan): Promise<Measured> {
  const contests: ContestResult[] = [];
  for (const count of plan.isQuick ? [2] : [8, 64]) {
    contests.push(await holdContest(contestOf(plan, count), plan));
  }
  return { contests, growth: [] };
}

function contestOf(plan: Plan, count: number): Contest {
  const task = PAPER_TASKS.halfCheetah;
  const folder = join(plan.folder, `environments-${count}`);
  mkdirSync(folder, { recursive: true });
  const setup = {
    task,
    count,
    seeds: Array.from({ length: count }, (_, environment) => environment),
    actionsFile: join(folder, 'actions.f32'),
  };
  const stream = new RandomStream({ seed: 0, agent: 0, purpose: 'warmup' });
  const size = DIFFERENT_STEPS * count * ACTION;
  writeValues(
    setup.actionsFile,
    Float32Array.from({ length: size }, () => 2 * stream.uniform() - 1),
  );
  return {
    title: `environments: ${count} ${task}`,
    unit: `a step of ${count} environments`,
    setting: { task, environments: count, workers: 1 },
    contenders: [
      {
        name: 'ours, one worker',
        kind: 'ours',
        command: typescriptSubject('environments'),
        problem: null,
        setup,
        agrees: true,
      },
      ...(plan.withPeers ? peers(setup) : []),
      ...ceilings(setup, count),
    ],
    agreement: {
      count: STEPS_TO_AGREE,
      folderOf: (contender) => join(folder, String(contender)),
      compare: compareObservations,
    },
  };
}

function peers(setup: object): Contender[] {
  return Object.entries({ sync: 'SyncVectorEnv', async: 'AsyncVectorEnv' }).map(([key, name]) => ({
    name: `Gymnasium, ${name}`,
    kind: 'peer',
    command: pythonSubject(WORKER_PYTHON, 'environments.py', key),
    problem: pythonProblem(WORKER_PYTHON),
    setup,
    agrees: true,
  }));
}

function ceilings(setup: object, count: number): Contender[] {
  return [
    {
      name: 'raw mj_step, one core',
      kind: 'ceiling',
      command: pythonSubject(WORKER_PYTHON, 'environments.py', 'mujoco'),
      problem: pythonProblem(WORKER_PYTHON),
      setup,
      agrees: false,
    },
    {
      name: 'ZeroMQ echo of as many bytes',
      kind: 'ceiling',
      command: typescriptSubject('echo'),
      problem: pythonProblem(WORKER_PYTHON),
      // float32 actions there; float64 observations and rewards back, and two flags.
      setup: { request: 4 * count * ACTION, reply: 8 * count * (OBSERVATION + 1) + 2 * count },
      agrees: false,
    },
  ];
}
