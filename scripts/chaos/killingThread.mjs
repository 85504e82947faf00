/**
 * Kills the program that it is a thread of, and reports when that was. A thread, so that it can come in
 * the midst of a call into TensorFlow, or while the program waits.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { state, lastedMs, aim, phases, states } = workerData;

Atomics.wait(state, states.what, states.idle);
Atomics.wait(state, states.what, states.armed, aim.delayMs);
if (isFirst()) strike();
// Still there: it was another process' turn.
Atomics.store(state, states.what, states.over);
Atomics.notify(state, states.what);

function strike() {
  try {
    process.kill(aim.victim === 'group' ? 0 : groupLeader(), 'SIGKILL');
  } catch (error) {
    // The program was killed before, and this is a job that outlives it.
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Of several processes of one program only one kills: the one that makes the report. */
function isFirst() {
  const report = {
    phase: phases[state[states.phase]],
    step: state[states.step],
    lastedMs: Object.fromEntries(phases.map((phase, index) => [phase, lastedMs[index]])),
  };
  try {
    writeFileSync(aim.report, JSON.stringify(report), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** The program itself, where this is one of its jobs: the fifth field of `/proc/self/stat`. */
function groupLeader() {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}
