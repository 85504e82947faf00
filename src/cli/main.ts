import yargs from 'yargs';
import { UserError, messageOf } from '../errors.ts';
import { projectVersion } from '../experiment/provenance.ts';
import { compareCommand } from './compare.ts';
import { doctorCommand } from './doctor.ts';
import { failureText } from './failure.ts';
import { EXIT_INTERRUPTED } from './interrupt.ts';
import type { Outcome } from './outcome.ts';
import { plotCommand } from './plot.ts';
import { trainOptions } from './options.ts';
import { jobCommand } from './reproduce/job.ts';
import { reproduceOptions } from './reproduce/options.ts';
import { reportCommand } from './report.ts';
import { reproduceCommand } from './reproduce.ts';
import { assertBooleans, withoutValue } from './strict.ts';
import { sensitivityCommand } from './sensitivity.ts';
import { theoryCommand } from './theory.ts';
import { theoryOptions } from './theoryOptions.ts';
import { trainCommand } from './train.ts';

const EXIT_FAILURE = 1;
const EXIT_USER_ERROR = 2;

const EXIT_CODES: Readonly<Record<Outcome, number>> = {
  done: 0,
  failed: EXIT_FAILURE,
  interrupted: EXIT_INTERRUPTED,
};

/**
 * The command line `resilient-marl`. Returns the exit code: 0 done, 1 failed, 2 a mistake in what was
 * given, 130 stopped by Ctrl-C.
 */
export async function main(argv: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.off('error', passOverClosedPipe).on('error', passOverClosedPipe);
  }
  let outcome: Outcome = 'done';
  const ending = (result: Outcome) => {
    outcome = result;
  };
  const cli = yargs([...argv])
    .scriptName('resilient-marl')
    .usage(
      '$0 <command> [options]\n\nReproduces "Resilient Multi-agent RL Using Medoid and Soft-medoid Based ' +
        'Aggregation" (ICAA 2022) on real MuJoCo, and trains runs of your own.',
    )
    .command(reproduceCommand(ending))
    .command(trainCommand(ending))
    .command(sensitivityCommand(ending))
    .command(plotCommand(ending))
    .command(compareCommand(ending))
    .command(reportCommand(ending))
    .command(theoryCommand(ending))
    .command(doctorCommand(ending))
    .command(jobCommand)
    .example('$0', "the paper's comparison in small, in minutes")
    .example('$0 train --task HalfCheetah-v5 --rule soft-medoid --temperature 1', 'one run')
    .epilogue('From a clone: npm start -- <command> [options].')
    .strict()
    .locale('en')
    .exitProcess(false)
    .wrap(Math.min(110, process.stdout.columns || 110))
    .version(projectVersion())
    .help()
    .fail((message: string | null, error: Error | null) => {
      // yargs hands a mistake in the options over as an error of its own that has lost its class.
      if (error && error.name !== 'YError') throw error;
      throw new UserError(explain(message ?? 'Unusable options.'), { cause: error });
    });
  try {
    assertBooleans(argv, { ...trainOptions, ...reproduceOptions, ...theoryOptions });
    await cli.parseAsync();
    return EXIT_CODES[outcome];
  } catch (error) {
    return reportError(error);
  }
}

/** yargs' own messages as ours. It lists an unknown `--a-b` twice, as `a-b` and `aB`. */
function explain(message: string): string {
  const bare = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (bare !== undefined) return withoutValue(`--${bare}`);
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1];
  if (unknown === undefined) return message;
  const names = unknown.split(', ');
  const given = names.filter(
    (name) => !names.some((other) => other !== name && camelCase(other) === name),
  );
  return `Unknown option or command: ${given.join(', ')}. resilient-marl [command] --help lists what there is.`;
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}

/** A reader that has gone, as in `| head`, is no reason to stop training. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function reportError(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(`resilient-marl: ${messageOf(error)}\n`);
    return EXIT_USER_ERROR;
  }
  process.stderr.write(`resilient-marl: ${failureText(error)}\n`);
  return EXIT_FAILURE;
}
