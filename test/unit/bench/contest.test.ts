import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdContest, type Contender } from '../../../scripts/bench/contest.ts';

/** Answers each command, says that a piece of work takes a millisecond, and notes what it ran. */
const SUBJECT = `
const { appendFileSync } = require('node:fs');
const [, , log, name] = process.argv;
require('node:readline').createInterface(process.stdin).on('line', (line) => {
  const { do: command, count } = JSON.parse(line);
  if (command === 'run') appendFileSync(log, name + count + ' ');
  console.log(JSON.stringify(command === 'run' ? { seconds: count / 1000 } : {}));
});
`;

test('contenders take turns, and each works untimed before the clock starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contest-test-'));
  try {
    const log = join(folder, 'log');
    const script = join(folder, 'subject.cjs');
    writeFileSync(script, SUBJECT);
    const contender = (name: string): Contender => ({
      name,
      kind: 'peer',
      command: { program: process.execPath, args: [script, log, name] },
      problem: null,
      setup: {},
      agrees: false,
    });
    const contest = {
      ...{ title: 'test', unit: 'a piece', setting: {} },
      contenders: [contender('A'), contender('B')],
    };
    const pace = { rounds: 2, roundSeconds: 0.01, say: () => undefined };
    const { rows } = await holdContest(contest, pace);
    expect(readFileSync(log, 'utf8').trim().split(' ').slice(-8)).toEqual([
      ...['A2', 'A10', 'B2', 'B10'],
      ...['A2', 'A10', 'B2', 'B10'],
    ]);
    expect(rows.map(({ milliseconds }) => milliseconds)).toEqual([
      [1, 1],
      [1, 1],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
