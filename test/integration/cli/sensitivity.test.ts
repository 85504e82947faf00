import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimFolder, planOf, type Reproduction } from '../../../src/cli/reproduction.ts';
import {
  RunSources,
  assertBase,
  assertSensitivityFolder,
  claimSensitivityFolder,
  variantsOf,
  type SensitivityManifest,
} from '../../../src/cli/sensitivityFolder.ts';
import { trainMissing } from '../../../src/cli/reproduce/trainMissing.ts';
import { planRuns, selectPanels, type PlannedRun } from '../../../src/experiment/paperPlan.ts';
import { SCALES, scaledSettings } from '../../../src/experiment/scale.ts';
import { distinctRuns, planVariants } from '../../../src/experiment/variants.ts';
import { writeSensitivity } from '../../../src/report/sensitivity.ts';
import { runProgram } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { TINY_LEARNER } from '../../support/tinyRun.ts';

const MANIFEST: SensitivityManifest = { format: 1, scale: 'quick', task: 'pendulum', seeds: [0] };

/** The quick pendulum, much smaller still: 120 steps. */
const tiny = (task: string) => ({
  ...scaledSettings(SCALES.quick, task),
  steps: 120,
  warmup: 40,
  period: 20,
  evaluationPeriod: 20,
  learner: TINY_LEARNER,
});

let root: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  root = temporaryFolder();
});
afterAll(() => {
  root[Symbol.dispose]();
});

describe('a base and a variant', () => {
  // Two rules of seven, without attack and under both: the medoid's claim can be judged, no other can.
  const planned = planRuns(selectPanels('pendulum'), tiny, [0]).filter(({ config }) =>
    ['average', 'medoid'].includes(config.rule.name),
  );
  const variants = planVariants(planned, ['tie']);
  const runs = distinctRuns(variants);

  const train = async (some: readonly PlannedRun[], out: string) =>
    trainMissing(
      out,
      some.map((run) => ({ run, record: null, isFinished: false, step: 0 })),
      {
        scale: 'quick',
        jobs: 1,
        device: 'cpu',
        threads: undefined,
        quiet: true,
        overwrite: false,
        'checkpoint-seconds': 60,
        'worker-timeout': 60,
        'allow-version-change': false,
        'env-workers': undefined,
        'runs-per-cohort': undefined,
      },
      () => {
        claimSensitivityFolder(out, MANIFEST);
      },
    );

  test('are trained, each run once, read from where they lie, judged and drawn', async () => {
    const out = join(root.path, 'variant');
    const base = join(root.path, 'base');
    const [ofBase, ofTie] = variants;
    const own = ofTie?.runs.filter((run) => !ofBase?.runs.includes(run)) ?? [];
    expect(own).toHaveLength(3);
    expect(await train(ofBase?.runs ?? [], base)).toBe('done');
    expect(await train(own, out)).toBe('done');
    expect(readdirSync(join(out, 'runs'))).toHaveLength(3);

    const sources = new RunSources([out, base]);
    expect(runs.every((run) => sources.isFinished(run))).toBe(true);
    expect(() => {
      sources.assertOneCode(runs, true);
    }).not.toThrow();
    const { report } = await writeSensitivity(out, {
      scale: 'quick',
      task: 'InvertedPendulum-v4',
      seeds: [0],
      settings: '',
      command: 'npm start -- sensitivity',
      variants: variants.map((variant) => ({
        ...variant,
        planned: variant.runs.map((run) => ({ config: run.config, run: sources.read(run) })),
      })),
    });
    // One seed decides nothing, so that nothing can flip.
    const text = readFileSync(report.md, 'utf8');
    expect(text).toContain('tie: none.');
    expect(text).toContain('(v) is undecided in all 2 settings.');
    expect(text).toContain('(i) cannot be judged yet.');
    expect(existsSync(report.html)).toBe(true);
    const scores = readFileSync(join(out, 'data', 'scores.csv'), 'utf8').split('\n');
    const row = (variant: string, rule: string) =>
      scores.find((line) => line.startsWith(`${variant},${rule},`))?.slice(variant.length);
    expect(row('tie-lowest', 'average')).toBe(row('base', 'average'));
    expect(row('tie-lowest', 'medoid')).not.toBe(row('base', 'medoid'));
  });

  test('of another version of the code are refused', () => {
    const out = join(root.path, 'variant');
    const sources = new RunSources([out, join(root.path, 'base')]);
    const [first] = runs;
    if (!first) throw new Error('No run.');
    const path = join(root.path, 'base', 'runs', first.id, 'run.json');
    const whole = readFileSync(path, 'utf8');
    const record = JSON.parse(whole) as { code: { hash: string } };
    writeFileSync(path, JSON.stringify({ ...record, code: { ...record.code, hash: 'older' } }));
    expect(() => {
      sources.assertOneCode(runs, false);
    }).toThrow('The runs come from several versions of the code that computes them: older (');
    writeFileSync(path, whole);
  });
});

