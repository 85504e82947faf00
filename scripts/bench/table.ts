export type Cell = string | number | null;

/** A Markdown table, its columns padded. Numbers have three digits and stand on the right. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const texts = rows.map((row) => row.map(cellText));
  const isNumeric = header.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  const widths = header.map((name, column) =>
    Math.max(3, name.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const pad = (text: string, column: number) =>
    isNumeric[column] ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    isNumeric[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(header), line(rule), ...texts.map(line)].join('\n');
}

function cellText(cell: Cell): string {
  if (cell === null) return '-';
  return typeof cell === 'number' ? threeDigits(cell) : cell;
}

/** `0.0123`, `1.23`, `12.3`, `1230`. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toFixed(decimals);
}

/** Such as `agents 8, batch 256.` */
export function settingText(setting: Readonly<Record<string, string | number>>): string {
  return `${Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}.`;
}
