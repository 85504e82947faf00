/** A Markdown table; columns from `rightFrom` on are set to the right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  rightFrom = Infinity,
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => escapeHtml(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  const rule = header.map((_title, column) => (column >= rightFrom ? '---:' : '---'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** A part of a report that most readers skip. */
export function details(summary: string, content: string): string {
  return `<details>\n<summary>${escapeHtml(summary)}</summary>\n\n${content}\n\n</details>`;
}

/** `1,234`, `12.3`, `-0.42`: as many digits as a return needs. */
export function number(value: number): string {
  const size = Math.abs(value);
  const digits = size < 1 ? 2 : size < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** `+1,234` or `-12.3`: a difference. */
export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${number(value)}`;
}

/** Text that a message holds is no markup, whatever it looks like. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
