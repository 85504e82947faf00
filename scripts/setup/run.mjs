import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** npm says first what is wrong, pip last. */
const SHOWN = { first: 6, last: 10 };

/** A command that could not be started, or did not end with 0. */
export class CommandError extends Error {
  /** @param {string} command @param {string} all what it printed @param {string} stdout */
  constructor(command, all, stdout = '') {
    super(`${command} ... failed:\n${excerpt(all)}`);
    this.command = command;
    this.all = all;
    this.stdout = stdout;
  }
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends what `run` has started; for the way out. */
export function endRunning() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a command to its end and resolves to its standard output.
 *
 * With `show`, and on a terminal, standard output (where npm and pip draw their progress) goes there
 * instead. Rejects with `CommandError`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, show?: boolean }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { cwd, env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdout = show && process.stderr.isTTY ? process.stderr.fd : 'pipe';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', stdout, 'pipe'],
    });
    running.add(child);
    let stdoutText = '';
    let all = '';
    child.stdout?.on('data', (chunk) => {
      stdoutText += chunk;
      all += chunk;
    });
    child.stderr.on('data', (chunk) => {
      all += chunk;
    });
    child.on('error', (error) => {
      running.delete(child);
      reject(new CommandError(command, error.message));
    });
    child.on('close', (code) => {
      running.delete(child);
      if (code === 0) resolve(stdoutText);
      else
        reject(
          new CommandError([basename(command), ...args.slice(0, 4)].join(' '), all, stdoutText),
        );
    });
  });
}

function excerpt(text) {
  const lines = text.trim().split('\n');
  if (lines.length <= SHOWN.first + SHOWN.last) return lines.join('\n');
  return [...lines.slice(0, SHOWN.first), '...', ...lines.slice(-SHOWN.last)].join('\n');
}
