import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asRunConfig } from '../../../src/cli/asRunConfig.ts';
import {
  claimFolder,
  commandOf,
  grownReproduction,
  planOf,
  readReproduction,
  recordOf,
  runFolder,
  runOf,
  type Reproduction,
} from '../../../src/cli/reproduction.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyRun } from '../../support/tinyRun.ts';
import { invented } from '../metrics/folders.ts';

const QUICK: Reproduction = {
  format: 1,
  scale: 'quick',
  figure: 'pendulum',
  seeds: [0],
  period: null,
  beta: null,
  task: null,
  replayCapacity: null,
};

let root: ReturnType<typeof temporaryFolder>;
let out: string;

beforeEach(() => {
  root = temporaryFolder();
  out = join(root.path, 'out');
});
afterEach(() => {
  root[Symbol.dispose]();
});

function claim(reproduction: Reproduction): void {
  claimFolder(out, grownReproduction(out, reproduction));
}

describe('what a reproduction means', () => {
  test('is its panels and runs', () => {
    const { panels, runs } = planOf(QUICK);
    expect(panels.map(({ id }) => id)).toEqual(['2b', '5a', '5b']);
    expect(runs).toHaveLength(19);
  });

  test('is three times the runs with three seeds', () => {
    const { runs } = planOf({ ...QUICK, seeds: [0, 1, 2] });
    expect(runs.map(({ config }) => config.seed).filter((seed) => seed === 2)).toHaveLength(19);
  });

  test('with another period has its rounds, and the step size that goes with it', () => {
    const { runs } = planOf({ ...QUICK, period: 1 });
    expect(runs.every(({ config }) => config.period === 1 && !config.aggregateDuringWarmup)).toBe(
      true,
    );
    expect(runs.flatMap(({ config }) => config.attack?.beta ?? [])).toEqual(Array(12).fill(0.05));
    expect(() => planOf({ ...QUICK, period: 100_000 })).toThrow(
      'so that no round would take place',
    );
    expect(() => planOf({ ...QUICK, period: 0 })).toThrow('--period has to be a whole number');
  });

  test('with another step size has it in all attacks', () => {
    const { runs } = planOf({ ...QUICK, period: 1, beta: 1 });
    expect(runs.flatMap(({ config }) => config.attack?.beta ?? [])).toEqual(Array(12).fill(1));
  });

  test('with another task has the settings of the pendulum, and leaves HalfCheetah alone', () => {
    const task = 'InvertedDoublePendulum-v5';
    const usual = planOf({ ...QUICK, figure: '2' });
    const { panels, runs } = planOf({ ...QUICK, figure: '2', task });
    expect(panels.map((panel) => panel.task)).toEqual(['HalfCheetah-v5', task]);
    expect(runs.map(({ config }) => config)).toEqual(
      usual.runs.map(({ config }) =>
        config.task === 'InvertedPendulum-v4' ? { ...config, task } : config,
      ),
    );
  });

  test('with another memory has it in all runs', () => {
    const { runs } = planOf({ ...QUICK, replayCapacity: 2000 });
    expect(new Set(runs.map(({ config }) => config.learner.replayCapacity))).toEqual(
      new Set([2000]),
    );
  });

  test('is a command that makes it', () => {
    expect(commandOf({ ...QUICK, period: 1, beta: 0.1, seeds: [0, 1] }, 'results/x')).toBe(
      'npm start -- reproduce --scale quick --figure pendulum --seeds 2 --period 1 --attack-beta 0.1 --out results/x',
    );
  });
});

test.each([
  ['results/x-1.2', 'results/x-1.2'],
  ['my results', "'my results'"],
  ["Ann's $HOME;ls", `'Ann'\\''s $HOME;ls'`],
  ['~', "'~'"],
])('the folder %s stands in the command as %s', (folder, word) => {
  const command = commandOf(QUICK, folder);
  expect(command.split('--out ')[1]).toBe(word);
  const shell = `for word in ${word}; do printf '[%s]' "$word"; done`;
  expect(execFileSync('sh', ['-c', shell], { encoding: 'utf8' })).toBe(`[${folder}]`);
});

