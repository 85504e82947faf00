import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { Marked, type Tokens } from 'marked';
import { UserError, messageOf } from '../errors.ts';
import { escapeHtml } from './markdown.ts';

/**
 * A report as one HTML file that needs nothing beside it: pictures are inlined, the vector one where
 * there are two of a name, and no script or style is fetched.
 *
 * @param folder what the links of `markdown` are relative to
 */
export function htmlOf(markdown: string, folder: string): string {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Report';
  const marked = new Marked({
    gfm: true,
    renderer: {
      image: ({ href, text }: Tokens.Image) =>
        `<img alt="${escapeHtml(text)}" src="${dataUri(folder, href)}">`,
    },
  });
  const body = marked.parse(markdown, { async: false });
  const scrolling = body.replaceAll('<table>', '<div class="table"><table>');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<main>${scrolling.replaceAll('</table>', '</table></div>')}</main>`,
    '</html>',
    '',
  ].join('\n');
}

const TYPES: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.png': 'image/png' };

function dataUri(folder: string, href: string): string {
  const path = resolve(folder, decoded(href));
  const vector = `${path.slice(0, -extname(path).length)}.svg`;
  const file = existsSync(vector) ? vector : path;
  try {
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    return `data:${type};base64,${readFileSync(file).toString('base64')}`;
  } catch (error) {
    throw new UserError(
      `The report's picture ${file} cannot be read: ${messageOf(error)}. Draw it again with \`plot\`.`,
      { cause: error },
    );
  }
}

/** A link's path; one with a `%` that encodes nothing stands for itself. */
function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 70rem; margin: 2rem auto 4rem; padding: 0 1.25rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; }
img { max-width: 100%; height: auto; background: #fff; border-radius: 4px; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
td[align='right'], th[align='right'] { text-align: right; font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; padding: 0.8rem; background: #8881; border-radius: 4px; }
code { font-size: 0.9em; }
summary { cursor: pointer; }
`.replaceAll(/\s*\n\s*/g, ' ');
