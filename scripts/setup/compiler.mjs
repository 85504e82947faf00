import { CommandError, run } from './run.mjs';

/** The C++ compiler and its first arguments: `CXX` may be `ccache g++`. */
export function compiler() {
  return (process.env.CXX || 'g++').trim().split(/\s+/);
}

/** @returns {Promise<string | null>} what is wrong with the compiler */
export async function compilerProblem() {
  const [command, ...args] = compiler();
  try {
    await run(command, [...args, '--version']);
    return null;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return (
      `A C++ compiler: ${command} cannot be run.\n` +
      '    Debian, Ubuntu: apt install g++    Fedora: dnf install gcc-c++\n' +
      '    Or name one: CXX=/path/to/g++'
    );
  }
}
