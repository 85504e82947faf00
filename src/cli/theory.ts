import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Argv, CommandModule } from 'yargs';
import { deviceText, loadBackend } from '../backend/backend.ts';
import { UserError } from '../errors.ts';
import { describeCode } from '../experiment/provenance.ts';
import { replaceFile } from '../metrics/atomicFile.ts';
import { writeTheory } from '../report/theory.ts';
import { planStudy, SIZES } from '../theory/study.ts';
import { interruptible } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { assertFreeFolder, emptyFolder, THEORY_MANIFEST } from './outputFolder.ts';
import { createProgress } from './progress.ts';
import { shellWord } from './reproduction.ts';
import { strict } from './strict.ts';
import { theoryOptions, type TheoryArguments } from './theoryOptions.ts';

const MOST_SEEDS = 100;

/** `theory`: the paper's theorems, checked by experiment. */
export function theoryCommand(
  ending: (outcome: Outcome) => void,
): CommandModule<object, TheoryArguments> {
  return {
    command: 'theory',
    describe: 'Check Theorems 1 to 5 of the paper by experiment, and write a report.',
    builder: (cli): Argv<TheoryArguments> =>
      cli
        .options(strict(theoryOptions))
        .example('$0 theory', 'all checks, in a minute or two')
        .example('$0 theory --quick', 'a look, in seconds'),
    handler: async (args) => {
      ending(await interruptible((signal) => checkTheory(args, signal)));
    },
  };
}

async function checkTheory(args: TheoryArguments, signal: AbortSignal): Promise<Outcome> {
  const { seeds, quick, out, device, threads, quiet, overwrite } = args;
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > MOST_SEEDS) {
    throw new UserError(
      `--seeds has to be an integer from 1 to ${MOST_SEEDS}, got ${seeds}. The default is 8.`,
    );
  }
  assertFreeFolder(out, overwrite);
  const backend = await loadBackend({ device, ...(threads !== undefined && { threads }) });
  const { pieces, study } = planStudy({ ...SIZES[quick ? 'quick' : 'full'], seeds });
  const total = pieces.reduce((sum, { cost }) => sum + cost, 0);
  const progress = createProgress('theory', total, quiet);
  progress.begin(`Theorems 1 to 5. Output: ${out}\ndevice: ${deviceText(backend)}`);
  let done = 0;
  for (const { cost, note, run } of pieces) {
    run();
    done += cost;
    progress.update(done, note);
    await setImmediate();
    if (signal.aborted) break;
  }
  progress.stop();
  if (signal.aborted) {
    process.stderr.write('Stopped. Nothing is kept: the checks begin anew.\n');
    return 'interrupted';
  }
  if (overwrite) emptyFolder(out);
  mkdirSync(out, { recursive: true });
  replaceFile(
    join(out, THEORY_MANIFEST),
    `${JSON.stringify({ format: 1, seeds, quick }, null, 2)}\n`,
  );
  const code = describeCode();
  const files = await writeTheory(out, study, {
    command: `npm start -- theory --seeds ${seeds}${quick ? ' --quick' : ''} --out ${shellWord(out)}`,
    version: `${code.version}${code.commit === null ? '' : `, commit ${code.commit.slice(0, 10)}${code.dirty ? ' with changes' : ''}`}`,
    machine: `${backend.device}: ${backend.deviceName}; TensorFlow ${backend.tensorflowVersion}, tf.js ${backend.tfjsVersion}, Node ${process.versions.node}`,
  });
  process.stdout.write(`${files.join('\n')}\n`);
  return 'done';
}
