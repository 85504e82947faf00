/**
 * Makes a clone ready to run: npm packages, Python environment, TensorFlow and its binding.
 * Runs before there are any packages, so it imports none. Whatever is done already is left alone.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { explain } from './setup/explain.mjs';
import { removeUnfinished } from './setup/folders.mjs';
import { nodeProblem } from './setup/nodeVersion.mjs';
import { oneAtATime } from './setup/oneAtATime.mjs';
import { preflight } from './setup/preflight.mjs';
import { endRunning } from './setup/run.mjs';
import { SetupError, say, secondsSince, size } from './setup/say.mjs';
import { placeFor, stepsFor } from './setup/steps.mjs';

const HELP = `Usage: npm run setup -- [--gpu] [--dev]

Makes this clone ready to run. What is done already is left alone; npm start and npm test run it.

  --gpu   also TensorFlow's CUDA build and the CUDA libraries (3.4 GB to download, 5.7 GB
          when unpacked, 12 GB free while it works)
  --dev   also the Python tools for developers (ruff, mypy, grpcio-tools)
  --help  this text

Environment:
  RESILIENT_MARL_CACHE   folder for the large downloads, which clones share
                         (default: $XDG_CACHE_HOME/resilient-marl or ~/.cache/resilient-marl)
  RESILIENT_MARL_PYTHON  the Python to use, 3.11 or later (default: python3, python3.13, ...)
  CXX                    the C++ compiler (default: g++)
`;

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
      say('Set-up interrupted. The next run goes on from here.');
      process.exit(code);
    });
  }
  try {
    const options = optionsFrom(argv);
    if (options.help) process.stdout.write(HELP);
    else await setUp(options);
    return 0;
  } catch (error) {
    const message = explain(error);
    if (message === null) throw error;
    say(`\nSet-up stopped. ${message}`);
    return 2;
  }
}

function optionsFrom(argv) {
  const boolean = { type: 'boolean', default: false };
  const options = { gpu: boolean, dev: boolean, help: boolean };
  try {
    return parseArgs({ args: argv, options }).values;
  } catch (error) {
    throw new SetupError(`${error.message}\nKnown: --gpu, --dev, --help.`);
  }
}

async function setUp(options) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== null) throw new SetupError(problem);
  const place = placeFor(ROOT, process.env);
  const pending = () => stepsFor(place, options).filter((step) => !step.isDone());
  if (pending().length === 0) {
    // `npm start` and `npm test` should not begin with a line that says nothing.
    if (!process.env.npm_lifecycle_event?.startsWith('pre')) say('Everything is set up.');
    return;
  }
  const onWait = (pid) => say(`Waiting for process ${pid}, which sets up this folder.`);
  await oneAtATime(place.root, onWait, () => makeAll(pending()));
}

async function makeAll(steps) {
  if (steps.length === 0) return;
  const start = performance.now();
  const tools = await preflight(steps);
  const count = steps.length === 1 ? '1 step' : `${steps.length} steps`;
  say(`Setting up: ${count}, ${sizeText(steps)}. Later runs skip this.`);
  for (const [index, step] of steps.entries()) {
    const since = performance.now();
    const title = `[${index + 1}/${steps.length}] ${step.title}`;
    say(`${title}: ${sizeText([step])}`);
    await step.make(tools);
    say(`${title}: done (${secondsSince(since)})`);
  }
  say(`Set up in ${secondsSince(start)}.\n`);
}

/** What steps download, and what they leave on the disk. */
function sizeText(steps) {
  const sum = (sizeOf) => steps.reduce((total, step) => total + sizeOf(step), 0);
  const download = sum((step) => step.download());
  if (download === 0) return 'nothing to download';
  return `about ${size(download)} to download, ${size(sum((step) => step.kept()))} of disk when done`;
}
