import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);

/** The files of the repository, those that are yet to be added included, and no others. */
const files = git('ls-files', '--cached', '--others', '--exclude-standard').filter((path) =>
  existsSync(new URL(path, ROOT)),
);
const documents = files.filter((path) => path.endsWith('.md') && !path.startsWith('docs/results/'));
const program = files.filter((path) => /^(src|python_env|proto|scripts)\//.test(path));

describe('the import table', () => {
  test('of ARCHITECTURE.md is that of the linter', async () => {
    const linter = (await import(new URL('.dependency-cruiser.mjs', ROOT).href)) as {
      readonly MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
    };
    const rows = read('ARCHITECTURE.md').matchAll(/^\| `(\w+)` *\|[^|]*\| ([^|]*)\|$/gm);
    const table = [...rows].map(([, folder, allowed]) => [folder, allowed?.match(/\w+/g) ?? []]);
    expect(table).toEqual(Object.entries(linter.MAY_IMPORT));
  });

  test('has a row for each folder of src', () => {
    const folders = program.flatMap((path) => /^src\/(\w+)\//.exec(path)?.[1] ?? []);
    const rows = read('ARCHITECTURE.md').matchAll(/^\| `(\w+)` *\|/gm);
    expect([...rows].map(([, folder]) => folder).sort()).toEqual([...new Set(folders)].sort());
  });
});

test('ARCHITECTURE.md has a word for each runtime dependency', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
  const architecture = read('ARCHITECTURE.md');
  const unexplained = Object.keys(dependencies).filter(
    (name) => !architecture.includes(`\`${name}\``),
  );
  expect(unexplained).toEqual([]);
});

describe('docs/deviations.md', () => {
  const entries = [...read('docs/deviations.md').matchAll(/^## (\d+)\. /gm)].map(([, n]) =>
    Number(n),
  );

  test('numbers its entries 1, 2, 3 ...', () => {
    expect(entries).toEqual(entries.map((_entry, index) => index + 1));
  });

  test('has each deviation that is cited', () => {
    const missing = [...program, ...documents].flatMap((path) =>
      citedIn(read(path))
        .filter((number) => !entries.includes(number))
        .map((number) => `${path}: deviation ${number}`),
    );
    expect(missing).toEqual([]);
  });

  test.each([
    ['Bootstraps there (deviation 7).', [7]],
    ['See deviations 5, 9 and 10.', [5, 9, 10]],
    ['The rest is deviations 1 to 7.', [1, 7]],
    ['One more soft update\n   * (deviation\n   * 8).', [8]],
    ['Noise of standard deviation 0.1.', []],
  ])('is cited as in: %s', (text, numbers) => {
    expect(citedIn(text)).toEqual(numbers);
  });
});

describe('the documents', () => {
  test.each(documents)('%s names only files that exist', (path) => {
    const missing = namedIn(read(path)).filter((name) => !existsSync(new URL(name, ROOT)));
    const broken = linkedFrom(path).filter((target) => !existsSync(target));
    expect([...missing, ...broken.map(String)]).toEqual([]);
  });

  test.each(documents)('%s names only options that exist', (path) => {
    const sources = program.filter((file) => /^(src\/cli|scripts)\//.test(file));
    const known = [...sources, 'package.json'].map(read).join('\n');
    const named = [...read(path).matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(
      ([, option]) => option ?? '',
    );
    const isKnown = (option: string) => new RegExp(`(?<![\\w-])${option}(?![\\w-])`).test(known);
    expect(named.filter((option) => !isKnown(option))).toEqual([]);
  });
});

test('no file names a path of one machine', () => {
  // A home, or a folder at the root that only one machine has.
  const machine = new RegExp(
    `(?<![\\w.~$}-])/(${['root', 'home', 'work', 'Users'].join('|')})/\\w`,
  );
  const guilty = files
    .map((path) => [path, machine.exec(read(path))?.[0]] as const)
    .filter(([, found]) => found !== undefined);
  expect(guilty).toEqual([]);
});

test('the generated protocol code is that of the protocol file', () => {
  const run = () =>
    execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], {
      cwd: fileURLToPath(ROOT),
      encoding: 'utf8',
    });
  expect(run).not.toThrow();
});

/** The numbers after "deviation" or "deviations", also where a comment goes on in the next line. */
function citedIn(text: string): number[] {
  const flowing = text.replaceAll(/\n\s*(\*|\/\/|#)?\s*/g, ' ');
  const citations = flowing.matchAll(
    /(?<!standard )\bdeviations? (\d+(?:(?:, | and | to )\d+)*)/gi,
  );
  return [...citations].flatMap(([, numbers]) => numbers?.match(/\d+/g) ?? []).map(Number);
}

/** Paths in backticks that begin with a file or folder at the root of the repository. */
function namedIn(markdown: string): string[] {
  const tops = new Set(files.map((path) => path.split('/')[0]));
  return [...markdown.matchAll(/`([\w./-]+)`/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => tops.has(name.split('/')[0]));
}

/** The files that a document's links lead to. */
function linkedFrom(path: string): URL[] {
  const links = read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
  return [...links]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => new URL(target, new URL(path, ROOT)));
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

function git(...args: readonly string[]): string[] {
  const output = execFileSync('git', [...args, '-z'], {
    cwd: fileURLToPath(ROOT),
    encoding: 'utf8',
  });
  return output.split('\0').filter((path) => path !== '');
}
