import { expect, test } from 'vitest';
import { failureText } from '../../../src/cli/failure.ts';
import { UserError } from '../../../src/errors.ts';

class WorkerGoneError extends Error {
  override readonly name = 'WorkerGoneError';
}

test('an error with a name of its own is its message', () => {
  expect(failureText(new WorkerGoneError('The worker is gone.'))).toBe('The worker is gone.');
  expect(failureText(new UserError('Give a number.'))).toBe('Give a number.');
});

test('a fault of the program comes with its stack', () => {
  expect(failureText(new TypeError('x is undefined'))).toMatch(/^TypeError: x is undefined\n +at /);
  expect(failureText(new Error('no'))).toMatch(/^Error: no\n +at /);
});

test('what is no error is told as it is', () => {
  expect(failureText('no')).toBe('no');
});
