#!/usr/bin/env node
/** `npm run chaos`. */
import { runTypeScript } from './typescript.mjs';

await runTypeScript(() => import('./chaos/main.ts'));
