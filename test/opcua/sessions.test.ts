import assert from 'node:assert/strict';
import dns from 'node:dns';
import { mock } from 'node:test';
import { statusNameOf } from '@millwright/opcua';
import type { Notice, OpcUaClient } from '@millwright/opcua/client';
import { endpoints, SimulatedUaServer, type UaServerOptions } from '@millwright/simulators/opcua';
import { OwnTime, waitFor } from '@millwright/testing';
import { coerceNodeId } from 'node-opcua-nodeid';
import * as types from 'node-opcua-types';
import { DataType, Variant } from 'node-opcua-variant';
import { openClient } from './support/client.ts';

const node = 'ns=1;s=speed';
const double = (value: number): Variant => new Variant({ dataType: DataType.Double, value });

const read = (client: OpcUaClient, signal: AbortSignal): Promise<types.ReadResponse> =>
  client.caller.call(
    () => new types.ReadRequest({ nodesToRead: [{ nodeId: coerceNodeId(node), attributeId: 13 }] }),
    { signal, repeatable: true },
  ) as unknown as Promise<types.ReadResponse>;

/** The Read requests that ask for the test's node: sessions read of the server itself, too. */
const readsOf = (server: SimulatedUaServer): number =>
  server.seen
    .requests('Read')
    .filter(({ nodesToRead }) => nodesToRead?.some(({ nodeId }) => nodeId.toString() === node)).length;

/** By what the client says so to the server. */
const statuses = { oversize: 'BadTcpMessageTooLarge', sequence: 'BadTcpInternalError' } as const;

