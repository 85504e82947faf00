/** TypeScript runs as it is, through tsx. */
import { existsSync } from 'node:fs';

import { nodeProblem } from './setup/nodeVersion.mjs';

/**
 * Runs a program of this folder with the arguments of this process, or says what keeps it from running.
 *
 * @param {() => Promise<{ main: (argv: string[]) => Promise<number> }>} load imports the program
 */
export async function runTypeScript(load) {
  const problem = nodeProblem(process.versions.node) ?? packagesProblem();
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 2;
    return;
  }
  const { register } = await import('tsx/esm/api');
  // Without this, tsx would obey the tsconfig.json of whatever folder the program is called from.
  register({ tsconfig: false });
  const { main } = await load();
  process.exitCode = await main(process.argv.slice(2));
}

function packagesProblem() {
  const isThere = existsSync(new URL('../node_modules/tsx', import.meta.url));
  return isThere ? null : 'This folder is not set up. Run `npm run setup` in it.';
}
