import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendRequest } from '../../backend/backend.ts';
import { UserError } from '../../errors.ts';
import { JOB_COMMAND, type FromJob, type ToJob } from './job.ts';
import { failedAlike, type RunFailed, type Trainer, type TrainingSettings } from './trainer.ts';

const PROGRAM = fileURLToPath(new URL('../../../scripts/resilient-marl.mjs', import.meta.url));

/** Trains each cohort in a process of its own. What it has to say comes over a channel, its results in its folders. */
export function jobTrainer(settings: TrainingSettings, machine: BackendRequest): Trainer {
  return (cohort, events, signal) =>
    new Promise((settle, fail) => {
      const child = fork(PROGRAM, [JOB_COMMAND], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const say = (message: ToJob) => child.connected && child.send(message);
      let complaints = '';
      let failures: readonly RunFailed[] | null = null;
      const stop = () => say({ kind: 'stop' });
      const kill = () => child.kill('SIGKILL');
      signal.addEventListener('abort', stop, { once: true });
      // The second Ctrl-C leaves at once, with everyone.
      process.once('exit', kill);
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        complaints = (complaints + text).slice(-LAST_WORDS);
      });
      child.on('message', (message: FromJob) => {
        if (message.kind === 'ready') events.onReady();
        else if (message.kind === 'warning') events.onWarning(message.message);
        else if (message.kind === 'step') events.onStep(message.step, message.note);
        else if (message.kind === 'ended') ({ failures } = message);
        else if (message.isUserError) fail(new UserError(message.message));
        else failures = failedAlike(cohort.runs, message.message);
      });
      child.once('error', fail);
      child.once('exit', (code, by) => {
        signal.removeEventListener('abort', stop);
        process.off('exit', kill);
        const end = () => {
          // Ctrl-C on a terminal ends a process that has not got so far as to ignore it.
          const isStopped = signal.aborted && by === 'SIGINT';
          const words = death(code, by, complaints);
          settle(failures ?? (isStopped ? [] : failedAlike(cohort.runs, words)));
        };
        // What it said last may still be on its way.
        if (child.connected) child.once('disconnect', end);
        else end();
      });
      say({ kind: 'train', cohort, settings, machine });
      if (signal.aborted) stop();
    });
}

/** Characters that are kept of what a process wrote before it died. */
const LAST_WORDS = 2000;

function death(code: ChildProcess['exitCode'], signal: ChildProcess['signalCode'], words: string) {
  const how = signal === null ? `with exit code ${code}` : `by signal ${signal}`;
  const memory = signal === 'SIGKILL' ? ' The kernel ends a process so where memory runs out.' : '';
  const last = words.trim();
  return `Its process ended ${how}.${memory}${last === '' ? '' : `\n${last}`}`;
}
