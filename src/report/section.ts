/**
 * A report as a section of another: each heading a level lower, each path of a picture or of data as
 * `rebase` has it: `figures/a.png` to `figures/laptop/a.png`. Code blocks and links to elsewhere stay as they are.
 */
export function asSection(markdown: string, rebase: (path: string) => string): string {
  return outsideCode(markdown, (text) =>
    text
      .replaceAll(/^(#{1,5}) /gm, '#$1 ')
      .replaceAll(LINK, (link, opening: string, path: string) =>
        isWithin(path) ? `${opening}${encodeURI(rebase(decoded(path)))})` : link,
      ),
  ).trim();
}

/** The pictures that a report shows, as paths within its folder. */
export function picturesOf(markdown: string): string[] {
  const pictures: string[] = [];
  outsideCode(markdown, (text) => {
    for (const [, opening = '', path = ''] of text.matchAll(LINK)) {
      if (opening.startsWith('!')) pictures.push(decoded(path));
    }
    return text;
  });
  return [...new Set(pictures)];
}

const LINK = /(!?\[[^\]\n]*\]\()([^()\s]+)\)/g;

function isWithin(path: string): boolean {
  return /^(figures|data)\//.test(path);
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Changes a text but for its fenced code blocks. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^```[^\n]*\n[\s\S]*?^```[^\n]*$)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
