import assert from 'node:assert/strict';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { ManualClock } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { ReadRequest } from 'node-opcua-types';
import { openClient } from './support/client.ts';

const timeout = 1_000;
const keepAlive = 60_000;

describe('a process that is busy while an OPC UA server answers', () => {
  let clock: ManualClock;
  let server: SimulatedUaServer;

  beforeEach(async () => {
    clock = new ManualClock();
    server = new SimulatedUaServer();
    await server.listen();
  });

  afterEach(() => server.dispose());

  /** Behind the answer the process does something else until the time is up: timers come before what the network has. */
  function beBusy(milliseconds: number): void {
    setImmediate(() => {
      setTimeout(() => clock.advance(milliseconds), 1);
      const end = performance.now() + 3;
      while (performance.now() < end);
    });
  }

  const client = () => openClient(server.url, { clock, timeout, keepAlive, connectTimeout: timeout });

  it('connects, though each answer of the handshake was heard late (the wire simulator)', async () => {
    for (const service of ['OpenSecureChannel', 'GetEndpoints', 'CreateSession', 'ActivateSession'] as const)
      server.on(service, () => {
        beBusy(2 * timeout);
        return undefined;
      });
    await using open = client();
    await open.client.connection.link(open.signal);
    assert.equal(server.sessions.size, 1);
  });

  it('has the answer that came in time, and is told all the same that none came (the wire simulator)', async () => {
    await using open = client();
    const link = await open.client.connection.link(open.signal);
    const ask = () => link.perform(new ReadRequest({ nodesToRead: [] }), { timeout });
    let isSilent = false;
    server.on('Read', () => {
      beBusy(2 * timeout);
      return isSilent ? 'silence' : undefined;
    });
    await ask();
    isSilent = true;
    await assert.rejects(ask(), { code: 'opcua.timeout' });
  });

  it('does not call a server gone that has answered its keep-alive (the wire simulator)', async () => {
    await using open = client();
    await open.client.connection.link(open.signal);
    const { accepted } = server;
    let beats = 0;
    server.on('Read', () => {
      beats += 1;
      if (beats === 1) beBusy(2 * keepAlive);
      return undefined;
    });
    clock.advance(keepAlive);
    await waitFor('the next one', () => {
      clock.advance(1);
      return beats > 1;
    });
    assert.equal(open.client.connection.state.phase, 'online');
    assert.equal(server.accepted, accepted);
  });
});
