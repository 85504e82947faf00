import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agreement } from './results.ts';

/** What rounding may do to float32 parameters in a few updates. */
const PARAMETER_TOLERANCE = 1e-4;

/** ||theirs - ours|| / ||ours||, for actor and critic the larger. */
export function compareParameters(ours: string, theirs: string): Agreement {
  const errors = ['actor', 'critic'].map((network) =>
    relativeError(floatsIn(join(theirs, `${network}.f32`)), floatsIn(join(ours, `${network}.f32`))),
  );
  return { error: Math.max(...errors), tolerance: PARAMETER_TOLERANCE };
}

/** The same for observations in float64, which have to be the same bits. */
export function compareObservations(ours: string, theirs: string): Agreement {
  const read = (folder: string) => new Float64Array(bytesIn(join(folder, 'observations.f64')));
  return { error: relativeError(read(theirs), read(ours)), tolerance: 0 };
}

/** ||a - b|| / ||b||; infinite where there is nothing to compare, or not the same number of values. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || b.length === 0) return Infinity;
  let difference = 0;
  let size = 0;
  for (let index = 0; index < b.length; index++) {
    difference += ((a[index] ?? NaN) - (b[index] ?? NaN)) ** 2;
    size += (b[index] ?? NaN) ** 2;
  }
  const error = Math.sqrt(difference / size);
  return Number.isNaN(error) ? Infinity : error;
}

function floatsIn(path: string): Float32Array {
  return new Float32Array(bytesIn(path));
}

/** A buffer of the file's own, so that an array may begin at its first byte. */
function bytesIn(path: string): ArrayBuffer {
  return Uint8Array.from(readFileSync(path)).buffer;
}
