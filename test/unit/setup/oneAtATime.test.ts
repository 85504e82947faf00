import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { oneAtATime } from '../../../scripts/setup/oneAtATime.mjs';

const MODULE = new URL('../../../scripts/setup/oneAtATime.mjs', import.meta.url).href;

const unheard = (): void => undefined;

test('actions for one folder follow each other, and who waits is told for whom', async () => {
  const events: string[] = [];
  const action = (name: string) => async (): Promise<void> => {
    events.push(`${name} starts`);
    await sleep(30);
    events.push(`${name} ends`);
  };
  const waitedFor: string[] = [];
  const first = oneAtATime('/follow', unheard, action('first'));
  const second = oneAtATime('/follow', (pid) => waitedFor.push(pid), action('second'));
  await Promise.all([first, second]);
  expect(events).toHaveLength(4);
  expect(events[0]?.split(' ')[0]).toBe(events[1]?.split(' ')[0]);
  expect(events[2]?.split(' ')[0]).toBe(events[3]?.split(' ')[0]);
  expect(waitedFor.every((pid) => pid === String(process.pid))).toBe(true);
});

test('actions for different folders do not wait', async () => {
  await oneAtATime('/one', unheard, () => oneAtATime('/other', unheard, () => Promise.resolve()));
});

test('an action that fails gives the lock back', async () => {
  const failing = oneAtATime('/fails', unheard, () => Promise.reject(new Error('stop')));
  await expect(failing).rejects.toThrow('stop');
  expect(await oneAtATime('/fails', unheard, () => Promise.resolve('next'))).toBe('next');
});

test('a process that is killed leaves no lock behind', async () => {
  const program = `import { oneAtATime } from '${MODULE}';
    await oneAtATime('/killed', () => {}, () => {
      console.log('working');
      return new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  await once(child.stdout, 'data');
  const waitedFor: string[] = [];
  const next = oneAtATime(
    '/killed',
    (pid) => waitedFor.push(pid),
    () => Promise.resolve('next'),
  );
  await sleep(100);
  child.kill('SIGKILL');
  expect(await next).toBe('next');
  expect(waitedFor).toEqual([String(child.pid)]);
});
