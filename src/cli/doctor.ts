import type { CommandModule } from 'yargs';
import { backendChecks, type Check } from '../backend/checks.ts';
import { describeCode } from '../experiment/provenance.ts';
import { workerChecks } from '../experiment/workerChecks.ts';
import type { Outcome } from './outcome.ts';

const MARKS: Readonly<Record<Check['status'], string>> = {
  ok: 'ok',
  missing: 'MISSING',
  info: '-',
};

/** `doctor`: what is there, what is missing, and what to do about it. */
export function doctorCommand(ending: (outcome: Outcome) => void): CommandModule {
  return {
    command: 'doctor',
    describe:
      'Show versions, device, CPU, TensorFlow switches and the worker; exit code 0 if all works.',
    builder: (cli) => cli.example('$0 doctor', 'a table of what works; exit code 0 if all does'),
    handler: async () => {
      const code = describeCode();
      const commit = code.commit === null ? 'not in a git clone' : code.commit.slice(0, 12);
      const checks: Check[] = [
        { name: 'resilient-marl', status: 'ok', detail: `${code.version} (${commit})` },
        { name: 'Node', status: 'ok', detail: process.version },
        ...(await backendChecks()),
        ...(await workerChecks()),
      ];
      const width = Math.max(...checks.map(({ name }) => name.length));
      const lines = checks.flatMap(({ name, status, detail, remedy }) => [
        `${MARKS[status].padEnd(8)} ${name.padEnd(width)}  ${detail}`,
        ...(remedy === undefined ? [] : [`${' '.repeat(width + 11)}${remedy}`]),
      ]);
      process.stdout.write(`${lines.join('\n')}\n`);
      if (checks.some(({ status }) => status === 'missing')) ending('failed');
    },
  };
}
