/** Starts one of `subjects/` in a process of its own: node scripts/bench/subject.mjs NAME. */
import { register } from 'tsx/esm/api';

register({ tsconfig: false });
const { main } = await import('./subjects/main.ts');
await main(process.argv[2]);
