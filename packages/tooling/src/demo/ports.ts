import { createServer } from 'node:net';
import { freePort } from '@millwright/testing';

/** True when nobody listens on the port of the loopback. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The port that everybody expects, or one of the next ten, or any. */
export async function choosePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 10; port += 1) {
    if (await isFree(port)) return port;
  }
  return freePort();
}
