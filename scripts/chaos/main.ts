import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { describeCode, describeCpu } from '../../src/experiment/provenance.ts';
import { HELP, optionsFrom, type Options } from './options.ts';
import { ProgressLine } from './progressLine.ts';
import { Stage, type Row } from './stage.ts';
import { durationText, notesText, tableText } from './text.ts';

const EXIT_FAILURE = 1;
const EXIT_USER_ERROR = 2;
const EXIT_INTERRUPTED = 130;

/** The command line of `npm run chaos`. Returns the exit code: 1 where a row failed. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = optionsFrom(argv);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    process.once('SIGINT', () => process.exit(EXIT_INTERRUPTED));
    process.once('SIGTERM', () => process.exit(EXIT_INTERRUPTED));
    const rows = await stageAll(options, ['npm run chaos --', ...argv].join(' '));
    return rows.every(({ hasPassed }) => hasPassed) ? 0 : EXIT_FAILURE;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`chaos: ${error.message}\n`);
    return EXIT_USER_ERROR;
  }
}

async function stageAll(options: Options, command: string): Promise<readonly Row[]> {
  const { scenarios, times, seed, out } = options;
  const startedAt = new Date();
  const { commit, dirty } = describeCode();
  const code = `${commit ?? 'unknown'}${dirty === true ? ', with changes' : ''}`;
  const line = new ProgressLine(scenarios.map(({ seconds }) => seconds(times)));
  using stage = new Stage({
    ...options,
    tell: (progress) => {
      line.tell(progress);
    },
  });
  const rows: Row[] = [];
  for (const scenario of scenarios) {
    line.begin(scenario.fault);
    const row = await stage.run(scenario);
    line.end(`${row.hasPassed ? 'ok' : 'FAILED'}, ${durationText(row.seconds)}`);
    if (!row.hasPassed) process.stderr.write(`${row.note}\n`);
    rows.push(row);
  }
  const took = durationText((Date.now() - startedAt.getTime()) / 1000);
  const failed = rows.filter(({ hasPassed }) => !hasPassed).length;
  const end = failed === 0 ? 'Every fault was survived.' : `${failed} of ${rows.length} failed.`;
  process.stdout.write(
    `# ${command}\n\nSeed ${seed}, ${times} faults at random moments, commit ${code}, ` +
      `node ${process.versions.node}, ${describeCpu().model}, ${took}.\n\n` +
      `${tableText(rows)}\n\n${notesText(rows)}\n\n${end}\n`,
  );
  if (out !== null) {
    mkdirSync(dirname(out), { recursive: true });
    const report = { format: 1, command, startedAt, seed, times, code: { commit, dirty }, rows };
    writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  }
  return rows;
}
