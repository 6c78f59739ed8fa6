import assert from 'node:assert/strict';
import { S7Table } from '@millwright/s7/client';
import { never, PlcScene } from './support/plc-scene.ts';
import { goodOf, tag } from './support/table-scene.ts';

const terms = { source: 'test', signal: never };

/** Words of data block 2, so many from a byte on. */
const words = (count: number, from: number) =>
  Array.from({ length: count }, (_, index) => tag(`DB2.DBW${from + index * 2}:INT`));

describe('tags of the S7 simulator that are bad for good', () => {
  let scene: PlcScene;

  beforeEach(async () => {
    scene = await PlcScene.start({ memory: { blocks: { 1: 100, 2: 4_000 } }, pdu: 240 });
  });
  afterEach(() => scene.end());

  /** What reads a table once every so many milliseconds of our clock. */
  async function reader(tags: readonly ReturnType<typeof tag>[], every: number) {
    const client = scene.client();
    client.connection.need();
    await client.connection.link(never);
    const table = new S7Table({ client, tags, clock: scene.clock });
    return async () => {
      scene.clock.advance(every);
      const before = client.snapshot().requests;
      const { samples } = await table.read(undefined, terms);
      return { good: goodOf(samples).length, requests: client.snapshot().requests - before };
    };
  }

  for (const { bad, every } of [
    { bad: 100, every: 500 },
    { bad: 500, every: 200 },
  ])
    it(`keep none of 300 waiting whose data block was too short for 20 s, and cost one request (${bad} bad, every ${every} ms)`, async () => {
      const good = words(300, 0);
      const read = await reader([...words(bad, 4_000), ...good, tag('DB1.DBW0:INT')], every);
      const free = await reader([...good, tag('DB1.DBW0:INT')], every);
      const { requests: planned } = await free();
      const readings = 20_000 / every;
      let seen = await read();
      for (let reading = 0; reading < readings; reading += 1) {
        seen = await read();
        assert.equal(seen.good, 301);
      }
      assert.ok(seen.requests <= planned + 1, `${seen.requests} requests, ${planned} without the bad ones`);
      scene.plc.memory.addBlock(2, 10);
      for (let reading = 0; reading < readings; reading += 1) seen = await read();
      assert.equal(seen.good, 6);
      assert.ok(seen.requests <= 2, `${seen.requests} requests`);
      scene.plc.memory.addBlock(2, 4_000);
      let tries = 0;
      do {
        seen = await read();
        tries += 1;
        assert.ok(seen.requests <= planned + 20, `${seen.requests} requests`);
      } while (seen.good < 301 && tries < 50);
      assert.ok(tries <= 10, `${seen.good} of 301 are good after ${tries} readings`);
      for (let reading = 0; reading < readings; reading += 1) {
        seen = await read();
        assert.equal(seen.good, 301);
        assert.ok(seen.requests <= planned + 1, `${seen.requests} requests, ${planned} without the bad ones`);
      }
    });

  it('are asked for one by one from then on where the PLC refuses all of a request for them', async () => {
    const read = await reader(words(30, 4_000), 20_000);
    await read();
    const itemsOf = async () => {
      scene.plc.recorder.forget();
      await read();
      return scene.plc.recorder.items('read').map(({ length }) => length);
    };
    const [together = 0, ...others] = await itemsOf();
    assert.ok(together > 1 && together <= 20 && others.length === 0, `${together} items`);
    scene.plc.misbehave({ kind: 'refuse', error: 0x8500, on: 'read' });
    await read();
    assert.deepEqual(await itemsOf(), [1]);
    assert.deepEqual(await itemsOf(), [1]);
  });
});
