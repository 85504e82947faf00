import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Checkpoints } from '../../src/experiment/checkpoints.ts';
import { Evaluator } from '../../src/experiment/evaluator.ts';
import { Experience } from '../../src/experiment/experience.ts';
import { Journal } from '../../src/experiment/journal.ts';
import { StackedLearner } from '../../src/learner/learner.ts';
import { aimHere, fingerprintsHere, PHASES, type Phase } from './aim.ts';
import { fingerprint, recordIn } from './runFolder.ts';

/*
 * Loaded into a program before anything else: follows what it is at, arms the thread that kills it where
 * it is aimed at, and takes the fingerprint of each run one step before its end, where that is asked for.
 */

/** What the thread and the program share: indices of `state`, and the values of its first. */
const STATES = { what: 0, phase: 1, step: 2, idle: 0, armed: 1, due: 2, over: 3 } as const;

const state = new Int32Array(new SharedArrayBuffer(12));
const lastedMs = new Float64Array(new SharedArrayBuffer(8 * PHASES.length));
const aim = aimHere();
const fingerprints = fingerprintsHere();
/** Folders of the runs under way. */
const folders = new Set<string>();
let began = performance.now();

if (aim) {
  const workerData = { state, lastedMs, aim, phases: PHASES, states: STATES };
  new Worker(new URL('killingThread.mjs', import.meta.url), { workerData }).unref();
  if (aim.phase === 'start-up') set('armed');
}

function set(what: 'armed' | 'due'): void {
  Atomics.store(state, STATES.what, STATES[what]);
  Atomics.notify(state, STATES.what);
}

/** Ends the phase under way. Where it is the one to be killed in, the program does not get past here. */
function enter(phase: Phase, isAimedAt: boolean): void {
  const what = Atomics.load(state, STATES.what);
  if (what === STATES.armed) set('due');
  while (what === STATES.armed && Atomics.load(state, STATES.what) === STATES.due) {
    Atomics.wait(state, STATES.what, STATES.due);
  }
  const now = performance.now();
  lastedMs[state[STATES.phase] ?? 0] = now - began;
  began = now;
  Atomics.store(state, STATES.phase, PHASES.indexOf(phase));
  const isIdle = Atomics.load(state, STATES.what) === STATES.idle;
  if (isAimedAt && isIdle && aim?.phase === phase && (state[STATES.step] ?? 0) >= aim.step) {
    set('armed');
  }
}

type Method<This, Args extends unknown[], Result> = (this: This, ...args: Args) => Result;

/** A method, as a phase of its own. */
function during<This, Args extends unknown[], Result>(
  phase: Phase,
  method: Method<This, Args, Result>,
): Method<This, Args, Result> {
  const leave = () => {
    enter('step', false);
  };
  return function (...args) {
    enter(phase, true);
    const result = method.apply(this, args);
    if (result instanceof Promise) return result.finally(leave) as Result;
    leave();
    return result;
  };
}

/* eslint-disable @typescript-eslint/unbound-method -- Each is called as the method that it was. */
const learner = StackedLearner.prototype;
learner.exchange = during('aggregation', learner.exchange);
learner.updateAndExchange = during('aggregation', learner.updateAndExchange);
Evaluator.prototype.evaluate = during('evaluation', Evaluator.prototype.evaluate);
const checkpoints = Checkpoints.prototype;
checkpoints.save = during('checkpoint', checkpoints.save);
const { store } = Experience.prototype;
const { observe } = Journal.prototype;
const { saveIfDue } = checkpoints;
/* eslint-enable @typescript-eslint/unbound-method */

Experience.prototype.store = function (transition) {
  enter('step', true);
  store.call(this, transition);
};

Journal.prototype.observe = function (event) {
  if (event.step !== state[STATES.step]) folders.clear();
  folders.add(this.folder);
  Atomics.store(state, STATES.step, event.step);
  observe.call(this, event);
};

checkpoints.saveIfDue = async function (step) {
  const isAimedAt = aim?.phase === 'checkpoint' && step >= aim.step;
  const isNearEnd = fingerprints !== null && step === lastStep() - 1;
  // When checkpoints are due depends on time: here one is made in the step in question.
  if (!isAimedAt && !isNearEnd) return saveIfDue.call(this, step);
  await this.save(step);
  if (!isNearEnd) return;
  mkdirSync(fingerprints, { recursive: true });
  for (const folder of folders) {
    writeFileSync(join(fingerprints, basename(folder)), fingerprint(folder, step));
  }
};

let last: number | null = null;

/** Of the run under way; those of a program have the same number of steps. */
function lastStep(): number {
  const [folder] = folders;
  if (folder === undefined) return NaN;
  last ??= recordIn(folder).config.steps;
  return last;
}
