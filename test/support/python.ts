import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/**
 * Runs a script of `test/reference` with the Python of set-up: JSON goes in on its standard input,
 * JSON comes back on its standard output. Numbers have to be finite; float32 values survive exactly.
 */
export function runReference(script: string, input: unknown): unknown {
  const output = execFileSync(
    fileURLToPath(new URL('.setup/venv/bin/python', root)),
    [fileURLToPath(new URL(`test/reference/${script}`, root))],
    { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return JSON.parse(output);
}
