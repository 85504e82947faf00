/** Trains runs as one cohort in a process of its own: node scripts/chaos/trainRuns.mjs ORDER. */
import { register } from 'tsx/esm/api';

register({ tsconfig: false });
const { main } = await import('./trainRuns.ts');
await main(process.argv[2]);