describe('what cannot be', () => {
  const reproduction: Reproduction = {
    format: 1,
    scale: 'quick',
    figure: 'pendulum',
    seeds: [0],
    period: null,
    beta: null,
    task: null,
    replayCapacity: null,
  };

  test('a base that is no reproduction, of another scale, or without runs of this base', () => {
    const base = (manifest: SensitivityManifest, folder: string) => () => {
      assertBase(folder, manifest, variantsOf(manifest, ['tie'])[0]?.runs ?? []);
    };
    const folder = join(root.path, 'reproduction');
    expect(base(MANIFEST, folder)).toThrow(`--base ${folder} is no reproduction.`);
    claimFolder(folder, reproduction);
    expect(base({ ...MANIFEST, scale: 'laptop' }, folder)).toThrow(
      `--base ${folder} is a reproduction at scale quick, but --scale is laptop.`,
    );
    expect(base(MANIFEST, folder)).toThrow(
      `--base ${folder} has no finished run that is needed here`,
    );
    expect(planOf(reproduction).runs.map(({ id }) => id)).toEqual(
      variantsOf(MANIFEST, ['tie'])[0]?.runs.map(({ id }) => id),
    );
  });

  test('a folder of another sensitivity, a damaged one, or one of something else', () => {
    const folder = join(root.path, 'sensitivity');
    const claim = (manifest: SensitivityManifest) => () => {
      assertSensitivityFolder(folder, manifest);
    };
    expect(claim(MANIFEST)).not.toThrow();
    claimSensitivityFolder(folder, MANIFEST);
    expect(claim(MANIFEST)).not.toThrow();
    expect(claim({ ...MANIFEST, seeds: [0, 1] })).toThrow(
      'holds another sensitivity: --scale quick --task pendulum --seeds 1. Asked for: --scale quick --task pendulum --seeds 2.',
    );
    writeFileSync(join(folder, 'sensitivity.json'), '{');
    expect(claim(MANIFEST)).toThrow(`${join(folder, 'sensitivity.json')} is damaged: `);
  });

  test.each([
    ['--only beta,gamma', '--only beta,gamma: "gamma" is nothing to vary. Allowed, '],
    ['--seeds 0', '--seeds has to be a whole number of at least 1, got 0.'],
  ])('%s', async (options, message) => {
    const { code, stderr } = await runProgram(['sensitivity', '--plan', ...options.split(' ')]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('a plan trains nothing and says what it would', async () => {
    const out = join(root.path, 'planned');
    const args = ['sensitivity', '--scale', 'quick', '--only', 'tie,beta', '--plan', '--out', out];
    const { code, stdout } = await runProgram(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^base +57 runs of its own, 0 done$/m);
    expect(stdout).toMatch(/^medoid tie: lowest number +9 runs of its own, 0 done$/m);
    expect(stdout).toContain('174 runs, 174 to train');
    expect(existsSync(out)).toBe(false);
  });
});
