import { connect, createServer } from 'node:net';

/**
 * Test processes that run side by side take other ports each, so that none takes what another has just found free: `1/2`
 * is the second of two.
 */
const [lane = 0, lanes = 1] = (process.env['MILLWRIGHT_LANE'] ?? '0/1').split('/').map(Number);

/**
 * Below all that systems give by themselves (Linux from 32,768 on, others from 49,152 on): while a server that a test has
 * ended is away, neither another one nor the near end of a connection comes to lie on its port.
 */
const [lowest, highest] = [15_000, 32_000];
const span = Math.floor((highest - lowest) / lanes);
let last = Math.floor(Math.random() * span);

/** A TCP port on the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < span; tried += 1) {
    last = (last + 1) % span;
    const port = lowest + lane * span + last;
    if (await isFree(port)) return port;
  }
  throw new Error(`No TCP port is free between ${lowest} and ${highest}`);
}

/** Whether nobody listens on a port of the loopback. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
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
