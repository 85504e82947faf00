import { run } from './run.mjs';

/**
 * Runs pip. The person's own settings stay in force, because they may name a mirror or a proxy,
 * except for those that would change what gets installed, or where.
 *
 * @param {string} python
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
export async function pip(python, [command, ...args], env = {}) {
  const exactly = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--no-input'];
  await run(python, ['-I', '-m', 'pip', command, ...exactly, ...args], {
    env: { PIP_CONSTRAINT: '/dev/null', PIP_USER: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1', ...env },
    // Of the large downloads the person wants to see the progress; of the others only the end.
    show: command === 'download',
  });
}
