import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Something that is ready to be timed. */
export interface Work {
  readonly versions: Readonly<Record<string, string>>;
  /** Does `count` pieces of work. */
  readonly run: (count: number) => void | Promise<void>;
  /** Writes what it has come to into a folder, to be compared. */
  readonly write?: (folder: string) => void;
  /** Seconds that the parts of the last `run` took. */
  readonly parts?: () => Readonly<Record<string, number>>;
  /** Ends the processes that it has started, so that their time counts as ours and not as others'. */
  readonly close?: () => Promise<void>;
}

type Message = Readonly<Record<string, unknown>>;

/**
 * Answers one JSON object a line by another, until standard input ends: `prepare` with everything that
 * `prepare` takes, then `run` and `write`. See `SubjectProcess` for the other end.
 */
export async function serve(prepare: (setup: never) => Promise<Work>): Promise<void> {
  let work: Work | null = null;
  for await (const line of createInterface(process.stdin)) {
    let reply: object;
    try {
      const message = JSON.parse(line) as Message;
      if (message['do'] === 'prepare') {
        work = await prepare(message as never);
        reply = { versions: work.versions };
      } else {
        if (!work) throw new Error(`${String(message['do'])} comes before prepare.`);
        reply = await answer(work, message);
      }
    } catch (error) {
      reply = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    writeSync(process.stdout.fd, `${JSON.stringify(reply)}\n`);
  }
  await work?.close?.();
}

async function answer(work: Work, { do: command, count, folder }: Message): Promise<object> {
  if (command === 'write') {
    work.write?.(String(folder));
    return {};
  }
  const start = performance.now();
  await work.run(Number(count));
  return { seconds: (performance.now() - start) / 1000, parts: work.parts?.() ?? {} };
}
