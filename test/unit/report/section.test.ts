import { expect, test } from 'vitest';
import { asSection, picturesOf } from '../../../src/report/section.ts';

const REPORT = [
  '# Title',
  '![Fig. 2: a (b)](figures/a%20b.png) and [data](data/a.csv), [elsewhere](https://example.org/figures/a)',
  '```sh\n# no heading\necho "![x](figures/no.png)"\n```',
  '### Deeper',
  '![again](figures/a%20b.png)',
  '```\nan end\n```',
].join('\n\n');

test('a section has its headings a level lower, and its links in a folder of its own', () => {
  const text = asSection(REPORT, (path) => path.replace('/', '/mine/'));
  expect(text).toBe(
    [
      '## Title',
      '![Fig. 2: a (b)](figures/mine/a%20b.png) and [data](data/mine/a.csv), [elsewhere](https://example.org/figures/a)',
      '```sh\n# no heading\necho "![x](figures/no.png)"\n```',
      '#### Deeper',
      '![again](figures/mine/a%20b.png)',
      '```\nan end\n```',
    ].join('\n\n'),
  );
});

test('the pictures of a report are those that it shows, each once', () => {
  expect(picturesOf(REPORT)).toEqual(['figures/a b.png']);
});
