import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProgramOptions } from './program.ts';

/** What a training program can be at. All that is none of the others is a step. */
export const PHASES = ['start-up', 'step', 'aggregation', 'evaluation', 'checkpoint'] as const;

export type Phase = (typeof PHASES)[number];

/** When a program is to be killed, by a thread of its own. */
export interface Aim {
  readonly phase: Phase;
  /** In the first such phase after this step. */
  readonly step: number;
  /** After so much of the phase; at its very end, where it is shorter. */
  readonly delayMs: number;
  /** The program alone, or its jobs and workers as well. */
  readonly victim: 'program' | 'group';
  /** The file that tells that it has come to it. */
  readonly report: string;
}

/** What a program was at when it was killed. */
export interface Strike {
  readonly phase: Phase;
  /** The step that was done last, as far as it was counted. */
  readonly step: number;
  /** What phases of it lasted; 0: there was none. */
  readonly lastedMs: Readonly<Record<Phase, number>>;
}

const AIM = 'CHAOS_AIM';
const FINGERPRINTS = 'CHAOS_FINGERPRINTS';
const PRELOAD = pathToFileURL(join(import.meta.dirname, 'killing.mjs')).href;

/**
 * Options of a program that is killed at some moment.
 *
 * @param aim null: it is not killed
 * @param fingerprints folder for the fingerprint of each run one step before its end; null: none are taken
 */
export function aimedAt(aim: Aim | null, fingerprints: string | null = null): ProgramOptions {
  return {
    env: {
      NODE_OPTIONS: `--import=${PRELOAD}`,
      ...(aim && { [AIM]: JSON.stringify(aim) }),
      ...(fingerprints !== null && { [FINGERPRINTS]: fingerprints }),
    },
  };
}

/** The aim at this very process. */
export function aimHere(): Aim | null {
  const text = process.env[AIM];
  return text === undefined ? null : (JSON.parse(text) as Aim);
}

export function fingerprintsHere(): string | null {
  return process.env[FINGERPRINTS] ?? null;
}

/** What a program reported before it was killed, and forgets it; null where it was not. */
export function takeReport(report: string): Strike | null {
  if (!existsSync(report)) return null;
  const strike = JSON.parse(readFileSync(report, 'utf8')) as Strike;
  rmSync(report);
  return strike;
}
