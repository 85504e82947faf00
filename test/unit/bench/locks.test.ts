import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);

describe.each(['requirements.lock', 'requirements-cuda.lock'])('%s', (name) => {
  test('pins every package by version and hash, and names no registry', () => {
    const text = read(`scripts/bench/${name}`);
    expect(text).not.toMatch(/:\/\/|index-url|find-links/);
    for (const entry of text.split(/\n(?=[a-z])/)) {
      expect(entry).toMatch(/^[a-z0-9-]+(\[[a-z]+\])?==\S+/);
      expect(entry).toMatch(/--hash=sha256:[0-9a-f]{64}/);
    }
  });
});

test('the peers step the same environments as our worker', () => {
  const [bench, worker] = ['scripts/bench', 'python_env'].map((folder) =>
    read(`${folder}/requirements.in`),
  );
  for (const name of ['gymnasium', 'mujoco', 'numpy']) {
    const pin = new RegExp(`^${name}.*==.*$`, 'm');
    expect(pin.exec(bench ?? '')?.[0]).toBe(pin.exec(worker ?? '')?.[0]);
  }
});

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
