import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Request } from 'zeromq';
import { WORKER_PYTHON } from '../setUp.ts';
import type { Work } from './work.ts';

const SCRIPT = fileURLToPath(new URL('../peers/echo.py', import.meta.url));

export interface EchoSetup {
  /** Bytes of a request and of its answer. */
  readonly request: number;
  readonly reply: number;
}

/** Round trips through ZeroMQ to a Python process that does nothing: the floor under a step. */
export async function echo(setup: EchoSetup): Promise<Work> {
  const child = spawn(WORKER_PYTHON, [SCRIPT, String(setup.reply)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const socket = new Request();
  socket.connect(line.toString().trim());
  const request = Buffer.alloc(setup.request);
  return {
    versions: {},
    run: async (count) => {
      for (let done = 0; done < count; done++) {
        await socket.send(request);
        await socket.receive();
      }
    },
    close: async () => {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}
