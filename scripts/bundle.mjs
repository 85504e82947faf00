/**
 * `npm run bundle`: everything that a machine without a network needs, as one archive or in parts.
 */
import { fileURLToPath } from 'node:url';

import { makeBundle } from './bundle/make.mjs';
import { HELP, optionsFrom } from './bundle/options.mjs';
import { explain } from './setup/explain.mjs';
import { removeUnfinished } from './setup/folders.mjs';
import { endRunning } from './setup/run.mjs';
import { say } from './setup/say.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

process.exitCode = await main(process.argv.slice(2));

async function main(argv) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => {
      endRunning();
      removeUnfinished();
      say('\nBundling interrupted; what was half done is removed.');
      process.exit(code);
    });
  }
  try {
    const options = optionsFrom(argv);
    if (options.help) process.stdout.write(HELP);
    else await makeBundle(ROOT, options);
    return 0;
  } catch (error) {
    const message = explain(error);
    if (message === null) throw error;
    say(`\nBundling stopped. ${message}`);
    return 2;
  }
}
