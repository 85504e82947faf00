import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aimedAt } from '../aim.ts';
import { assertEnding, ChaosError } from '../ending.ts';
import { killAgain, outcomeOf } from '../killAgain.ts';
import { isGroupAlive, startProgram, type ProgramOptions } from '../program.ts';
import { reproducing, runsOf } from '../reproductions.ts';
import { readTables, recordIn, sameTables } from '../runFolder.ts';
import type { Scenario } from '../scenario.ts';

/** The runs of one panel in two processes: the first is killed, or all of them at once; the same command again. */
const KILLED_REPRODUCTION: Scenario = {
  name: 'kill-reproduce',
  fault: 'SIGKILL of reproduce --jobs 2',
  isLongOnly: true,
  seconds: (times) => 120 + 8 * times,
  run: async (context) => {
    const { folder: root, random, tell } = context;
    const whole = join(root, 'whole');
    const out = join(root, 'out');
    const parameters = { whole: join(root, 'whole-parameters'), out: join(root, 'out-parameters') };
    tell('without any fault');
    const reproduce = (folder: string, options: ProgramOptions) =>
      startProgram(reproducing(folder), options);
    assertEnding(await reproduce(whole, aimedAt(null, parameters.whole)).ended, { code: 0 });
    const { steps, evaluationPeriod } = recordIn(runsOf(whole)[0] ?? '').config;
    const kills = await killAgain(context, {
      start: (options) => reproduce(out, options),
      folders: () => runsOf(out),
      steps,
      evaluationPeriod,
      fingerprints: parameters.out,
      victim: () => (random.uniform() < 0.5 ? 'program' : 'group'),
      // Where only the first is killed, its jobs write a checkpoint and end by themselves.
      settled: async ({ pid }) => {
        while (isGroupAlive(pid)) await delay(20);
      },
    });
    tell('to the end');
    assertEnding(await reproduce(out, aimedAt(null, parameters.out)).ended, { code: 0 });
    const names = readdirSync(join(whole, 'runs'));
    const areEqual = names.map((name) => {
      const [a = '', b = ''] = [whole, out].map((folder) => join(folder, 'runs', name));
      const [x, y] = [parameters.whole, parameters.out].map((folder) => textOf(folder, name));
      return x === y && sameTables(readTables(a), readTables(b));
    });
    const outcome = outcomeOf(kills, !areEqual.includes(false));
    return { ...outcome, note: `${outcome.note}; ${names.length} runs` };
  },
};

/** The fingerprint of a run one step before its end. Throws where there is none. */
function textOf(folder: string, name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) throw new ChaosError(`The parameters of ${name} were not seen.`);
  return readFileSync(path, 'utf8');
}

export const REPRODUCTIONS: readonly Scenario[] = [KILLED_REPRODUCTION];
