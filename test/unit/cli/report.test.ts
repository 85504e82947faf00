import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { drawAndTell } from '../../../src/cli/draw.ts';
import { readDrawnRuns } from '../../../src/cli/drawnRuns.ts';
import { main } from '../../../src/cli/main.ts';
import {
  claimFolder,
  planOf,
  runFolder,
  type Reproduction,
} from '../../../src/cli/reproduction.ts';
import { judgeClaims, type ToldVerdict } from '../../../src/report/claims.ts';
import { writeVerdicts } from '../../../src/report/claimsFiles.ts';
import { verdictsCsv } from '../../../src/report/verdictsCsv.ts';
import { wholeVerdicts, writeRuns } from '../../support/inventedReproduction.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let printed: string;
let complained: string;
let root: ReturnType<typeof temporaryFolder>;
let at: (...parts: string[]) => string;

beforeEach(() => {
  printed = '';
  complained = '';
  root = temporaryFolder();
  at = (...parts) => join(root.path, ...parts);
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

const REPRODUCTION: Reproduction = {
  format: 1,
  scale: 'quick',
  figure: 'pendulum',
  seeds: [0, 1],
  period: 1,
  beta: null,
  task: null,
  replayCapacity: null,
};

const VERDICT: ToldVerdict = {
  claim: 'v',
  task: 'InvertedPendulum-v4',
  statement: 'Medoid deteriorates under the attacks',
  verdict: 'contradicted',
  parts: (['average', 'median'] as const).map((attack) => ({
    what: `medoid under the ${attack} attack less itself without, agents that the attack reaches`,
    difference: { value: 123, t: { low: 100, high: 146 } },
    seeds: [0, 1],
    claimed: 'below',
    verdict: 'contradicted',
    wouldDecide: null,
  })),
};

const VERDICTS = wholeVerdicts(VERDICT);

/** A folder with a report of one picture, as a command leaves it; a reproduction where it has verdicts. */
function folderOf(name: string, manifest: string, verdicts: readonly ToldVerdict[] | null): string {
  const folder = at(name);
  for (const part of ['figures', 'data']) mkdirSync(join(folder, part), { recursive: true });
  if (verdicts === null) writeFileSync(join(folder, manifest), '{}');
  else {
    claimFolder(folder, REPRODUCTION);
    writeFileSync(join(folder, 'data/verdicts.csv'), verdictsCsv(verdicts));
  }
  writeFileSync(join(folder, 'report.md'), '# Small\n\n## A part\n\n![A picture](figures/a.png)\n');
  writeFileSync(join(folder, 'figures/a.png'), `raster of ${name}`);
  writeFileSync(join(folder, 'figures/a.svg'), '<svg/>');
  writeFileSync(join(folder, 'data/a.csv'), 'x\n1\n');
  return folder;
}

const read = (...parts: string[]): string => readFileSync(at(...parts), 'utf8');

describe('report', () => {
  test('joins folders: claims first, then each as a section, with its pictures and data', async () => {
    const laptop = folderOf('laptop', '', VERDICTS);
    const compared = folderOf('compared', 'compare.json', null);
    const out = at('all');
    expect(await main(['report', laptop, compared, '--out', out])).toBe(0);
    expect(printed).toBe(
      ['figures/claims.png', 'report.md', 'report.html'].map((name) => `${out}/${name}\n`).join(''),
    );
    const text = read('all/report.md');
    expect(text).toContain(`npm start -- report ${laptop} ${compared} --out ${out}`);
    expect(text).toContain(
      '|  | Claim | Task | quick scale, a round each step |\n| --- | --- | --- | --- |\n',
    );
    expect(text).toContain(
      '| (v) | Medoid deteriorates under the attacks | InvertedPendulum-v4 | **contradicted** |',
    );
    expect(text).toContain('**Disagrees:** (v) medoid deteriorates under the attacks.');
    expect(text).toContain('its runs are not beside it');
    expect(text).toContain(
      '## Small (`compared`)\n\n### A part\n\n![A picture](figures/compared/a.png)',
    );
    expect(read('all/figures/laptop/a.png')).toBe('raster of laptop');
    expect(read('all/figures/compared/a.svg')).toBe('<svg/>');
    expect(read('all/data/laptop/verdicts.csv')).toBe(verdictsCsv(VERDICTS));
    const html = read('all/report.html');
    expect(html.match(/<img [^>]*src="data:image\/svg/g)).toHaveLength(3);
    expect(html).not.toMatch(/src="(?!data:)/);
  });

  test('judges runs where they are, and sets settings side by side', async () => {
    const runs = at('runs-there');
    writeRuns(runs, { ...REPRODUCTION, period: null });
    await drawAndTell(runs, { ...REPRODUCTION, period: null });
    const verdicts = read('runs-there/data/verdicts.csv');
    expect(verdicts).toContain('v,InvertedPendulum-v4,supported,');
    const other = folderOf('period-1', '', VERDICTS);
    expect(await main(['report', runs, other, '--out', at('all')])).toBe(0);
    const text = read('all/report.md');
    expect(text).toContain(
      '| quick scale, a round each 200 steps | quick scale, a round each step |',
    );
    expect(text).toMatch(/\| \(v\) \| .* \| \*\*supported\*\* \| \*\*contradicted\*\* \|/);
    expect(text).toContain('- Medoid under the median attack against itself without: -200');
    expect(read('runs-there/report.md')).toContain(
      '![The claims and their verdicts](figures/claims.png)',
    );
  });

  test('refuses runs that changed after they were drawn, and runs of two versions', async () => {
    const folder = at('runs-there');
    const reproduction = { ...REPRODUCTION, period: null };
    writeRuns(folder, reproduction);
    const { runs } = readDrawnRuns(folder, reproduction);
    writeVerdicts(folder, judgeClaims(runs));
    writeFileSync(join(folder, 'report.md'), '# Small\n');
    const medoid = planOf(reproduction).runs.find(
      ({ config }) => config.attack?.name === 'average' && config.rule.name === 'medoid',
    );
    const run = runFolder(folder, medoid?.id ?? '');
    const whole = readFileSync(join(run, 'evaluations.csv'), 'utf8');
    writeFileSync(join(run, 'evaluations.csv'), whole.replaceAll(',300,', ',900,'));
    expect(await main(['report', folder, '--out', at('new')])).toBe(2);
    expect(complained).toContain('verdicts.csv is not what the runs in');
    expect(complained).toContain(`Draw them again first: npm start -- plot ${folder}`);

    writeFileSync(join(run, 'evaluations.csv'), whole);
    const record = readFileSync(join(run, 'run.json'), 'utf8');
    writeFileSync(join(run, 'run.json'), record.replace('"c0de"', '"beef"'));
    expect(await main(['report', folder, '--out', at('new')])).toBe(2);
    expect(complained).toContain('several versions of the code');
    expect(existsSync(at('new'))).toBe(false);
  });

  test('tells folders of one name and one setting apart', async () => {
    const folders = ['a/quick', 'b/quick'].map((name) => folderOf(name, '', VERDICTS));
    expect(await main(['report', ...folders, '--out', at('all')])).toBe(0);
    const text = read('all/report.md');
    expect(text).toContain(
      'a round each step (quick) | quick scale, a round each step (quick-2) |',
    );
    expect(read('all/figures/quick-2/a.png')).toBe('raster of b/quick');
  });

  test.each([
    ['no folder', () => [], 'report: got no folder.'],
    ['another folder', () => [at('good/figures')], 'has none of reproduce.json, compare.json'],
    [
      'no report',
      () => {
        rmSync(at('good/report.md'));
        return [at('good')];
      },
      'good/report.md: ENOENT',
    ],
    [
      'a missing picture',
      () => {
        rmSync(at('good/figures/a.png'));
        return [at('good')];
      },
      'good/figures/a.png is missing, which',
    ],
    [
      'a picture from elsewhere',
      () => {
        writeFileSync(at('good/report.md'), '![x](../secret.png)');
        return [at('good')];
      },
      'shows ../secret.png, which is not among its figures',
    ],
    [
      'neither runs nor verdicts',
      () => {
        rmSync(at('good/data/verdicts.csv'));
        return [at('good')];
      },
      'good/data/verdicts.csv: ENOENT',
    ],
    [
      'neither runs nor a whole table of verdicts',
      () => {
        writeFileSync(at('good/data/verdicts.csv'), verdictsCsv([]));
        return [at('good')];
      },
      'holds no verdict, and no run is in',
    ],
    ['a folder twice', () => [at('good'), `${at('good')}/`], 'is given twice'],
  ])('refuses %s, and writes nothing', async (_mistake, folders, message) => {
    folderOf('good', '', VERDICTS);
    expect(await main(['report', ...folders(), '--out', at('all')])).toBe(2);
    expect(complained).toContain(message);
    expect(existsSync(at('all'))).toBe(false);
  });

  test('refuses an output folder that is not free, or lies in what it joins', async () => {
    const good = folderOf('good', '', VERDICTS);
    mkdirSync(at('full'));
    writeFileSync(at('full/thesis.tex'), '');
    expect(await main(['report', good, '--out', at('full')])).toBe(2);
    expect(complained).toContain('is not empty: it holds thesis.tex');
    expect(await main(['report', good, '--out', good])).toBe(2);
    expect(await main(['report', good, '--out', join(good, 'all')])).toBe(2);
    expect(complained).toContain('which is to be joined');
    expect(readdirSync(good).sort()).toEqual(['data', 'figures', 'report.md', 'reproduce.json']);
  });
});
