import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkpointSteps } from '../../../src/checkpoint/checkpointFolder.ts';
import { RandomStream } from '../../../src/random.ts';
import { runProgram, startProgram } from '../../../scripts/chaos/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { readTables } from '../experiment/trained.ts';

const RUN = [
  'train --device cpu --task InvertedPendulum-v4 --rule soft-medoid --attack median --quiet',
  '--steps 1500 --warmup 40 --batch 16 --hidden 8,8 --period 20 --evaluation-period 60',
].flatMap((options) => options.split(' '));
const GO_ON = 'train --device cpu --quiet --resume'.split(' ');
/** As often as they may be. */
const OFTEN = ['--checkpoint-seconds', '0'];

let root: ReturnType<typeof temporaryFolder>;
let out: string;

beforeEach(() => {
  root = temporaryFolder();
  out = join(root.path, 'out');
});
afterEach(() => {
  root[Symbol.dispose]();
});

function latest(): number {
  return checkpointSteps(out)[0] ?? 0;
}

function record(): { status: string; resumptions: { step: number }[] } {
  return JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as ReturnType<typeof record>;
}

/** Sends a signal some time after the program has come further than before. */
async function stop(args: readonly string[], signal: NodeJS.Signals, afterMs: number) {
  const before = latest();
  const program = startProgram([...args, ...OFTEN], { env: { TMPDIR: root.path } });
  await vi.waitUntil(() => latest() > before, { timeout: 60_000, interval: 5 });
  await delay(afterMs);
  process.kill(program.pid, signal);
  return program.ended;
}

test('a run that is killed again and again ends with the same bytes', async () => {
  const whole = join(root.path, 'whole');
  const random = new RandomStream({ seed: 6, agent: 0, purpose: 'warmup' });
  const moment = () => 150 * random.uniform();
  const reference = runProgram([...RUN, '--out', whole]);

  await stop([...RUN, '--out', out], 'SIGKILL', moment());
  expect(record().status).toBe('running');
  expect(readdirSync(out)).toContain('run.lock');
  await stop([...GO_ON, out], 'SIGKILL', moment());

  const interrupted = await stop([...GO_ON, out], 'SIGTERM', moment());
  expect(interrupted.code).toBe(130);
  expect(interrupted.stdout).toMatch(
    /^interrupted after \d+ steps.*\nGo on with it: train --resume \S+\n$/,
  );
  expect(record().status).toBe('interrupted');
  const again = await runProgram([...RUN, '--out', out]);
  expect(again.code).toBe(2);
  expect(again.stderr).toMatch(/holds this run, interrupted after \d+ steps\. Go on.*--resume/);

  const end = await runProgram([...GO_ON, out]);
  expect(end.stderr).toBe('');
  expect(end.stdout).toMatch(/^finished after 1500 steps/);
  await reference;
  expect(readTables(out)).toEqual(readTables(whole));
  expect(record().resumptions).toHaveLength(3);
  expect(readdirSync(out).sort()).toEqual(readdirSync(whole).sort());
  expect((await runProgram([...GO_ON, out])).stdout).toMatch(/^finished before, after 1500 steps/);
});

test('--resume is refused with what would make another run, and without a run', async () => {
  const both = await runProgram([...GO_ON, out, '--steps', '1001000', '--no-overlap']);
  expect(both.code).toBe(2);
  expect(both.stderr).toMatch(/so that --steps, --overlap cannot be given with it/);
  const nothing = await runProgram([...GO_ON, out]);
  expect(nothing.code).toBe(2);
  expect(nothing.stderr).toMatch(/there is no run\.json\. Give the folder of an interrupted run/);
  expect(existsSync(out)).toBe(false);
});
