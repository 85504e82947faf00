import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { htmlOf } from '../../../src/report/html.ts';
import { details, table } from '../../../src/report/markdown.ts';
import { writeReportFiles } from '../../../src/report/write.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

test('a page holds its pictures, the vector one where there are two, and fetches nothing', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'a b.png'), 'raster');
  writeFileSync(join(folder.path, 'a b.svg'), '<svg/>');
  writeFileSync(join(folder.path, 'c.png'), 'raster');
  const markdown =
    '# A <title>\n\n![one & two](a%20b.png) ![](c.png)\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n';
  const { html } = writeReportFiles(folder.path, markdown);
  const page = htmlOf(markdown, folder.path);
  const sources = [...page.matchAll(/src="([^"]*)"/g)].map(([, source]) => source);
  expect(sources).toEqual([
    `data:image/svg+xml;base64,${Buffer.from('<svg/>').toString('base64')}`,
    `data:image/png;base64,${Buffer.from('raster').toString('base64')}`,
  ]);
  expect(page).toContain('<title>A &lt;title&gt;</title>');
  expect(page).toContain('alt="one &amp; two"');
  expect(page).toMatch(
    /<div class="table"><table>[\s\S]*<td align="right">2<\/td>[\s\S]*<\/table><\/div>/,
  );
  expect(page).not.toMatch(/<(script|link|iframe)|@import|url\(|http/);
  expect(html).toBe(join(folder.path, 'report.html'));
});

test('a picture that is missing is the user’s to mend, and nothing is written', () => {
  using folder = temporaryFolder();
  const write = () => writeReportFiles(folder.path, '![x](gone.png)');
  expect(write).toThrow(UserError);
  expect(write).toThrow(/gone\.png cannot be read/);
});

test('what a message holds is text', () => {
  using folder = temporaryFolder();
  const markdown = `${table(['a'], [['<img src=x onerror=1> & <NaN>']])}\n\n${details('<b>', 'x')}`;
  const page = htmlOf(markdown, folder.path);
  expect(page).toContain('&lt;img src=x onerror=1&gt; &amp; &lt;NaN&gt;');
  expect(page).toContain('<summary>&lt;b&gt;</summary>');
  expect(page).not.toMatch(/<img|<NaN|<b>/);
});

test('a link with a stray per cent sign is a path', () => {
  using folder = temporaryFolder();
  expect(() => htmlOf('![x](100%.png)', folder.path)).toThrow(/100%\.png cannot be read/);
});
