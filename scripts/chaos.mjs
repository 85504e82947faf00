#!/usr/bin/env node
/** `npm run chaos`: TypeScript runs as it is, through tsx. */
import { existsSync } from 'node:fs';

import { nodeProblem } from './setup/nodeVersion.mjs';

const isThere = existsSync(new URL('../node_modules/tsx', import.meta.url));
const problem =
  nodeProblem(process.versions.node) ??
  (isThere ? null : 'This folder is not set up. Run `npm run setup` in it.');

if (problem === null) {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: false });
  const { main } = await import('./chaos/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error(problem);
  process.exitCode = 2;
}
