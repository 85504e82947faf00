/**
 * Preloaded, it collects a program's garbage each second. By itself V8 lets tens of megabytes of it pile up
 * before it does, which cannot be told from a leak in a run of minutes.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
setInterval(collect, 1000).unref();
