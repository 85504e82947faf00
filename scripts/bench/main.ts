import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { describeCode, describeCpu } from '../../src/experiment/provenance.ts';
import { explain } from '../setup/explain.mjs';
import { HELP, optionsFrom, type Options, type SectionName } from './options.ts';
import { writePicture } from './picture.ts';
import { ContentionWatch, measureLoad } from './processes.ts';
import type { Report, SectionResult } from './results.ts';
import { endToEndSection } from './sections/endToEnd.ts';
import { environmentsSection } from './sections/environments.ts';
import { gpuSection } from './sections/gpu.ts';
import { growthSection } from './sections/growth.ts';
import type { Measured, Plan } from './sections/section.ts';
import { updateSection } from './sections/update.ts';
import { setUpPeers } from './setUp.ts';
import { targetsOf } from './targets.ts';
import { hostText, sectionText, targetsText } from './text.ts';

const EXIT_USER_ERROR = 2;
const EXIT_INTERRUPTED = 130;

const SECTIONS: Readonly<Record<SectionName, (plan: Plan) => Promise<Measured>>> = {
  update: updateSection,
  environments: environmentsSection,
  'end-to-end': endToEndSection,
  growth: growthSection,
  gpu: gpuSection,
};

/** The command line of `npm run bench`. Returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = optionsFrom(argv, new Date());
    if (options.help) process.stdout.write(HELP);
    else if (options.setup) await setUpPeers();
    else await measure(options, ['npm run bench --', ...argv].join(' '));
    return 0;
  } catch (error) {
    const message = error instanceof UserError ? error.message : explain(error);
    if (message === null) throw error;
    process.stderr.write(`bench: ${message}\n`);
    return EXIT_USER_ERROR;
  }
}

async function measure(options: Options, command: string): Promise<void> {
  const { isQuick, rounds, json } = options;
  const startedAt = new Date().toISOString();
  const host = describeHost();
  mkdirSync(dirname(json), { recursive: true });
  say(`# ${command}\n\n${hostText(host)}\n`);
  if (isQuick) say('--quick: small sizes. The numbers mean nothing.\n');
  const plan: Plan = {
    ...options,
    roundSeconds: isQuick ? 0.05 : 0.5,
    folder: temporaryFolder(),
    say: (line) => process.stderr.write(`bench: ${line} ...\n`),
  };
  const sections: SectionResult[] = [];
  for (const name of options.sections) {
    const section = await runSection(name, plan);
    sections.push(section);
    say(`${sectionText(section)}\n`);
  }
  const targets = targetsOf(sections);
  if (targets.length > 0) say(`${targetsText(targets)}\n`);
  const outcome = { startedAt, command, isQuick, rounds, host, sections, targets };
  const report: Report = { format: 1, ...outcome };
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  const pictures = await writePicture(report, json.replace(/\.json$/, ''));
  say(`Results: ${[json, ...pictures].join(', ')}`);
}

async function runSection(name: SectionName, plan: Plan): Promise<SectionResult> {
  const restSeconds = plan.isQuick ? 0.05 : 2;
  const before = await measureLoad(restSeconds);
  const watch = new ContentionWatch();
  const measured = await SECTIONS[name](plan);
  const othersCores = watch.othersCores();
  return { name, ...measured, before, after: await measureLoad(restSeconds), othersCores };
}

/** Goes with the process, also by Ctrl-C. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'resilient-marl-bench-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  process.once('SIGINT', () => process.exit(EXIT_INTERRUPTED));
  return folder;
}

function describeHost(): Report['host'] {
  const { model, cores, flags } = describeCpu();
  const { version, commit, dirty } = describeCode();
  return {
    CPU: model,
    cores,
    flags: flags.join(' '),
    'memory, GB': Math.round(totalmem() / 1e9),
    kernel: release(),
    node: process.versions.node,
    'resilient-marl': version,
    commit: commit === null ? 'unknown' : `${commit}${dirty === true ? ', with changes' : ''}`,
  };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
