import { createInterface } from 'node:readline';
import { Feed } from './opcua-feed.ts';

/** The feed as a process of its own: a line of JSON for each command, answered with a line. */
const feed = new Feed();
await feed.server.listen();
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const command: { readonly rate?: number; readonly listen?: boolean } = JSON.parse(line);
    if (command.rate !== undefined) feed.rate(command.rate);
    if (command.listen === false) {
      await feed.server.close();
      // As one that was ended and starts anew: it knows nobody.
      feed.server.forget();
    }
    if (command.listen === true) await feed.server.listen();
    say({ connections: feed.server.connections, sent: Object.fromEntries(feed.sent) });
  })
  .once('close', () => process.exit(0));
say({ port: feed.server.port });
