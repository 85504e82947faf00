/*
 * A program of somebody else's, who wants to talk to a worker. Run with the path of ZeroMQ's module, a
 * way, an address and a time limit in ms; prints what came of it: the code of an error, "connected", or
 * "answered".
 */
import { createRequire } from 'node:module';
import { connect } from 'node:net';

const [zeromq, way, address, limit] = process.argv.slice(1);
const timeout = Number(limit);

if (way === 'net') {
  const socket = connect(address.replace('ipc://', ''));
  socket.on('error', (error) => console.log(error.code));
  socket.on('connect', () => {
    console.log('connected');
    socket.destroy();
  });
} else {
  const { Dealer } = createRequire(zeromq)(zeromq);
  const dealer = new Dealer({ linger: 0, sendTimeout: timeout, receiveTimeout: timeout });
  dealer.connect(address);
  try {
    // Describe, with id 1.
    await dealer.send(Uint8Array.of(8, 1, 18, 0));
    await dealer.receive();
    console.log('answered');
  } catch (error) {
    console.log(error.code);
  }
  dealer.close();
}
