import { readFileSync } from 'node:fs';
import type { Graph } from '../cooperation/graph.ts';
import { parseGraph } from '../cooperation/parseGraph.ts';
import { UserError, messageOf } from '../errors.ts';

/** The graph that `--graph` names: a JSON file's, or what `parseGraph` reads. Throws a `UserError`. */
export function readGraph(given: string): Graph {
  if (!given.endsWith('.json')) return parseGraph(given);
  const text = readText(given);
  try {
    return parseGraph(text);
  } catch (error) {
    throw new UserError(`--graph ${given}: ${messageOf(error)}`, { cause: error });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `--graph ${path} cannot be read (${messageOf(error)}). Give a JSON file such as [[1], [0]], or the list itself.`,
      { cause: error },
    );
  }
}
