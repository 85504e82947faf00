#!/usr/bin/env node
/** The program's entry: TypeScript runs as it is, through tsx. */
import { existsSync } from 'node:fs';

import { nodeProblem } from './setup/nodeVersion.mjs';

const problem = nodeProblem(process.versions.node) ?? packagesProblem();

if (problem === null) {
  const { register } = await import('tsx/esm/api');
  // Without this, tsx would obey the tsconfig.json of whatever folder the program is called from.
  register({ tsconfig: false });
  const { main } = await import('../src/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error(problem);
  process.exitCode = 2;
}

function packagesProblem() {
  const isThere = existsSync(new URL('../node_modules/tsx', import.meta.url));
  return isThere ? null : 'This folder is not set up. Run `npm run setup` in it.';
}
