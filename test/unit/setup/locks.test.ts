import { readFileSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { wheelsFor } from '../../../scripts/setup/wheels.mjs';

const PYTHON_ENV = new URL('../../../python_env/', import.meta.url);

describe.each(readdirSync(PYTHON_ENV).filter((name) => name.endsWith('.lock')))('%s', (name) => {
  const text = readFileSync(new URL(name, PYTHON_ENV), 'utf8');

  test('names no registry: that is the user’s choice', () => {
    expect(text).not.toMatch(/:\/\/|index-url|find-links/);
  });

  test('pins every package by version and hash', () => {
    const packages = text.split(/\n(?=[a-z])/);
    for (const entry of packages) {
      expect(entry).toMatch(/^[a-z0-9-]+(\[[a-z]+\])?==\S+/);
      expect(entry).toMatch(/--hash=sha256:[0-9a-f]{64}/);
    }
  });
});

describe('the large wheels', () => {
  test.each(['linux-x64', 'linux-arm64'])('there is TensorFlow for %s', (platform) => {
    expect(wheelsFor(platform).cpu?.[0]).toMatchObject({ version: '2.21.0' });
  });

  test('there is none for other platforms', () => {
    expect(wheelsFor('darwin-arm64')).toEqual({});
  });

  test('each is pinned by its hash and says how large it is', () => {
    const { cpu = [], gpu = [] } = wheelsFor('linux-x64');
    for (const wheel of [...cpu, ...gpu]) {
      expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(wheel.unpackedBytes).toBeGreaterThan(0);
      expect(wheel.bytes).toBeGreaterThan(1e6);
    }
  });
});
