import { createHash } from 'node:crypto';
import { ruleKey } from '../aggregation/index.ts';
import type { RunConfig } from './config.ts';

/**
 * A run's name: readable, and unique by a hash of its whole configuration, such as
 * `InvertedPendulum-v4_soft-medoid-T0.1_average-attack_seed0_1f3a9c2e`.
 */
export function runId(config: RunConfig): string {
  const attack = config.attack ? `${config.attack.name}-attack` : 'no-attack';
  return [config.task, ruleKey(config.rule), attack, `seed${config.seed}`, configHash(config)]
    .join('_')
    .replaceAll(/[^\w.-]+/g, '-');
}

/** The first 8 hexadecimal digits of the SHA-256 of the configuration, whatever its keys' order. */
export function configHash(config: RunConfig): string {
  return createHash('sha256').update(canonical(config)).digest('hex').slice(0, 8);
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
