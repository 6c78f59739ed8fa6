import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceRequest } from '@millwright/opcua/client';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { OwnTime, waitFor } from '@millwright/testing';
import { heldMemory, megabyte } from '@millwright/testing/memory';
import { coerceNodeId } from 'node-opcua-nodeid';
import { BrowseRequest, CallRequest, ReadRequest, type ReadResponse, WriteRequest } from 'node-opcua-types';
import { DataType, Variant, VariantArrayType } from 'node-opcua-variant';
import { type OpenClient, openClient } from './support/client.ts';

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const responses = 10_000;
/** Side by side, since a mutated length costs a whole time-out. */
const clients = 32;
const timeout = 150;

const array = (dataType: DataType, value: unknown[]) =>
  new Variant({ dataType, arrayType: VariantArrayType.Array, value });

const nodes = {
  'ns=2;s=double': { value: new Variant({ dataType: DataType.Double, value: 1.5 }) },
  'ns=2;s=text': { value: new Variant({ dataType: DataType.String, value: 'a text' }) },
  'ns=2;s=bytes': { value: new Variant({ dataType: DataType.ByteString, value: Buffer.alloc(100, 7) }) },
  'ns=2;s=date': { value: new Variant({ dataType: DataType.DateTime, value: new Date() }) },
  'ns=2;s=node': { value: new Variant({ dataType: DataType.NodeId, value: coerceNodeId('ns=2;s=a') }) },
  'ns=2;s=localized': {
    value: new Variant({ dataType: DataType.LocalizedText, value: { text: 'a', locale: 'en' } }),
  },
  'ns=2;s=array': {
    value: array(DataType.Int64, [
      [0, 1],
      [0, 2],
    ]),
  },
  'ns=2;s=variants': {
    value: array(DataType.Variant, [new Variant({ dataType: DataType.Int32, value: 1 })]),
  },
};
const ids = [...Object.keys(nodes), 'i=2256', 'i=2255'].map((id) => coerceNodeId(id));

const readAll = (): ServiceRequest =>
  new ReadRequest({ nodesToRead: ids.map((nodeId) => ({ nodeId, attributeId: 13 })), timestampsToReturn: 2 });

const requests: readonly (() => ServiceRequest)[] = [
  readAll,
  () => new BrowseRequest({ nodesToBrowse: [{ nodeId: coerceNodeId('i=85'), resultMask: 63 }] }),
  () =>
    new CallRequest({
      methodsToCall: [
        { objectId: coerceNodeId('i=85'), methodId: coerceNodeId('ns=2;s=echo'), inputArguments: [] },
      ],
    }),
  () =>
    new WriteRequest({
      nodesToWrite: [
        {
          nodeId: coerceNodeId('ns=2;s=double'),
          attributeId: 13,
          value: { value: new Variant({ dataType: DataType.Double, value: 2 }) },
        },
      ],
    }),
];

describe('answers that were tampered with', function () {
  this.timeout(180_000);

  it(`RO-01: ${responses} mutated answers harm nobody, seed ${seed} (the wire simulator)`, async () => {
    const server = new SimulatedUaServer({
      nodes,
      methods: { 'ns=2;s=echo': () => [new Variant({ dataType: DataType.String, value: 'echo' })] },
      keep: 1,
      // Those that a mutated answer has cost are forgotten soon.
      maxSessions: 10_000,
      maxSessionTimeout: 2_000,
      seed,
    });
    await server.listen();
    const open = Array.from({ length: clients }, () =>
      openClient(server.url, {
        timeout,
        connectTimeout: 300,
        policy: { firstDelay: 5, longestDelay: 20, refusedDelay: 20, linger: 50 },
        random: () => 0,
      }),
    );
    using time = OwnTime.begin();
    const outcomes = { asked: 0, answered: 0, failed: 0, slowest: 0 };
    let before = 0;
    const ask = async ({ client, signal }: OpenClient, index: number): Promise<void> => {
      const build = requests[index % requests.length] ?? readAll;
      outcomes.asked += 1;
      const started = time.passed;
      try {
        await client.caller.call(build, { signal, timeout, deadline: timeout });
        outcomes.answered += 1;
      } catch {
        outcomes.failed += 1;
        // Between two attempts it is refused at once.
        await sleep(5);
      }
      outcomes.slowest = Math.max(outcomes.slowest, time.passed - started);
    };
    const allAreGood = () =>
      Promise.all(
        open.map(({ client, signal }) =>
          waitFor(
            'good values',
            async () => {
              const { results } = await client.caller.call<ReadResponse>(readAll, { signal });
              return results?.every(({ statusCode }) => statusCode.isGood());
            },
            { deadline: 40_000 },
          ),
        ),
      );
    try {
      await allAreGood();
      before = (await heldMemory()).heap / megabyte;
      server.misbehave({ kind: 'mutate', seed, service: ['Browse', 'Call', 'Write'] });
      // What opens a session, too; but now and then, or nothing else would ever be reached.
      server.misbehave({ kind: 'mutate', seed: seed + 1, service: 'Read', share: 0.3 });
      server.misbehave({ kind: 'mutate', seed: seed + 2, share: 0.03 });
      await Promise.all(
        open.map(async (one, first) => {
          for (let index = first; server.spoiled < responses; index += 1) await ask(one, index);
        }),
      );
      assert.ok(server.spoiled >= responses);
      assert.equal(outcomes.answered + outcomes.failed, outcomes.asked, 'each ended once');
      assert.ok(outcomes.answered > 0 && outcomes.failed > 0);
      assert.ok(outcomes.slowest < timeout + 1_000, `one took ${outcomes.slowest} ms`);
      server.behave();
      const healed = time.passed;
      await allAreGood();
      assert.ok(time.passed - healed < 10_000);
      const grown = (await heldMemory()).heap / megabyte - before;
      assert.ok(grown < 50, `the heap grew by ${Math.round(grown)} MB`);
    } finally {
      await Promise.all(open.map((one) => one[Symbol.asyncDispose]()));
      await server.dispose();
    }
  });
});