describe('sessions with an OPC UA server that is not as it should be', () => {
  let server: SimulatedUaServer;

  const begin = async (options: UaServerOptions = {}): Promise<void> => {
    server = new SimulatedUaServer({ nodes: { [node]: { value: double(7.5) } }, ...options });
    await server.listen();
  };
  afterEach(() => server?.dispose());

  it('CON-10: BadTooManySessions ends what waits once, and nobody asks again for 30 s (the wire simulator)', async () => {
    await begin({ maxSessions: 0 });
    await using open = openClient(server.url, { policy: {} });
    const { client, signal } = open;
    await assert.rejects(read(client, signal), (error) => {
      assert.equal(statusNameOf(error), 'BadTooManySessions');
      assert.equal((error as { code?: string }).code, 'opcua.bad-too-many-sessions');
      return true;
    });
    const { state } = client.connection;
    assert.equal(state.phase, 'waiting');
    assert.ok(state.phase === 'waiting' && state.delay >= 30_000);
    assert.equal(server.seen.count('CreateSession'), 1);
    await waitFor('no connection to be left', () => server.connections === 0 || undefined);
    await assert.rejects(read(client, signal));
    assert.equal(server.seen.count('CreateSession'), 1);
  });

  describe('CON-11: a session that the server has forgotten is made anew once', () => {
    const forgetful = async (service: 'Read' | 'Write' | 'Call'): Promise<void> => {
      await begin();
      let isForgotten = false;
      server.on(service, (request, { session }) => {
        const own = service !== 'Read' || JSON.stringify(request).includes('speed');
        if (isForgotten || !own || !session) return undefined;
        isForgotten = true;
        server.expire(session);
        return { fault: 'BadSessionIdInvalid' };
      });
    };

    it('a Read is sent once more and answered (the wire simulator)', async () => {
      await forgetful('Read');
      await using open = openClient(server.url);
      const { client, signal } = open;
      const { results } = await read(client, signal);
      assert.equal(results?.[0]?.value.value, 7.5);
      assert.deepEqual([readsOf(server), server.seen.count('CreateSession')], [2, 2]);
    });

    it('a Write is not (the wire simulator)', async () => {
      await forgetful('Write');
      await using open = openClient(server.url);
      const { client, signal } = open;
      const write = new types.WriteRequest({
        nodesToWrite: [{ nodeId: coerceNodeId(node), attributeId: 13, value: { value: double(1) } }],
      });
      const error = await client.caller
        .call(() => write, { signal, lane: 'write' })
        .catch((reason) => reason);
      assert.equal(statusNameOf(error), 'BadSessionIdInvalid');
      await read(client, signal);
      assert.deepEqual([server.seen.count('Write'), server.seen.count('CreateSession')], [1, 2]);
    });

    it('a Call is not (the wire simulator)', async () => {
      await forgetful('Call');
      await using open = openClient(server.url);
      const { client, signal } = open;
      const call = new types.CallRequest({
        methodsToCall: [{ objectId: coerceNodeId('ns=1;s=o'), methodId: coerceNodeId('ns=1;s=m') }],
      });
      const error = await client.caller.call(() => call, { signal, lane: 'write' }).catch((reason) => reason);
      assert.equal(statusNameOf(error), 'BadSessionIdInvalid');
      await read(client, signal);
      assert.deepEqual([server.seen.count('Call'), server.seen.count('CreateSession')], [1, 2]);
    });
  });

  it('CON-12: a server that says when it comes back is left alone until then (the wire simulator)', async () => {
    await begin();
    await using open = openClient(server.url, { keepAlive: 300 });
    const { client, signal } = open;
    await read(client, signal);
    const accepted = server.accepted;
    using time = OwnTime.begin();
    const began = Date.now();
    server.space.secondsTillShutdown = 3;
    server.space.estimatedReturnTime = new Date(began + 8_000);
    server.space.serverState = 4;
    const waiting = await waitFor('the connection to wait', () =>
      client.connection.state.phase === 'waiting' ? client.connection.state : undefined,
    );
    assert.ok(time.passed <= 300 + 300, `it took ${time.passed} ms`);
    assert.match(String((waiting.error as Error).message), /Shutdown/);
    server.space.serverState = 0;
    await waitFor('an attempt', () => server.accepted > accepted || undefined, { deadline: 20_000 });
    const after = [Date.now() - began, time.passed] as const;
    assert.ok(after[0] >= 8_000 && after[1] <= 10_000, `came back after ${after.join(', of its own ')} ms`);
    await waitFor('the session', () => client.connection.current);
  });

  it('CON-13: an idle session is kept alive in two thirds of the time that the server grants (the wire simulator)', async () => {
    await begin({ maxSessionTimeout: 3_000 });
    await using open = openClient(server.url, { keepAlive: 60_000, sessionTimeout: 60_000 });
    const { client, signal } = open;
    await read(client, signal);
    const { sessionId, sessionTimeout } = client.facts ?? assert.fail();
    assert.equal(sessionTimeout, 3_000);
    using time = OwnTime.begin();
    const times = [time.passed];
    server.on('Read', () => {
      times.push(time.passed);
      return undefined;
    });
    await waitFor('five keep-alives', () => times.length > 5, { deadline: 40_000 });
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
    assert.ok(
      gaps.every((gap) => gap <= 2_200),
      `gaps of ${gaps.map(Math.round)} ms`,
    );
    assert.equal(client.facts?.sessionId.toString(), sessionId.toString());
    assert.equal(server.seen.count('CreateSession'), 1);
  });

  it('CON-16: a server that calls itself by a name that leads nowhere is reached as the user said (the wire simulator)', async () => {
    await begin();
    const elsewhere = 'opc.tcp://plc.invalid:4840/';
    server.on('GetEndpoints', () => new types.GetEndpointsResponse({ endpoints: endpoints(elsewhere) }));
    const lookup = mock.method(dns, 'lookup');
    const notices: Notice[] = [];
    await using open = openClient(server.url, { onNotice: (notice) => notices.push(notice) });
    const { client, signal } = open;
    const { results } = await read(client, signal);
    assert.equal(results?.[0]?.value.value, 7.5);
    server.disconnect('reset');
    server.forget();
    await waitFor('a second session', () => server.seen.count('CreateSession') === 2 || undefined);
    lookup.mock.restore();
    assert.equal(lookup.mock.callCount(), 0, 'nobody was asked where the other host is');
    assert.deepEqual(
      notices.map(({ code }) => code),
      ['other-host'],
    );
    const asked = server.seen.requests('CreateSession').map(({ endpointUrl }) => endpointUrl);
    assert.deepEqual(asked, [server.url, server.url]);
  });

  it('takes the same session up again after a lost link (the wire simulator)', async () => {
    await begin();
    await using open = openClient(server.url);
    const { client, signal } = open;
    await read(client, signal);
    const { sessionId, resumed } = client.facts ?? assert.fail();
    assert.equal(resumed, false);
    server.disconnect('reset');
    await waitFor('the link to be lost', () => !client.connection.current);
    const facts = await waitFor('the session', () => client.facts);
    assert.deepEqual([facts.sessionId.toString(), facts.resumed], [sessionId.toString(), true]);
    assert.deepEqual([server.seen.count('CreateSession'), server.seen.count('ActivateSession')], [1, 2]);
    await read(client, signal);
    server.disconnect('reset');
    server.forget();
    await waitFor('the link to be lost', () => !client.connection.current);
    const next = await waitFor('another session', () => client.facts);
    assert.equal(next.resumed, false);
    assert.notEqual(next.sessionId.toString(), sessionId.toString());
  });

  describe('a server that has forgotten the session, which it would have kept for an hour', () => {
    for (const how of ['closes the connection', 'does not answer'] as const) {
      it(`and ${how} where it is to take it up: it gets a new one (the wire simulator)`, async () => {
        await begin();
        await using open = openClient(server.url, { sessionTimeout: 3_600_000, timeout: 500 });
        const { client, signal } = open;
        await read(client, signal);
        assert.equal(client.facts?.sessionTimeout, 3_600_000);
        const { current } = client.connection;
        server.on('ActivateSession', (_, { session, channel }) => {
          if (session) return undefined;
          if (how === 'closes the connection') channel.close('close');
          return 'silence';
        });
        server.forget();
        server.disconnect('reset');
        await waitFor('the link to be lost', () => client.connection.current !== current);
        const facts = await waitFor('a session', () => client.facts, { deadline: 20_000 });
        assert.deepEqual([facts.resumed, server.seen.count('CreateSession')], [false, 2]);
        assert.equal((await read(client, signal)).results?.[0]?.value.value, 7.5);
      });
    }

    it('is not what a line says that is cut for a while: the session is taken up again (the wire simulator)', async () => {
      await begin();
      await using open = openClient(server.url);
      const { client, signal } = open;
      await read(client, signal);
      const { sessionId } = client.facts ?? assert.fail();
      const { current } = client.connection;
      let cuts = 0;
      const stop = server.on('OpenSecureChannel', (_, { channel }) => {
        cuts += 1;
        channel.close('reset');
        return 'silence';
      });
      server.disconnect('reset');
      await waitFor('the link to be lost', () => client.connection.current !== current);
      await waitFor('four attempts in vain', () => cuts >= 4);
      stop();
      const facts = await waitFor('the session', () => client.facts);
      assert.deepEqual([facts.sessionId.toString(), facts.resumed], [sessionId.toString(), true]);
      assert.equal(server.seen.count('CreateSession'), 1);
    });
  });

  it('notices within two keep-alives that nothing comes any more, unless a method is carried out (the wire simulator)', async () => {
    await begin();
    await using open = openClient(server.url, { keepAlive: 200 });
    const { client, signal } = open;
    await read(client, signal);
    const call = new types.CallRequest({
      methodsToCall: [{ objectId: coerceNodeId('ns=1;s=o'), methodId: coerceNodeId('ns=1;s=m') }],
    });
    server.on('Read', () => 'silence');
    const finish = Promise.withResolvers<void>();
    server.on('Call', async (_, { next }) => {
      await finish.promise;
      return next();
    });
    const { current } = client.connection;
    const called = client.caller.call(() => call, { signal, lane: 'write', timeout: 5_000 });
    const reads = server.seen.count('Read');
    await waitFor('three keep-alives in vain', () => server.seen.count('Read') >= reads + 3);
    assert.equal(client.connection.current, current);
    finish.resolve();
    await called;
    using time = OwnTime.begin();
    await waitFor('the link to be given up', () => client.connection.current !== current, { every: 5 });
    assert.ok(time.passed <= 2 * 200 + 100, `it took ${time.passed} ms`);
  });

  it('gives up a server that answers keep-alives and nothing else (the wire simulator)', async () => {
    await begin();
    await using open = openClient(server.url, { depth: 200, timeout: 1_000 });
    const { client, signal } = open;
    await read(client, signal);
    const { current } = client.connection;
    server.on('Browse', () => 'silence');
    const browse = () => new types.BrowseRequest({ nodesToBrowse: [{ nodeId: coerceNodeId(node) }] });
    const all = Array.from({ length: 101 }, () => client.caller.call(browse, { signal }).catch(() => {}));
    await Promise.all(all);
    assert.notEqual(client.connection.current, current);
    assert.equal(client.snapshot().errors['opcua.connection-lost'], 1);
  });

  it('says of a write that was under way when the link was lost that nobody knows (the wire simulator)', async () => {
    await begin();
    await using open = openClient(server.url);
    const { client, signal } = open;
    await read(client, signal);
    server.on('Write', () => 'silence');
    const write = new types.WriteRequest({
      nodesToWrite: [{ nodeId: coerceNodeId(node), attributeId: 13, value: { value: double(1) } }],
    });
    const failed = client.caller.call(() => write, { signal, lane: 'write' }).catch((reason) => reason);
    await waitFor('the write', () => server.seen.count('Write') === 1);
    server.disconnect('reset');
    assert.equal((await failed).code, 'tags.outcome-unknown');
    await read(client, signal).catch(() => read(client, signal).catch(() => {}));
    await waitFor('the session', () => client.connection.current);
    assert.equal(server.seen.count('Write'), 1);
  });

  it('SEC-19: a password that nothing would protect is not sent, unless that is allowed (the wire simulator)', async () => {
    await begin();
    const identity = { kind: 'user-name', userName: 'plant', password: 'Geheim-4711' } as const;
    {
      await using open = openClient(server.url, { identity });
      const { client, signal } = open;
      const error: unknown = await read(client, signal).catch((reason: unknown) => reason);
      assert.equal((error as { code?: string }).code, 'opcua.password-in-clear');
      assert.ok(!JSON.stringify([error, client.snapshot()]).includes(identity.password));
      assert.equal(server.seen.count('ActivateSession'), 0);
    }
    const notices: Notice[] = [];
    const onNotice = (notice: Notice): unknown => notices.push(notice);
    await using open = openClient(server.url, { identity, allowClearPassword: true, onNotice });
    const { client, signal } = open;
    const { results } = await read(client, signal);
    assert.equal(results?.[0]?.value.value, 7.5);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ['password-in-clear'],
    );
  });

  for (const kind of ['oversize', 'sequence', 'replay'] as const)
    it(`SEC-23: a chunk that breaks the rules (${kind}) ends the channel and each request once (the wire simulator)`, async () => {
      await begin();
      await using open = openClient(server.url);
      const { client, signal } = open;
      await read(client, signal);
      const { accepted } = server;
      server.misbehave({ kind, times: 1, service: 'Read' });
      using time = OwnTime.begin();
      let settled = 0;
      const errors: unknown[] = [];
      const all = Array.from({ length: 5 }, () =>
        read(client, signal)
          .then(
            () => 'answered',
            (error: unknown) => errors.push(error),
          )
          .finally(() => {
            settled += 1;
          }),
      );
      const first = server.channels;
      await waitFor('the channel to end', () => client.connection.state.phase !== 'online');
      assert.ok(time.passed < 1_000, `it took ${time.passed} ms`);
      await Promise.all(all);
      assert.equal(settled, 5);
      // What comes twice has been answered once.
      if (kind !== 'replay') assert.equal(statusNameOf(errors[0]), statuses[kind]);
      await waitFor('a new session', () => client.connection.current);
      assert.ok(server.accepted > accepted);
      assert.equal(first.size, 1);
      const { results } = await read(client, signal);
      assert.equal(results?.[0]?.value.value, 7.5);
    });
});
