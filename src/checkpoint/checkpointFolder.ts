import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UserError, messageOf } from '../errors.ts';
import { replaceFile, syncFolder, writeError } from '../metrics/atomicFile.ts';

/*
 * A run's `checkpoint` folder:
 *
 *     step-000004000/checkpoint.json   written last: format, hashes of all parts, and what is no tensor
 *     step-000004000/state.safetensors
 *     replay/000000000-000004000.safetensors   transitions between two checkpoints; never changed
 *
 * A checkpoint is made under another name and renamed, so that a folder that is called `step-...` is
 * whole; its hashes tell whether it has stayed so.
 */

const FORMAT = 2;
const STATE = 'state.safetensors';
const MANIFEST = 'checkpoint.json';
const REPLAY = 'replay';
const KEPT = 2;
const STEP_FOLDER = /^step-(\d{9})$/;

/** A file of transitions: those of the steps from `from` (exclusive) to `to` (inclusive). */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly sha256: string;
}

export interface Manifest<Rest> {
  readonly format: typeof FORMAT;
  /** Environment steps of each agent that are done. */
  readonly step: number;
  readonly stateSha256: string;
  readonly replay: readonly Segment[];
  /** SHA-256 of the JSON of `rest`: a bit that flips there is found, too. */
  readonly restSha256: string;
  readonly rest: Rest;
}

/** A checkpoint of another format than this program reads: perhaps of another version, and not damaged. */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  constructor(path: string, format: unknown) {
    super(`${path} has format ${String(format)}, expected ${FORMAT}`);
  }
}

/** A checkpoint that has been read whole. */
export interface Checkpoint<Rest> {
  readonly manifest: Manifest<Rest>;
  readonly state: Uint8Array;
  /** Oldest first. */
  readonly segments: readonly Uint8Array[];
}

/** Where a run's checkpoints are. */
export function checkpointsOf(runFolder: string): string {
  return join(runFolder, 'checkpoint');
}

/** Steps at which there are whole checkpoints, the latest first. Reads no more than names. */
export function checkpointSteps(runFolder: string): number[] {
  const folder = checkpointsOf(runFolder);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new UserError(
      `${folder} is a file, and has to be the folder of the run's checkpoints. Move it away; without ` +
        'checkpoints the run starts anew.',
    );
  }
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const steps = names.flatMap((name) => STEP_FOLDER.exec(name)?.[1] ?? []).map(Number);
  return steps.sort((a, b) => b - a);
}

/** Writes the transitions since the last checkpoint. Returns what a manifest says of them. */
export function writeSegment(
  runFolder: string,
  { from, to }: Pick<Segment, 'from' | 'to'>,
  data: Uint8Array,
): Segment {
  const folder = join(checkpointsOf(runFolder), REPLAY);
  makeFolder(folder);
  replaceFile(segmentPath(runFolder, { from, to }), data);
  return { from, to, sha256: sha256(data) };
}

