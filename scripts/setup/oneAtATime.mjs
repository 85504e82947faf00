import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { keyOf } from './folders.mjs';

/**
 * Runs `action` while no other process on this machine runs one for the same folder.
 *
 * The lock is a socket in Linux' abstract namespace: it has no file, and the kernel takes it back
 * when its process ends, however that ends. Who waits is connected to who works, and so hears it.
 *
 * @template T
 * @param {string} folder
 * @param {(pid: string) => void} onWait told once for each process that is waited for
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function oneAtATime(folder, onWait, action) {
  const name = `\0resilient-marl-${keyOf(process.getuid?.(), folder)}`;
  let server = await listen(name);
  while (server === null) {
    await waitForOther(name, onWait);
    server = await listen(name);
  }
  try {
    return await action();
  } finally {
    server.close();
    server.closeAllWaiting();
  }
}

async function listen(name) {
  const waiting = new Set();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('close', () => waiting.delete(socket)).on('error', () => {});
    socket.write(String(process.pid));
  });
  server.closeAllWaiting = () => {
    for (const socket of waiting) socket.destroy();
  };
  try {
    server.listen(name);
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return null;
    throw error;
  }
}

/** Resolves when the process that has the lock ends or gives it back. */
function waitForOther(name, onWait) {
  return new Promise((resolve) => {
    connect(name)
      .once('data', (pid) => onWait(pid.toString()))
      .on('error', () => {})
      .on('close', resolve);
  });
}
