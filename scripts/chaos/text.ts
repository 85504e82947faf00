import { markdownTable } from '../bench/table.ts';
import type { Row } from './stage.ts';

/** The table, and what there is to say of each row. */
export function tableText(rows: readonly Row[]): string {
  const header = ['fault', 'times injected', 'survived', 'data lost', 'bits equal', ''];
  const cells = rows.map((row) => [
    row.fault,
    ...[row.injected, row.survived, row.lost].map(String),
    row.bitsEqual === null ? '-' : row.bitsEqual ? 'yes' : 'no',
    row.hasPassed ? 'ok' : 'FAILED',
  ]);
  return markdownTable(header, cells);
}

/** What was seen, a line a row. */
export function notesText(rows: readonly Row[]): string {
  return rows
    .filter(({ note }) => note !== '')
    .map(({ fault, note }) => `- ${fault}: ${note.replaceAll('\n', '\n  ')}`)
    .join('\n');
}

/** A duration in words: `40 s`, `7 min`. */
export function durationText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
