import { describe, expect, test } from 'vitest';
import { components, meanNeighborhoodSize, paperGraph } from '../../../src/cooperation/graph.ts';
import { parseGraph } from '../../../src/cooperation/parseGraph.ts';
import { UserError } from '../../../src/errors.ts';

describe("the paper's graph", () => {
  test('has the published neighbor lists, each agent first in its own', () => {
    expect(paperGraph.neighbors).toEqual([
      [0, 5, 6],
      [1, 3],
      [2, 4, 7],
      [3, 1, 5],
      [4, 2],
      [5, 0, 3],
      [6, 0],
      [7, 2],
    ]);
  });

  test('falls into two components', () => {
    expect(components(paperGraph)).toEqual([
      [0, 1, 3, 5, 6],
      [2, 4, 7],
    ]);
  });

  test('has neighborhoods of 2.5 on the mean', () => {
    expect(meanNeighborhoodSize(paperGraph)).toBe(2.5);
  });

  test('joins exactly the agents that are less than 1.5 apart', () => {
    const { neighbors, positions = [] } = paperGraph;
    positions.forEach(([x, y], agent) => {
      const near = [...positions.keys()].filter((other) => {
        const [otherX = NaN, otherY = NaN] = positions[other] ?? [];
        return Math.hypot(x - otherX, y - otherY) < 1.5;
      });
      expect([...(neighbors[agent] ?? [])].sort()).toEqual(near);
    });
  });
});

describe('a graph in words', () => {
  test('may be the name of the paper', () => {
    expect(parseGraph('paper')).toBe(paperGraph);
  });

  test('may be an adjacency list, with or without the agents themselves', () => {
    const neighbors = [[0, 2, 1], [1, 0], [2, 0]]; // prettier-ignore
    expect(parseGraph('0:2,1; 1:0; 2:0').neighbors).toEqual(neighbors);
    expect(parseGraph('2: 0, 2; 1: 1, 0; 0: 0, 2, 1;').neighbors).toEqual(neighbors);
  });

  test('may be a list of lists in JSON', () => {
    const text = JSON.stringify(paperGraph.neighbors);
    expect(parseGraph(`${text}\n`).neighbors).toEqual(paperGraph.neighbors);
    expect(parseGraph('[[1], [1, 0]]').neighbors).toEqual([[0, 1], [1, 0]]); // prettier-ignore
  });

  test('may be a ring or a complete graph of any number of agents', () => {
    expect(parseGraph('ring:4').neighbors).toEqual([[0, 1, 3], [1, 2, 0], [2, 3, 1], [3, 0, 2]]); // prettier-ignore
    expect(parseGraph('ring:2').neighbors).toEqual([[0, 1], [1, 0]]); // prettier-ignore
    expect(parseGraph('ring:1').neighbors).toEqual([[0]]);
    expect(meanNeighborhoodSize(parseGraph('complete:8'))).toBe(8);
  });

  test('may have agents that hear nobody', () => {
    expect(components(parseGraph('0:1;1:0;2:'))).toEqual([[0, 1], [2]]);
  });

  test.each([
    ['', 'cannot read ""'],
    ['papre', 'cannot read "papre"'],
    ['ring', 'cannot read "ring"'],
    ['ring:0', 'there is no agent'],
    ['ring:100000000', 'too many agents'],
    ['[]', 'there is no agent'],
    ['[[1], [0]', 'this is no JSON'],
    ['[1, 2]', 'expected a list of lists'],
    ['[[1.5], [0]]', 'expected a list of lists'],
    ['[[-1], [0]]', 'expected a list of lists'],
    ['0:1;1', 'cannot read "1"'],
    ['0:1;1:0;x', 'cannot read "x"'],
    ['0:1;1:0,9', 'agent 1 lists 9, but there are only agents 0 to 1'],
    ['0:1,1;1:0', 'agent 0 lists 1 twice'],
    ['0:1;1:0;0:1', 'agent 0 has two lists'],
    ['0:2;2:0', 'there are 2 lists, but none of agent 1'],
    ['0:1;1:', 'agent 0 lists 1, but agent 1 does not list 0'],
  ])('is refused when it is %j', (text, reason) => {
    expect(() => parseGraph(text)).toThrow(UserError);
    expect(() => parseGraph(text)).toThrow(reason);
  });

  test('is refused with what to add where an edge goes one way', () => {
    expect(() => parseGraph('0:1;1:')).toThrowErrorMatchingInlineSnapshot(
      `[UserError: graph: agent 0 lists 1, but agent 1 does not list 0. Edges go both ways: add 0 to the list of agent 1.]`,
    );
  });

  test('is refused with the forms it may have', () => {
    expect(() => parseGraph('star')).toThrowErrorMatchingInlineSnapshot(
      `[UserError: graph: cannot read "star". Give "paper", "ring:8", "complete:8", an adjacency list such as "0:1,2;1:0;2:0", or as JSON "[[1, 2], [0], [0]]".]`,
    );
  });
});
