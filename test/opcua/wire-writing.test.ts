import assert from 'node:assert/strict';
import { encodedArray } from '@millwright/simulators/opcua';
import { waitFor } from '@millwright/testing';
import type { DataValue } from 'node-opcua-data-value';
import { DataType, Variant } from 'node-opcua-variant';
import { simulated, tagAt } from './support/reading.ts';
import { double, wireBench } from './support/wire-bench.ts';

describe('requests that write', function () {
  this.timeout(30_000);
  const start = wireBench();

  it('WR-10: 250 tags in three requests, and none of them twice (the wire simulator)', async () => {
    const { server, tags, write, sent } = await start({ operationLimits: { MaxNodesPerWrite: 100 } });
    const all = Object.fromEntries(tags(250).map(({ name }, index) => [name, index + 0.5]));
    await write(all);
    assert.deepEqual(server.seen.sizes('Write'), [100, 100, 50]);
    assert.deepEqual(
      sent().map(({ value }) => value),
      Object.values(all),
    );
    assert.equal(server.seen.mostInFlight('Write'), 1);
    server.seen.forget();
    server.on('Write', (_, { number }) => (number === 1 ? { fault: 'BadTooManyOperations' } : undefined));
    const results = await write(all);
    const refused = results.filter(({ status }) => status.name === 'BadTooManyOperations');
    assert.deepEqual(
      [refused.length, new Set(refused.map(({ written }) => written))],
      [100, new Set([false])],
    );
    assert.equal(sent().length, 250);
    server.seen.forget();
    await write(all);
    assert.ok(server.seen.sizes('Write').every((size) => size <= 50));
  });

  it('WR-12: a status and a time that the server does not take (the wire simulator)', async () => {
    const { server, writer, signal, put } = await start();
    put('Value', double(1), {
      onWrite: ({ sourceTimestamp }: DataValue) => (sourceTimestamp ? 'BadWriteNotSupported' : undefined),
    });
    const item = {
      tag: tagAt(simulated('Value')),
      value: 2,
      status: 'UncertainLastUsableValue',
      sourceTs: new Date(5),
    };
    const { results } = await writer.write([item], { signal });
    assert.deepEqual([results[0]?.written, results[0]?.status.name], [false, 'BadWriteNotSupported']);
    assert.match(results[0]?.status.reason ?? '', /Write the value alone/);
    const [request] = server.seen.requests('Write');
    const [value] = request?.nodesToWrite ?? [];
    assert.deepEqual(
      [server.seen.count('Write'), value?.value.statusCode.name, value?.value.sourceTimestamp?.getTime()],
      [1, 'UncertainLastUsableValue', 5],
    );
  });

  it('says failed, not unknown, where the line is down before anything was sent (the wire simulator)', async () => {
    const { server, write } = await start({}, { policy: { firstDelay: 50, longestDelay: 100, linger: 50 } });
    // Each attempt is taken and closed, as a PLC does that starts anew.
    server.on('CreateSession', (_request, { channel }) => {
      channel.close('close');
      return 'silence';
    });
    server.forget();
    server.disconnect('reset');
    for (let attempt = 1; attempt <= 2; attempt++) {
      const [result] = await write({ Tag1: 5 });
      assert.deepEqual([result?.outcome, result?.written], ['failed', false], result?.status.reason);
      await waitFor('another attempt', () => server.seen.count('CreateSession') > attempt);
    }
    assert.equal(server.seen.count('Write'), 0);
  });

  it('says failed, not unknown, where the type of a node could not be asked for (the wire simulator)', async () => {
    const { server, write } = await start({}, { timeout: 300 });
    server.on('Read', () => 'silence');
    const [result] = await write({ Tag1: 5 });
    assert.deepEqual([result?.outcome, result?.written], ['failed', false], result?.status.reason);
    assert.equal(server.seen.count('Write'), 0);
  });

  it('says unknown where a Write was sent and nobody answered (the wire simulator)', async () => {
    const { server, write } = await start({}, { timeout: 300 });
    server.on('Write', () => 'silence');
    const [result] = await write({ Tag1: 5 });
    assert.deepEqual([result?.outcome, result?.written], ['unknown', null], result?.status.reason);
    assert.equal(server.seen.count('Write'), 1);
  });

  for (const name of ['BadTcpInternalError', 'BadShutdown', 'BadSessionClosed']) {
    it(`says unknown where the server ends the connection by ${name} instead of an answer (the wire simulator)`, async () => {
      const { server, write } = await start();
      server.on('Write', async (_request, { next, channel }) => {
        await next();
        channel.close('close', name);
        return 'silence' as const;
      });
      const [result] = await write({ Tag1: 5 });
      assert.deepEqual([result?.outcome, result?.written], ['unknown', null], result?.status.reason);
      assert.match(result?.status.reason ?? '', new RegExp(name));
      assert.equal(server.seen.count('Write'), 1);
    });
  }

  it('says unknown where the server gives its answer up half-way (the wire simulator)', async () => {
    const { server, write } = await start();
    server.misbehave({ kind: 'abort', service: 'Write' });
    const [result] = await write({ Tag1: 5 });
    assert.deepEqual([result?.outcome, result?.written], ['unknown', null], result?.status.reason);
    assert.equal(server.seen.count('Write'), 1);
  });

  it('tells a status that only its vendor knows by its number (the wire simulator)', async () => {
    const { server, write } = await start();
    const codes = [0x8eee_1234, 0, 0x0eee_0000, 0xaeee_0000];
    server.on('Write', () => {
      const bytes = codes.map((code) => Buffer.from(Uint32Array.of(code).buffer));
      return { tail: Buffer.concat([encodedArray(bytes), encodedArray([])]) };
    });
    const results = await write({ Tag1: 1, Tag2: 2, Tag3: 3, Tag4: 4 });
    assert.deepEqual(
      results.map(({ status, outcome }) => [status.code, status.name, outcome]),
      [
        [0x8eee_1234, '0x8eee0000', 'failed'],
        [0, 'Good', 'done'],
        [0x0eee_0000, '0x0eee0000', 'done'],
        [0xaeee_0000, '0xaeee0000', 'failed'],
      ],
    );
  });

  it('asks for the type of a node again after the server found it wrong (the wire simulator)', async () => {
    const { put, write } = await start();
    put('Changing', new Variant({ dataType: DataType.Int32, value: 1 }));
    await write({ Changing: 2 });
    put('Changing', double(1), {
      onWrite: ({ value }: DataValue) => (value.dataType === DataType.Double ? undefined : 'BadTypeMismatch'),
    });
    assert.equal((await write({ Changing: 3 }))[0]?.status.name, 'BadTypeMismatch');
    assert.equal((await write({ Changing: 3.5 }))[0]?.status.name, 'Good');
  });
});
