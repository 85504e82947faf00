import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectVersion } from '../../../src/experiment/provenance.ts';
import { main } from '../../../src/cli/main.ts';

let printed: string;
let complained: string;

beforeEach(() => {
  printed = '';
  complained = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('--help lists the commands, the options of the default one, and examples', async () => {
  expect(await main(['--help'])).toBe(0);
  expect(printed).toMatchInlineSnapshot(`
    "resilient-marl <command> [options]

    Reproduces "Resilient Multi-agent RL Using Medoid and Soft-medoid Based Aggregation" (ICAA 2022) on real
    MuJoCo, and trains runs of your own.

    Commands:
      resilient-marl reproduce            Reproduce figures of the paper: train what they need, draw them, write a
                                          report.                                                        [default]
      resilient-marl train                Train one run: task, rule, attack, graph and every hyper-parameter.
      resilient-marl sensitivity          Make each choice that the paper leaves open otherwise, and judge its
                                          claims again.
      resilient-marl plot [folders..]     Draw figures from runs that are there: a reproduction, or folders of
                                          single runs.
      resilient-marl compare [folders..]  Compare our DDPG, without cooperation, with published DDPG and TD3
                                          curves.
      resilient-marl report [folders..]   Join reproductions and other results into one report, claims side by
                                          side.
      resilient-marl theory               Check Theorems 1 to 5 of the paper by experiment, and write a report.
      resilient-marl doctor               Show versions, device, CPU, TensorFlow switches and the worker; exit
                                          code 0 if all works.

    Options:
      --version               Show version number                                                        [boolean]
      --help                  Show help                                                                  [boolean]
      --scale                 quick: small networks and short runs: minutes; laptop: small networks, long enough
                              for every rule to learn: about an hour on two cores; paper: the paper's networks and
                              lengths: many hours without a GPU.
                                                          [choices: "quick", "laptop", "paper"] [default: "quick"]
      --figure                What to reproduce: a panel (2a, 2b, 3a, 3b, 4a, 4b, 5a, 5b), a figure (2 to 5), all
                              panels of a task (pendulum, half-cheetah), all, or several of these with commas.
                                                                                    [string] [default: "pendulum"]
      --seeds                 Number of seeds: 0, 1, 2 ...                                            [default: 1]
      --period                Steps between communication rounds. 1: a round after each update, none in the
                              warm-up. [default: the scale’s]
      --attack-beta, --beta   Step size of the attacks. [default: 0.5; 0.05 at --period 1]
      --task                  Task of Figs. 2b, 5a and 5b, with the pendulum’s settings. [default:
                              InvertedPendulum-v4]                                                        [string]
      --replay-capacity       Transitions a learner remembers. [default: the scale’s]
      --plan                  Print the runs, how far they are, memory and an estimate of the time; train and
                              write nothing.                                            [boolean] [default: false]
      --jobs                  Processes that train at once, each with its share of the threads. [default: 2, or 1
                              on one core or a GPU]
      --out                   Output folder. [default: results/<scale>-<figure>]                          [string]
      --device                Where to compute. auto: a CUDA GPU where one is set up and usable, else the CPU.
                                                                 [choices: "auto", "cpu", "gpu"] [default: "auto"]
      --threads               Threads that compute, on a CPU. [default: one a core]
      --quiet                 No progress, only the result.                             [boolean] [default: false]
      --overwrite             Replace the run or reproduction in the output folder.     [boolean] [default: false]
      --checkpoint-seconds    Seconds between checkpoints, from which an interrupted run goes on.    [default: 60]
      --worker-timeout        Seconds in which an environment worker has to answer; one that hangs is replaced.
                                                                                                     [default: 60]
      --env-workers           Processes among which the environments are divided; changes no result. [default: 1;
                              beside a GPU one for 32 environments, as far as there are cores]
      --allow-version-change  Go on with runs that another version of this program or its libraries began;
                              run.json tells.                                           [boolean] [default: false]
      --runs-per-cohort       Runs that train in lockstep in one program, at most; changes no result. [default:
                              the scale’s; on a GPU all runs of a task that fit into memory]

    Examples:
      resilient-marl                                           the paper's comparison in small, in minutes
      resilient-marl train --task HalfCheetah-v5 --rule        one run
      soft-medoid --temperature 1
      resilient-marl reproduce                                 Figs. 2b, 5a and 5b in small
      resilient-marl reproduce --figure 3 --scale paper        the runs that it needs
      --seeds 3 --plan

    From a clone: npm start -- <command> [options].
    "
  `);
});

test.each([
  ['train', ['--task', '--rule', '--temperature', '--attack', '--beta', '--onset', '--graph']],
  ['train', ['--seed', '--steps', '--warmup', '--period', '--hidden', '--batch', '--device']],
  ['train', ['--out', '--quiet', '--overwrite', '--threads', 'a small attacked run']],
  ['reproduce', ['--figure', '--scale', '--seeds', '--period', '--plan', '--out', '--quiet']],
  ['plot', ['--out', 'folders', 'runs of your own in one picture']],
  ['doctor', ['versions, device, CPU']],
])('%s --help tells of %j', async (command, parts) => {
  expect(await main([command, '--help'])).toBe(0);
  for (const part of parts) expect(printed).toContain(part);
});

test('--version is that of the package', async () => {
  expect(await main(['--version'])).toBe(0);
  expect(printed).toBe(`${projectVersion()}\n`);
});

test('messages are English in every locale', async () => {
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
  expect(await main(['train', '--nope', '3'])).toBe(2);
  expect(complained).toBe(
    'resilient-marl: Unknown option or command: nope. resilient-marl [command] --help lists what there is.\n',
  );
});

test.each([
  [['trian'], 'Unknown option or command: trian.'],
  [['train', 'extra'], 'Unknown option or command: extra.'],
  [['train', '--learning-rate', '1'], 'Unknown option or command: learning-rate.'],
  [['reproduce', '--rule', 'medoid'], 'Unknown option or command: rule.'],
  [
    ['train', '--rule', 'nope'],
    '--rule has to be one of none, average, median, medoid, soft-medoid; got "nope".',
  ],
  [['train', '--steps', '--quiet'], '--steps is given without a value. Add one, or leave it out.'],
  [['train', '--threads', '0'], '--threads has to be a whole number of at least 1, got 0.'],
  [['train', '--hidden', '0,3'], '--hidden 0,3 is not two layers'],
  [['reproduce', '--seeds', '0'], '--seeds has to be a whole number of at least 1, got 0.'],
  [['reproduce', '--figure', '9'], '--figure 9 is no figure of the paper.'],
  [['plot'], 'plot: got no folder.'],
  [['plot', 'no-such-folder'], 'no-such-folder/run.json'],
])('%j is refused in one line', async (argv, message) => {
  expect(await main(argv)).toBe(2);
  expect(complained).toContain(message);
  expect(complained.trim().split('\n')).toHaveLength(1);
  expect(printed).toBe('');
});
