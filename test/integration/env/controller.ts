import { EnvPool } from '../../../src/env/envPool.ts';

/*
 * A controller to be ended by a test, which names the end as an argument: `wait` for a signal, leave
 * by `exit` or `throw` with the pool open, `stopped`: the same, with a worker that cannot react.
 */
const ending = process.argv[2];
const pool = await EnvPool.start({ task: 'InvertedPendulum-v4', count: 2 });
await pool.reset([0, 1], [1, 2]);
console.log(`worker ${pool.pid}`);
if (ending === 'stopped') process.kill(pool.pid, 'SIGSTOP');
if (ending === 'throw') throw new Error('The controller has a bug.');
if (ending !== 'wait') process.exit(0);
