import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EnvPool } from '../../../src/env/envPool.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const PYTHON = join(import.meta.dirname, '../../../.setup/venv/bin/python');

test.each([
  ['a flag of 2', 'fields["truncated"] = bytes([2])'],
  ['a reward too many', 'fields["rewards"].append(0.0)'],
  ['half an observation', 'fields["observations"] = fields["observations"][:20]'],
])('a step with %s is a fault, and the pool does not go on', async (_name, fault) => {
  using folder = temporaryFolder();
  await using pool = await EnvPool.start({
    ...{ task: 'InvertedPendulum-v4', count: 1 },
    python: workerWith(folder.path, fault),
  });
  await pool.reset([0], [1]);
  const garbled = { name: 'TransportError', fault: 'garbled' };
  await expect(pool.step(new Float32Array(1))).rejects.toMatchObject(garbled);
  await expect(pool.step(new Float32Array(1))).rejects.toMatchObject({ fault: 'closed' });
});

/** The worker, but for a fault in what it says of a step: a program to start in Python's place. */
function workerWith(folder: string, fault: string): string {
  const script = join(folder, 'worker.py');
  writeFileSync(
    script,
    `import sys
sys.path.insert(0, "")
from resilient_env import handlers
step = handlers.HANDLERS["step"]
def faulty(pool, request):
    fields = step(pool, request)
    ${fault}
    return fields
handlers.HANDLERS["step"] = faulty
from resilient_env.__main__ import main
main()
`,
  );
  const program = join(folder, 'python');
  // The flags before the worker's own are those of Python.
  writeFileSync(program, `#!/bin/sh\nshift 4\nexec "${PYTHON}" -E -s "${script}" "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}