/** Writes a checkpoint as one step, and removes all but the last two. */
export function writeCheckpoint<Rest>(
  runFolder: string,
  { step, replay, rest }: Pick<Manifest<Rest>, 'step' | 'replay' | 'rest'>,
  state: Uint8Array,
): void {
  const folder = checkpointsOf(runFolder);
  const temporary = join(folder, `.step-${process.pid}`);
  const final = stepFolder(runFolder, step);
  const manifest: Manifest<Rest> = {
    format: FORMAT,
    step,
    stateSha256: sha256(state),
    replay,
    restSha256: sha256(JSON.stringify(rest)),
    rest,
  };
  try {
    rmSync(temporary, { recursive: true, force: true });
    makeFolder(temporary);
    writeSynced(join(temporary, STATE), state);
    writeSynced(join(temporary, MANIFEST), JSON.stringify(manifest));
    syncFolder(temporary);
    rmSync(final, { recursive: true, force: true });
    renameSync(temporary, final);
    syncFolder(folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw writeError(final, error);
  }
  removeOld(runFolder);
}

/** Reads a checkpoint and checks every hash. Throws an error that says what is wrong with which file. */
export function readCheckpoint<Rest>(runFolder: string, step: number): Checkpoint<Rest> {
  const folder = stepFolder(runFolder, step);
  const manifest = readManifest<Rest>(join(folder, MANIFEST), step);
  const state = readChecked(join(folder, STATE), manifest.stateSha256);
  const segments = manifest.replay.map((segment) =>
    readChecked(segmentPath(runFolder, segment), segment.sha256),
  );
  return { manifest, state, segments };
}

/**
 * Removes the checkpoints after a step: those that were passed over. Left there, they would count among
 * the last two, and push out the good ones that are yet to come.
 */
export function removeCheckpointsAfter(runFolder: string, step: number): void {
  for (const later of checkpointSteps(runFolder).filter((other) => other > step)) {
    rmSync(stepFolder(runFolder, later), { recursive: true, force: true });
  }
}

/** Removes all checkpoints of a run. */
export function removeCheckpoints(runFolder: string): void {
  rmSync(checkpointsOf(runFolder), { recursive: true, force: true });
}

/** Keeps the last two checkpoints and the transitions that they name; what was half written goes, and what is no file. */
function removeOld(runFolder: string): void {
  const folder = checkpointsOf(runFolder);
  const kept = checkpointSteps(runFolder).slice(0, KEPT);
  const names = kept.map((step) => basename(stepFolder(runFolder, step)));
  for (const name of readdirSync(folder)) {
    if (name === REPLAY || names.includes(name)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  const named = segmentsOf(runFolder, kept);
  if (!named) return;
  const replay = join(folder, REPLAY);
  for (const name of existsSync(replay) ? readdirSync(replay) : []) {
    if (!named.has(name)) rmSync(join(replay, name), { recursive: true, force: true });
  }
}

/** Names of the files of transitions that checkpoints need; null where one does not say. */
function segmentsOf(runFolder: string, steps: readonly number[]): Set<string> | null {
  try {
    const manifests = steps.map((step) =>
      readManifest(join(stepFolder(runFolder, step), MANIFEST), step),
    );
    const segments = manifests.flatMap(({ replay }) => replay);
    return new Set(segments.map((segment) => basename(segmentPath(runFolder, segment))));
  } catch {
    return null;
  }
}

function readManifest<Rest>(path: string, step: number): Manifest<Rest> {
  const text = Buffer.from(readBytes(path)).toString('utf8');
  let manifest: Partial<Manifest<Rest>> | null;
  try {
    manifest = JSON.parse(text) as Partial<Manifest<Rest>> | null;
  } catch (error) {
    throw new Error(`${path} is damaged: ${messageOf(error)}`, { cause: error });
  }
  const format: unknown = manifest?.format;
  if (format !== FORMAT) throw new FormatError(path, format);
  const isWhole =
    manifest?.step === step &&
    Array.isArray(manifest.replay) &&
    manifest.rest !== undefined &&
    sha256(JSON.stringify(manifest.rest)) === manifest.restSha256;
  if (!isWhole) throw new Error(`${path} is damaged: its hash is another`);
  return manifest as Manifest<Rest>;
}

/**
 * Errors that say that a file is lost. With any other, such as one of the disk that may pass (EIO), it may well
 * be whole, and must not be given up.
 */
const LOST = ['ENOENT', 'ENOTDIR', 'EISDIR'];

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const what = `${path} cannot be read: ${messageOf(error)}`;
    if (LOST.includes(code)) throw new Error(what, { cause: error });
    throw new UserError(`${what}. Make it readable, try again, or give another folder.`, {
      cause: error,
    });
  }
}

function readChecked(path: string, expected: string): Uint8Array {
  const data = readBytes(path);
  if (sha256(data) !== expected) throw new Error(`${path} is damaged: its hash is another`);
  return data;
}

function stepFolder(runFolder: string, step: number): string {
  return join(checkpointsOf(runFolder), `step-${digits(step)}`);
}

function segmentPath(runFolder: string, { from, to }: Pick<Segment, 'from' | 'to'>): string {
  return join(checkpointsOf(runFolder), REPLAY, `${digits(from)}-${digits(to)}.safetensors`);
}

function digits(step: number): string {
  return String(step).padStart(9, '0');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
}

function writeSynced(path: string, data: string | Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, data);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
