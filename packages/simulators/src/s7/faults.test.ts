import assert from 'node:assert/strict';
import { once } from 'node:events';
import { waitFor } from '@millwright/testing';
import { connectRequest, S7TestClient } from './client.fixture.ts';
import type { S7Fault } from './faults.ts';
import { SimulatedS7Plc } from './plc.ts';

const one = { db: 1, start: 0, length: 2 };

describe('faults of a simulated S7 PLC', () => {
  let plc: SimulatedS7Plc;
  let client: S7TestClient;

  beforeEach(async () => {
    plc = new SimulatedS7Plc({ memory: { blocks: { 1: 100 } } });
    plc.memory.block(1).set([0x12, 0x34]);
    await plc.listen();
    client = await S7TestClient.connect(plc.port);
  });

  afterEach(async () => {
    client.close();
    await plc.close();
  });

  /** The bytes that answer a read of two bytes, right: their reference is zeroed. */
  const right = '0300001b02f08032030000000000020006000004 01ff0400101234'.replace(' ', '');

  const spoiled: readonly (readonly [S7Fault, string])[] = [
    [{ kind: 'truncate' }, right.slice(0, -2)],
    [{ kind: 'duplicate' }, right + right],
    [{ kind: 'garbage' }, Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n').toString('hex')],
    [{ kind: 'packet', version: 4, length: 5 }, right.replace('0300001b', '04000005')],
    [
      { kind: 'fragment', bytes: 18 },
      '0300001902f000 320300000000000200060000 0401ff040010 0300000902f080 1234',
    ],
    [{ kind: 'refuse', error: 0x8500 }, '0300001302f080 3202000000000000 0000 8500'],
    [{ kind: 'refuse', error: 0xd401, rosctr: 3 }, '0300001302f080 3203000000000000 0000 d401'],
    [{ kind: 'rosctr', value: 9 }, '0300001902f080 320900000000 00020006 0401ff0400101234'],
    [{ kind: 'lengths', data: 2, parameter: 1 }, right.replace('00020006', '00030008')],
    [{ kind: 'fewer-items', by: 1 }, '0300001502f080 320300000000000200000000 0400'],
    [
      { kind: 'more-items', by: 1 },
      '0300002102f080 320300000000 0002000c0000 0402 ff0400101234 ff0400101234',
    ],
    [{ kind: 'longer-items', by: 1 }, '0300001c02f080 320300000000 000200070000 0401 ff0400181234 5a'],
    [{ kind: 'shorter-items', by: 1 }, '0300001a02f080 320300000000 000200050000 0401 ff04000812'],
    [{ kind: 'short-data', by: 1 }, '0300001a02f080 320300000000 000200050000 0401 ff04001012'],
    [{ kind: 'item', code: 0x0a }, '0300001902f080 320300000000 000200040000 0401 0a000000'],
    [{ kind: 'transport', size: 9 }, right.replace('ff040010', 'ff090002')],
    [{ kind: 'stray', value: 7, beside: 0 }, `0300001102f080 320700000000 00000000${right}`],
  ];
  for (const [fault, expected] of spoiled) {
    it(`are what they say: ${JSON.stringify(fault)}`, async () => {
      plc.misbehave({ ...fault, times: 1 });
      const wanted = expected.replaceAll(' ', '');
      client.socket.write(client.request(one));
      const bytes = await client.bytes(wanted.length / 2);
      assert.equal(withoutReferences(bytes), wanted);
      assert.equal(plc.spoiled, 1);
      plc.behave();
    });
  }

  /** References count up; the stray's is the same. */
  function withoutReferences(bytes: Buffer): string {
    return bytes.toString('hex').replaceAll(/(?<=32(?:02|03|07|09)0000)0002(?=0)/g, '0000');
  }

  it('give a reference that is none', async () => {
    plc.misbehave({ kind: 'reference', beside: 5, times: 1 });
    const answer = await client.exchange(client.request(one));
    assert.equal(answer.readUInt16BE(11), 2 + 5);
  });

  it('answer more items than were asked for, also where not all of those were done', async () => {
    plc.settings.items = 2;
    plc.misbehave({ kind: 'more-items', by: 1, times: 1 });
    const answer = await client.exchange(client.request(one, one, one));
    assert.equal(answer.readUInt8(20), 3 + 1);
  });

  it('leave no connection open that they end twice, in good manners and not', async () => {
    plc.misbehave({ kind: 'close', times: 1 });
    plc.misbehave({ kind: 'reset', times: 1 });
    client.socket.write(Buffer.concat([client.request(one), client.request(one)]));
    await client.ended();
    await waitFor('the end', () => plc.connections === 0);
  });

  it('let bytes come one by one, and the last one late', async () => {
    plc.misbehave({ kind: 'split', times: 1 });
    plc.misbehave({ kind: 'late-byte', milliseconds: 5, times: 1 });
    assert.equal((await client.read(one)).toString('hex'), 'ff0400101234');
    client.socket.write(client.request(one));
    const [first] = (await once(client.socket, 'data')) as [Buffer];
    assert.equal(first.length, 26);
    assert.equal((await client.packet()).subarray(-2).toString('hex'), '1234');
  });

  it('keep answers back and let them go in one piece, the other way round', async () => {
    plc.misbehave({ kind: 'hold', count: 3, reversed: true });
    for (const start of [0, 1, 2]) client.socket.write(client.request({ ...one, start }));
    const bytes = await client.bytes(3 * 27);
    assert.deepEqual(
      [0, 27, 54].map((at) => bytes.readUInt16BE(at + 11)),
      [4, 3, 2],
    );
    assert.equal(plc.recorder.frames('out').at(-1)?.length, 81);
  });

  it('end connections: cut within an answer, refused, or by a disconnect request', async () => {
    plc.misbehave({ kind: 'cut', bytes: 10, how: 'close', times: 1 });
    client.socket.write(client.request(one));
    assert.equal((await client.bytes(10)).length, 10);
    await client.ended();
    plc.misbehave({ kind: 'disconnect', reason: 2, on: 'connect', times: 1 });
    client = await S7TestClient.open(plc.port);
    assert.equal((await client.exchange(connectRequest)).toString('hex'), '0300000b06800001000102');
    await client.ended();
    plc.misbehave({ kind: 'reset', on: ['set-up'], times: 1 });
    await assert.rejects(S7TestClient.connect(plc.port), /ended/);
  });

  it('answer a set-up with any figures', async () => {
    plc.misbehave({ kind: 'agree', pdu: 0, jobs: 0, on: 'set-up', times: 1 });
    client = await S7TestClient.connect(plc.port);
    assert.equal(client.pdu, 0);
  });

  it('never end a message whose TPDUs are over 64 KiB', async () => {
    plc.misbehave({ kind: 'endless', times: 1 });
    client.socket.write(client.request(one));
    const bytes = await client.bytes(80_000);
    assert.equal(bytes.subarray(4, 7).toString('hex'), '02f000');
    plc.behave();
  });

  it('change bytes by chance, the same for the same seed', async () => {
    const spoil = async (seed: number): Promise<string> => {
      const other = new SimulatedS7Plc({ seed });
      await other.listen();
      const guest = await S7TestClient.connect(other.port);
      other.misbehave({ kind: 'mutate' });
      const answers: string[] = [];
      for (let left = 20; left > 0; left -= 1) {
        answers.push((await guest.exchange(guest.request(one))).toString('hex'));
      }
      guest.close();
      await other.close();
      return answers.join();
    };
    assert.equal(await spoil(7), await spoil(7));
    assert.notEqual(await spoil(7), await spoil(8));
  });

  it('come only as often, and to what, as they are told', async () => {
    plc.misbehave({ kind: 'item', code: 3, share: 0.5, on: 'read' });
    plc.misbehave({ kind: 'silence', on: 'write' });
    const codes: number[] = [];
    for (let left = 40; left > 0; left -= 1) codes.push((await client.read(one))[0] ?? 0);
    const refused = codes.filter((code) => code === 3).length;
    assert.ok(refused > 5 && refused < 35, String(refused));
  });
});
