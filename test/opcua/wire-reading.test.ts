import assert from 'node:assert/strict';
import { OwnTime } from '@millwright/testing';
import { DataValue } from 'node-opcua-data-value';
import { StatusCodes } from 'node-opcua-status-code';
import { valuesOf } from './support/reading.ts';
import { wireBench } from './support/wire-bench.ts';

describe('requests that read', function () {
  this.timeout(30_000);
  const start = wireBench();

  it('RD-09: 10,000 tags in 100 requests, one after the other (the wire simulator)', async () => {
    const { server, readAll } = await start({ operationLimits: { MaxNodesPerRead: 100 } });
    await readAll(10_000);
    assert.deepEqual([server.seen.count('Read'), new Set(server.seen.sizes('Read'))], [100, new Set([100])]);
    assert.equal(server.seen.mostInFlight('Read'), 1);
  });

  for (const [what, options] of [
    ['is 0', { operationLimits: { MaxNodesPerRead: 0 } }],
    ['has no node', {}],
    [
      'cannot be read',
      { nodes: { 'i=11705': { value: new DataValue({ statusCode: StatusCodes.BadAttributeIdInvalid }) } } },
    ],
  ] as const) {
    it(`RD-10: 2,500 tags where the limit ${what} (the wire simulator)`, async () => {
      const { server, readAll } = await start(options);
      await readAll(2_500);
      assert.deepEqual(server.seen.sizes('Read'), [1_000, 1_000, 500]);
    });
  }

  it('RD-11: more than a server takes, though it says otherwise (the wire simulator)', async () => {
    const { server, readAll } = await start({ operationLimits: { MaxNodesPerRead: 100 } });
    server.on('Read', ({ nodesToRead }) =>
      (nodesToRead?.length ?? 0) > 30 ? { fault: 'BadTooManyOperations' } : undefined,
    );
    await readAll(100);
    assert.deepEqual(server.seen.sizes('Read'), [100, 50, 25, 25, 25, 25]);
    server.seen.forget();
    await readAll(100);
    assert.deepEqual(server.seen.sizes('Read'), [25, 25, 25, 25]);
  });

  for (const fault of ['BadResponseTooLarge', 'BadEncodingLimitsExceeded']) {
    it(`RD-12: ${fault} above 20 nodes, and for a single one (the wire simulator)`, async () => {
      const { server, reader, signal, tags, readAll } = await start();
      const stop = server.on('Read', ({ nodesToRead }) =>
        (nodesToRead?.length ?? 0) > 20 ? { fault } : undefined,
      );
      await readAll(64);
      assert.deepEqual(server.seen.sizes('Read'), [64, 32, 16, 16, 16, 16]);
      stop();
      server.on('Read', () => ({ fault }));
      server.seen.forget();
      const { samples, failed } = await reader.read(tags(1), { signal });
      assert.deepEqual([samples[0]?.value, samples[0]?.status?.name, failed], [null, fault, undefined]);
      assert.equal(server.seen.count('Read'), 1);
    });
  }

  it('RD-17: how old a value may be (the wire simulator)', async () => {
    const { server, reader, signal, tags } = await start();
    await reader.read(tags(1), { signal });
    await reader.read(tags(1), { signal, maxAge: 5_000 });
    assert.deepEqual(
      server.seen.requests('Read').map(({ maxAge }) => maxAge),
      [0, 5_000],
    );
    await assert.rejects(reader.read(tags(1), { signal, maxAge: -1 }), {
      code: 'opcua.bad-max-age-invalid',
    });
    assert.equal(server.seen.count('Read'), 2);
  });

  it('RD-18: ten readings within 5 ms in one request (the wire simulator)', async () => {
    const { server, reader, signal, tags } = await start();
    const readings = await Promise.all(
      Array.from({ length: 10 }, (_, index) => reader.read(tags(2, index * 2), { signal })),
    );
    assert.deepEqual(server.seen.sizes('Read'), [20]);
    for (const [index, { samples }] of readings.entries()) {
      assert.deepEqual(valuesOf(samples), {
        [`Tag${index * 2}`]: index * 2,
        [`Tag${index * 2 + 1}`]: index * 2 + 1,
      });
    }
  });

  it('RD-19: an answer that comes too late (the wire simulator)', async () => {
    const { server, reader, signal, tags, readAll } = await start({}, { timeout: 1_000 });
    let late: (() => void) | undefined;
    server.on('Read', async (_, { next }) => {
      await new Promise<void>((resolve) => {
        late = resolve;
        setTimeout(resolve, 3_000).unref();
      });
      return next();
    });
    const began = performance.now();
    using time = OwnTime.begin();
    const { samples, failed } = await reader.read(tags(1), { signal });
    const took = [performance.now() - began, time.passed] as const;
    assert.ok(took[0] >= 990 && took[1] < 1_500, `${took.join(', of its own ')} ms`);
    assert.equal((failed as { readonly code?: string }).code, 'opcua.bad-timeout');
    assert.deepEqual([samples.length, samples[0]?.status?.name], [1, 'BadTimeout']);
    late?.();
    server.behave();
    await readAll(3);
  });
});
