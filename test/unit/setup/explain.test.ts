import { describe, expect, test } from 'vitest';

import { explain } from '../../../scripts/setup/explain.mjs';
import { CommandError } from '../../../scripts/setup/run.mjs';
import { SetupError } from '../../../scripts/setup/say.mjs';

const EXPECTED = 'a'.repeat(64);
const GOT = 'b'.repeat(64);

describe('a bad hash names the file, what was expected and what came', () => {
  test('in pip’s words', () => {
    const output = `Collecting zipp==4.1.2
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.
    zipp==4.1.2 from some://where/zipp-4.1.2-py3-none-any.whl (from -r x.lock (line 3)):
        Expected sha256 ${EXPECTED}
             Got        ${GOT}`;
    expect(explain(new CommandError('python -m pip install', output))).toMatchInlineSnapshot(`
      "zipp-4.1.2-py3-none-any.whl is not the file that the lock file names: it is damaged, or somebody changed it.
        expected aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        got      bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      Try again. If it stays so, do not trust the source it came from."
    `);
  });

  test('in our unpacker’s words', () => {
    const output = `bad hash: nccl-2.32.3-py3-none-any.whl\n  expected ${EXPECTED}\n  got      ${GOT}\n`;
    const message = explain(new CommandError('python unpack.py', output));
    expect(message).toContain('nccl-2.32.3-py3-none-any.whl is not the file');
    expect(message).toContain(`expected ${EXPECTED}`);
    expect(message).toContain(`got      ${GOT}`);
  });
});

test('a refused download asks about the network and shows what pip said', () => {
  const output = 'ERROR: No matching distribution found for tensorflow-cpu==2.21.0';
  const message = explain(new CommandError('python -I -m pip download', output));
  expect(message).toContain(
    'Is the network, or the mirror that pip and npm are set to, reachable?',
  );
  expect(message).toContain(output);
});

test.each([
  Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
  new CommandError('python unpack.py', 'OSError: [Errno 28] No space left on device'),
])('a full disk says where else things can go', (error) => {
  expect(explain(error)).toContain('RESILIENT_MARL_CACHE');
});

test('long output keeps its beginning, where npm says what is wrong, and its end, where pip does', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}.`);
  const message = explain(new CommandError('npm ci', lines.join('\n')));
  expect(message).toContain('line 0.');
  expect(message).toContain('line 99.');
  expect(message).not.toContain('line 50.');
});

test('a message for the person is left as it is', () => {
  expect(explain(new SetupError('Do this.'))).toBe('Do this.');
});

test('a fault of our own is not explained away', () => {
  expect(explain(new TypeError('undefined is not a function'))).toBeNull();
});