describe('a folder', () => {
  test('that is new is claimed, and says afterwards what it reproduces', () => {
    expect(grownReproduction(out, QUICK)).toEqual(QUICK);
    expect(readdirSync(root.path)).toEqual([]);
    claimFolder(out, QUICK);
    expect(readReproduction(out)).toEqual(QUICK);
  });

  test('of the same reproduction is taken up', () => {
    claim(QUICK);
    expect(() => {
      claim(QUICK);
    }).not.toThrow();
  });

  test.each([
    ['scale', { scale: 'paper' }],
    ['task', { task: 'InvertedDoublePendulum-v5' }],
    ['memory', { replayCapacity: 2000 }],
    ['period', { period: 1 }],
    ['beta', { beta: 0.1 }],
  ] as const)('of another %s is refused, with both', (_setting, change) => {
    claim(QUICK);
    expect(() => {
      grownReproduction(out, { ...QUICK, ...change });
    }).toThrow(
      /reproduce\.json\): --scale quick --figure pendulum --seeds 1\. Asked for: --scale .*--overwrite/,
    );
    expect(readReproduction(out)).toEqual(QUICK);
  });

  test.each([
    [{ seeds: [0, 1, 2] }, { figure: 'pendulum', seeds: [0, 1, 2] }],
    [{ figure: '5a' }, { figure: 'pendulum', seeds: [0] }],
    [
      { figure: '2', seeds: [0, 1] },
      { figure: '2,5', seeds: [0, 1] },
    ],
    [{ figure: 'half-cheetah' }, { figure: 'all', seeds: [0] }],
  ] as const)('takes up more figures and seeds: %j', (more, both) => {
    claim(QUICK);
    expect(grownReproduction(out, { ...QUICK, ...more })).toEqual({ ...QUICK, ...both });
    expect(readReproduction(out)).toEqual(QUICK);
  });

  test('of before there was --task is read as one without', () => {
    mkdirSync(out);
    const { format, scale, figure, seeds, period, beta } = QUICK;
    const old = { format, scale, figure, seeds, period, beta };
    writeFileSync(join(out, 'reproduce.json'), JSON.stringify(old));
    expect(readReproduction(out)).toEqual(QUICK);
  });

  test('of something else is refused', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.tex'), '');
    expect(() => {
      grownReproduction(out, QUICK);
    }).toThrow(`--out ${out} is not empty: it holds thesis.tex.`);
  });

  test.each([
    '',
    '{"format": 1',
    'null',
    '[]',
    '{"format": 2}',
    JSON.stringify({ ...QUICK, scale: 'huge' }),
    JSON.stringify({ ...QUICK, seeds: 3 }),
    JSON.stringify({ ...QUICK, period: '1' }),
    JSON.stringify({ ...QUICK, versionChanges: [{ at: '', changed: { code: 'abc' } }] }),
    JSON.stringify({ ...QUICK, versionChanges: [{}] }),
  ])('whose reproduce.json is damaged is named: %s', (content) => {
    mkdirSync(out);
    writeFileSync(join(out, 'reproduce.json'), content);
    expect(() => readReproduction(out)).toThrow(`${join(out, 'reproduce.json')} is damaged: `);
    expect(() => readReproduction(out)).toThrow('--overwrite');
  });

  test('without a reproduce.json is no reproduction', () => {
    expect(readReproduction(root.path)).toBeNull();
  });
});

describe('a planned run', () => {
  const [run] = planOf(QUICK).runs;
  if (!run) throw new RangeError('The plan is empty.');

  test('that was never started has no record', () => {
    expect(recordOf(out, run)).toBeNull();
  });

  test('that was started is told by its folder', () => {
    const folder = runFolder(out, run.id);
    mkdirSync(folder, { recursive: true });
    const record = invented({
      id: run.id,
      status: 'interrupted',
      stepsDone: 40,
      config: run.config,
    });
    writeFileSync(join(folder, 'run.json'), JSON.stringify(record));
    expect(recordOf(out, run)).toEqual(record);
  });

  test('with a damaged record is named', () => {
    const folder = runFolder(out, run.id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run.json'), JSON.stringify(invented({ config: { task: 'x' } })));
    expect(() => recordOf(out, run)).toThrow(
      `${join(folder, 'run.json')}: config: it is not the configuration of a run`,
    );
    expect(() => recordOf(out, run)).toThrow(
      `Delete the folder ${folder} and give the command that trained it again`,
    );
    expect(() => runOf(out, run)).toThrow(`Delete the folder ${folder}`);
  });

  test('with the files of another run is refused', () => {
    const folder = runFolder(out, run.id);
    mkdirSync(folder, { recursive: true });
    const [, other = run] = planOf({ ...QUICK, seeds: [0, 1] }).runs;
    const write = (id: string) => {
      writeFileSync(
        join(folder, 'run.json'),
        JSON.stringify(invented({ id, config: other.config })),
      );
    };
    write(other.id);
    expect(() => recordOf(out, run)).toThrow(`holds the run ${other.id}, expected ${run.id}`);
    write(run.id);
    expect(() => recordOf(out, run)).toThrow(
      `run.json holds the id ${run.id} and the configuration of ${other.id}, expected ${run.id}`,
    );
  });
});

test('a configuration is read back as it was', () => {
  const config = tinyRun({ attack: 'median' });
  expect(asRunConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  expect(() => asRunConfig(null)).toThrow('it is not the configuration of a run');
});

test.each<[string, object]>([
  ['of a run: task is not', { task: 7 }],
  ['of a run: rule is not', { rule: null }],
  ['of a run: attack is not', { attack: { name: 'average', beta: '0.5' } }],
  ['of a run: graph is not', { graph: { name: 'x', neighbors: [0] } }],
  ['of a run: learner is not', { learner: undefined }],
  ['of a run: learner is not', { learner: { ...tinyRun().learner, hidden: [8] } }],
  ['of a run: learner is not', { learner: { ...tinyRun().learner, gamma: '0.9' } }],
  ['of a run: overlap is not', { overlap: undefined }],
  ['Unknown aggregation rule "bogus"', { rule: { name: 'bogus' } }],
  ['--steps has to be', { steps: 0.5 }],
])('a damaged configuration is told, not run: %s, %j', (message, change) => {
  const damaged = JSON.parse(JSON.stringify({ ...tinyRun(), ...change })) as unknown;
  expect(() => asRunConfig(damaged)).toThrow(message);
});
