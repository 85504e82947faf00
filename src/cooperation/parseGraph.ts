import { UserError } from '../errors.ts';
import { paperGraph, type Graph } from './graph.ts';

/** The graphs that have a name and take a number of agents. */
const families = {
  complete: (agentCount: number) => lists(agentCount, () => lists(agentCount, (agent) => agent)),
  ring: (agentCount: number) =>
    lists(agentCount, (agent) => [(agent + 1) % agentCount, (agent + agentCount - 1) % agentCount]),
} satisfies Record<string, (agentCount: number) => number[][]>;

/** What one worker serves, less the virtual agent. */
const MOST_AGENTS = 4095;

const FORMS =
  '"paper", "ring:8", "complete:8", an adjacency list such as "0:1,2;1:0;2:0", or as JSON ' +
  '"[[1, 2], [0], [0]]"';

/**
 * Reads a graph: a name, or an adjacency list given inline or as the content of a JSON file. An
 * agent need not list itself. Everything else that is wrong is a `UserError`.
 */
export function parseGraph(text: string): Graph {
  const trimmed = text.trim();
  if (trimmed === paperGraph.name) return paperGraph;
  const [, family, agentCount] = /^([a-z]+):(\d+)$/.exec(trimmed) ?? [];
  if (family !== undefined && Object.hasOwn(families, family)) {
    if (Number(agentCount) > MOST_AGENTS) {
      throw new UserError(
        `graph: ${quote(trimmed)} has too many agents. ${MOST_AGENTS} are the most.`,
      );
    }
    const create = families[family as keyof typeof families];
    return graphOf(trimmed, create(Number(agentCount)).map(unique));
  }
  if (trimmed.startsWith('[')) return graphOf('custom', readJson(trimmed));
  if (/^\d+\s*:/.test(trimmed)) return graphOf('custom', readInline(trimmed));
  throw new UserError(`graph: cannot read ${quote(trimmed)}. Give ${FORMS}.`);
}

/** Puts each agent first in its own list and checks that edges exist and go both ways. */
function graphOf(name: string, heard: readonly (readonly number[])[]): Graph {
  if (heard.length === 0) throw new UserError(`graph: there is no agent. Give ${FORMS}.`);
  const last = heard.length - 1;
  heard.forEach((neighbors, agent) => {
    neighbors.forEach((neighbor, place) => {
      if (neighbors.indexOf(neighbor) !== place) {
        throw new UserError(`graph: agent ${agent} lists ${neighbor} twice. Leave one out.`);
      }
      const back = heard[neighbor];
      if (!back) {
        throw new UserError(
          `graph: agent ${agent} lists ${neighbor}, but there are only agents 0 to ${last}.`,
        );
      }
      if (neighbor !== agent && !back.includes(agent)) {
        throw new UserError(
          `graph: agent ${agent} lists ${neighbor}, but agent ${neighbor} does not list ${agent}. ` +
            `Edges go both ways: add ${agent} to the list of agent ${neighbor}.`,
        );
      }
    });
  });
  return { name, neighbors: heard.map((neighbors, agent) => unique([agent, ...neighbors])) };
}

function readJson(text: string): number[][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`graph: this is no JSON: ${quote(text)}. Give ${FORMS}.`, { cause: error });
  }
  const isLists =
    Array.isArray(value) &&
    value.every((list) => Array.isArray(list) && list.every((agent) => isAgentNumber(agent)));
  if (!isLists) {
    throw new UserError(
      `graph: expected a list of lists of agents, got ${quote(text)}. Give ${FORMS}.`,
    );
  }
  return value as number[][];
}

function readInline(text: string): number[][] {
  const entries = text.split(';').filter((entry) => entry.trim() !== '');
  const heard = new Map<number, number[]>();
  for (const entry of entries) {
    const [, agentText, listText = ''] = /^\s*(\d+)\s*:([\d\s,]*)$/.exec(entry) ?? [];
    if (agentText === undefined) {
      throw new UserError(
        `graph: cannot read ${quote(entry)}. Each agent is "0:1,2", parted by ";".`,
      );
    }
    const agent = Number(agentText);
    if (heard.has(agent)) throw new UserError(`graph: agent ${agent} has two lists. Join them.`);
    heard.set(
      agent,
      listText
        .split(',')
        .filter((item) => item.trim() !== '')
        .map(Number),
    );
  }
  return lists(heard.size, (agent) => {
    const neighbors = heard.get(agent);
    if (neighbors) return neighbors;
    throw new UserError(
      `graph: there are ${heard.size} lists, but none of agent ${agent}. Number the agents ` +
        `0 to ${heard.size - 1} and give each a list; "${agent}:" is an agent that hears nobody.`,
    );
  });
}

function isAgentNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function lists<T>(length: number, item: (index: number) => T): T[] {
  return [...Array(length).keys()].map(item);
}

function unique(items: readonly number[]): number[] {
  return [...new Set(items)];
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
