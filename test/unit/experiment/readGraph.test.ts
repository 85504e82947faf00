import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGraph } from '../../../src/experiment/readGraph.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

test('a graph is given by name, as a list, or in a JSON file', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'graph.json');
  writeFileSync(file, '[[1], [0, 2], [1]]\n');
  expect(readGraph('paper').neighbors).toHaveLength(8);
  expect(readGraph('0:1;1:0,2;2:1').neighbors).toEqual([
    [0, 1],
    [1, 0, 2],
    [2, 1],
  ]);
  expect(readGraph(file).neighbors).toEqual([
    [0, 1],
    [1, 0, 2],
    [2, 1],
  ]);
});

test('a file that is not there is named', () => {
  expect(() => readGraph('no-such.json')).toThrow(
    /^--graph no-such\.json cannot be read \(ENOENT: no such file.*Give a JSON file such as/,
  );
});

test.each([
  ['{"neighbors": []}', 'cannot read'],
  ['[[1], [0', 'this is no JSON'],
  ['[[1], [0], [7]]', 'agent 2 lists 7, but there are only agents 0 to 2.'],
  ['[[1], []]', 'agent 0 lists 1, but agent 1 does not list 0.'],
])('the broken file %s is named, with what is wrong in it', (content, message) => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'graph.json');
  writeFileSync(file, content);
  expect(() => readGraph(file)).toThrow(`--graph ${file}: graph: `);
  expect(() => readGraph(file)).toThrow(message);
});
