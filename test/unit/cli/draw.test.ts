import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { planOf, runFolder, type Reproduction } from '../../../src/cli/reproduction.ts';
import { writeRuns } from '../../support/inventedReproduction.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const REPRODUCTION: Reproduction = {
  format: 1,
  scale: 'quick',
  figure: '2b',
  seeds: [0, 1],
  period: null,
  beta: null,
  task: null,
  replayCapacity: null,
};

let root: ReturnType<typeof temporaryFolder>;
let out: string;
let complained: string;
let printed: string;

/** Whole runs, and figures, data and a report of an earlier drawing. */
beforeEach(() => {
  root = temporaryFolder();
  out = join(root.path, 'out');
  complained = '';
  printed = '';
  writeRuns(out, REPRODUCTION);
  for (const part of ['figures', 'data']) mkdirSync(join(out, part));
  for (const name of ['figures/fig2.png', 'data/fig2.csv', 'report.md']) {
    writeFileSync(join(out, name), `an earlier ${name}`);
  }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  root[Symbol.dispose]();
});

/** Of all files of the reproduction. */
function hashOf(): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    hash.update(path).update(entry.isFile() ? readFileSync(path) : '');
  }
  return hash.digest('hex');
}

/** The folder of a run of the rule average. */
function folderOf(seed: number): string {
  const run = planOf(REPRODUCTION).runs.find(
    ({ config }) => config.seed === seed && config.rule.name === 'average',
  );
  return runFolder(out, run?.id ?? '');
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** What the program says; it ends with code 2 and leaves all files as they are. */
async function refused(...args: string[]): Promise<string> {
  const before = hashOf();
  expect(await main(args)).toBe(2);
  expect(hashOf()).toBe(before);
  return complained;
}

const REPRODUCE = ['reproduce', '--figure', '2b', '--seeds', '2'];

test('figures whose runs are gone, or have no evaluation yet, are kept', async () => {
  for (const { id } of planOf(REPRODUCTION).runs) {
    edit(join(runFolder(out, id), 'run.json'), (text) => text.replace('finished', 'interrupted'));
    edit(join(runFolder(out, id), 'evaluations.csv'), () => 'step,agent,return,length\n');
  }
  expect(await refused('plot', out)).toContain('none of its runs is evaluated yet');
  rmSync(join(out, 'runs'), { recursive: true });
  const said = await refused('plot', out);
  expect(said).toContain(`${out}: nothing to draw, for none of its runs is there (${out}/runs)`);
  expect(said).toContain('Kept as it is: figures, data, report.md.');
});

test('a damaged aggregation.csv is told before anything is written, and how to go on', async () => {
  const run = folderOf(1);
  edit(join(run, 'aggregation.csv'), (text) => text.replace('actor', 'policy'));
  const said = await refused('plot', out);
  expect(said).toContain(`${join(run, 'aggregation.csv')}, line 2: network is "policy"`);
  expect(said).toContain(`Delete the folder ${run} and give the command that trained it again`);
});

test("another run's record in a run's folder is refused", async () => {
  edit(join(folderOf(0), 'run.json'), () => readFileSync(join(folderOf(1), 'run.json'), 'utf8'));
  const said = await refused('plot', out);
  expect(said).toContain(`${join(folderOf(0), 'run.json')} holds the run `);
  expect(said).not.toContain('RangeError');
});

test('a run that was asked for earlier and is damaged is refused before the rest is trained', async () => {
  edit(join(folderOf(1), 'evaluations.csv'), (text) => text.split('\n', 9).join('\n') + '\n');
  const said = await refused('reproduce', '--figure', '2b', '--seeds', '1', '--out', out);
  expect(said).toContain(join(folderOf(1), 'evaluations.csv'));
});

test('finished runs of two versions of the code are refused by plot, reproduce and --plan', async () => {
  edit(join(folderOf(1), 'run.json'), (text) => text.replace('"c0de"', '"beef"'));
  const other = planOf(REPRODUCTION).runs[0]?.id ?? '';
  const named = `code that computes them: c0de (${runFolder(out, other)}), beef (${folderOf(1)})`;
  expect(await refused('plot', out)).toContain(named);
  complained = '';
  expect(await refused(...REPRODUCE, '--out', out)).toContain(named);
  complained = '';
  expect(await refused(...REPRODUCE, '--plan', '--out', out)).toContain(named);
  expect(complained).toContain(`--out ${out} --allow-version-change`);
  expect(printed).toContain('14 runs, 14 of them done');
  // Runs of before there was a hash are a version of their own.
  edit(join(folderOf(1), 'run.json'), (text) => text.replace('"beef"', 'null'));
  expect(await refused('plot', out)).toContain(`unknown (${folderOf(1)})`);
});

test('a mix of versions that was accepted is drawn, and reproduce.json tells of it', async () => {
  edit(join(folderOf(1), 'run.json'), (text) => text.replace('"c0de"', '"beef"'));
  expect(await main([...REPRODUCE, '--out', out, '--allow-version-change'])).toBe(0);
  const { versionChanges } = JSON.parse(readFileSync(join(out, 'reproduce.json'), 'utf8')) as {
    versionChanges: unknown;
  };
  expect(versionChanges).toEqual([
    { at: expect.any(String) as string, changed: { code: { before: 'c0de', now: 'beef' } } },
  ]);
  expect(await main([...REPRODUCE, '--plan', '--out', out])).toBe(0);
  // A third one was not accepted.
  edit(join(folderOf(0), 'run.json'), (text) => text.replace('"c0de"', '"f00d"'));
  expect(await refused('plot', out)).toContain('f00d (');
});
