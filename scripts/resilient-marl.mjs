#!/usr/bin/env node
/** The program's entry. */
import { runTypeScript } from './typescript.mjs';

await runTypeScript(() => import('../src/cli/main.ts'));
