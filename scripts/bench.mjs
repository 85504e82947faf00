#!/usr/bin/env node
/** `npm run bench`. */
import { runTypeScript } from './typescript.mjs';

await runTypeScript(() => import('./bench/main.ts'));
