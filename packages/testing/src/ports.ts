import { connect, createServer } from 'node:net';

/**
 * Test processes that run side by side take other ports each, so that none takes what another has just found free: `1/2`
 * is the second of two.
 */
const [lane = 0, lanes = 1] = (process.env['MILLWRIGHT_LANE'] ?? '0/1').split('/').map(Number);

/** A TCP port on the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await anyPort();
    // Linux gives even or odd ones only.
    if ((port >> 1) % lanes === lane) return port;
  }
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('The port has no address')),
      );
    });
  });
}

/** Whether somebody listens on a port of the loopback. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
