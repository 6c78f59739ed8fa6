import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { openClient } from './support/client.ts';

describe('the token of a secure channel', () => {
  for (const grantedLifetime of [0xffff_ffff, 40 * 24 * 3_600_000]) {
    it(`is not renewed without a pause where the server grants it for ${grantedLifetime} ms (the wire simulator)`, async () => {
      const server = new SimulatedUaServer({ grantedLifetime });
      await server.listen();
      try {
        await using open = openClient(server.url);
        await open.client.connection.link(open.signal);
        const opened = server.seen.count('OpenSecureChannel');
        // Renewals would come one after the other, as fast as the server answers.
        await sleep(300);
        assert.equal(server.seen.count('OpenSecureChannel'), opened);
      } finally {
        await server.dispose();
      }
    });
  }
});
