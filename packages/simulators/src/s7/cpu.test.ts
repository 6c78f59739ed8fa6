import assert from 'node:assert/strict';
import { framed, job, S7TestClient } from './client.fixture.ts';
import { type S7PlcOptions, SimulatedS7Plc } from './plc.ts';
import { decodeClock, encodeClock } from './time-stamp.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A question of userdata, and what comes back: the code of the error, and the data behind its four bytes of header. */
async function ask(client: S7TestClient, group: number, call: number, data = '', goesOn?: Buffer) {
  const body =
    data === ''
      ? hex('0a000000')
      : Buffer.concat([hex('ff0900'), Uint8Array.of(hex(data).length), hex(data)]);
  const parameter = goesOn
    ? Buffer.concat([hex(`000112 08 12 4${group}0${call}`), goesOn, hex('00 0000')])
    : hex(`000112 04 11 4${group}0${call}00`);
  const header = hex('32 07 0000 0005 0000 0000');
  header.writeUInt16BE(parameter.length, 6);
  header.writeUInt16BE(body.length, 8);
  const answer = await client.exchange(framed(Buffer.concat([header, parameter, body])));
  const said = answer.subarray(17);
  return {
    error: said.readUInt16BE(10),
    goesOn: said[9] === 1 ? said.subarray(7, 9) : undefined,
    data: said.subarray(16),
    whole: answer,
  };
}

describe('the CPU of a simulated S7 PLC', () => {
  let plc: SimulatedS7Plc;
  let client: S7TestClient;

  async function start(options: S7PlcOptions = {}): Promise<void> {
    plc = new SimulatedS7Plc({ memory: { blocks: { 1: 100, 7: 20 } }, pdu: 240, ...options });
    await plc.listen();
    client = await S7TestClient.connect(plc.port);
  }

  afterEach(async () => {
    client.close();
    await plc.close();
  });

  it('says whether it runs, stops, and starts warm or cold', async () => {
    await start();
    const state = async () => (await ask(client, 4, 1, '0424 0000')).data[8 + 3];
    assert.equal(await state(), 8);
    const stop = hex('29 0000000000 09 505f50524f4752414d');
    assert.equal((await client.exchange(job(2, stop))).subarray(13).toString('hex'), '00010000000029');
    assert.equal(await state(), 4);
    assert.equal((await client.exchange(job(3, stop))).at(-1), 7);
    await client.exchange(job(4, hex('28 000000000000fd 0002 4320 09 505f50524f4752414d')));
    assert.equal(await state(), 8);
    assert.equal(plc.cpu.lastStart, 'cold');
    assert.equal(
      (await client.exchange(job(5, hex('28 000000000000fd 0000 09 505f50524f4752414d')))).at(-1),
      2,
    );
  });

  it('gives a list in as many parts as its messages need', async () => {
    const record = (index: number): Buffer => Buffer.alloc(40, index);
    const records = Array.from({ length: 12 }, (_, index) => record(index));
    await start({ lists: { 4095: () => ({ recordLength: 40, records }) } });
    const parts: Buffer[] = [];
    let answer = await ask(client, 4, 1, '0fff 0000');
    parts.push(answer.data);
    while (answer.goesOn) {
      answer = await ask(client, 4, 1, '', answer.goesOn);
      parts.push(answer.data);
    }
    assert.deepEqual(
      parts.map(({ length }) => length),
      [214, 214, 60],
    );
    assert.deepEqual(Buffer.concat(parts), Buffer.concat([hex('0fff 0000 0028 000c'), ...records]));
  });

  it('does not know a list or an index, or has no lists at all', async () => {
    await start();
    assert.equal((await ask(client, 4, 1, '7777 0000')).error, 0xd401);
    assert.equal((await ask(client, 4, 1, '0111 0009')).error, 0xd402);
    plc.settings.lists = 'none';
    assert.equal((await ask(client, 4, 1, '0011 0000')).error, 0xd401);
  });

  it('has a clock that can be set, and is read with ten bytes or with eight', async () => {
    await start();
    const leapDay = Date.UTC(2028, 1, 29, 12, 34, 56, 789);
    assert.equal(encodeClock(leapDay).toString('hex'), '2802291234567893');
    assert.equal(decodeClock(encodeClock(leapDay)), leapDay);
    await ask(client, 7, 2, '0020 2802291234567893');
    const { data } = await ask(client, 7, 1);
    assert.equal(data.subarray(0, 7).toString('hex'), '00202802291234');
    plc.settings.clockBytes = 8;
    assert.equal((await ask(client, 7, 1)).data.subarray(0, 5).toString('hex'), '2802291234');
  });

  it('lists its blocks and describes one', async () => {
    await start();
    const counts = (await ask(client, 3, 1)).data.toString('latin1');
    assert.equal(counts.slice(0, 8), '08\0\x020A\0\x02');
    assert.equal((await ask(client, 3, 2, '3041')).data.toString('hex'), '0001220500072205');
    const { data } = await ask(client, 3, 3, '3041 3030303037 41');
    assert.equal(data.length, 78);
    assert.equal(data.readUInt16BE(12), 7);
    assert.equal(data.readUInt16BE(40), 20);
    assert.equal((await ask(client, 3, 3, '3041 3030303038 41')).error, 0xd209);
  });

  it('describes a block that is larger than there is room to say', async () => {
    await start({ memory: { blocks: { 1: 65_536 } } });
    const { data } = await ask(client, 3, 3, '3041 3030303031 41');
    assert.equal(data.readUInt16BE(40), 65_535);
    assert.equal(data.readUInt32BE(14), 65_536 + 92);
    assert.deepEqual(plc.problems, []);
  });

  it('keeps its clock and its state from who has not said the password', async () => {
    await start({ protection: { level: 2, password: 'Secret1' } });
    const stop = hex('29 0000000000 09 505f50524f4752414d');
    assert.equal((await client.exchange(job(2, stop))).subarray(17).toString('hex'), 'd241');
    assert.equal((await ask(client, 7, 2, '0020 2802291234567893')).error, 0xd241);
    assert.equal((await ask(client, 5, 1, '0101010101010101')).error, 0xd602);
    // Of "Secret1 ": each byte with 0x55 and, from the third on, with what stands two before it.
    const scrambled: number[] = [];
    for (const [at, byte] of [...Buffer.from('Secret1 ')].entries()) {
      scrambled.push(byte ^ 0x55 ^ (at < 2 ? 0 : (scrambled[at - 2] ?? 0)));
    }
    assert.equal((await ask(client, 5, 1, Buffer.from(scrambled).toString('hex'))).error, 0);
    assert.equal((await ask(client, 4, 1, '0232 0004')).data.readUInt16BE(8 + 6), 1);
    await client.exchange(job(3, stop));
    assert.equal(plc.cpu.running, false);
    assert.equal((await ask(client, 5, 2)).error, 0);
    assert.equal((await ask(client, 5, 2)).error, 0xd604);
    assert.equal((await ask(client, 4, 1, '0232 0004')).data.readUInt16BE(8 + 6), 2);
  });

  it('says by itself that its mode is another one', async () => {
    await start();
    plc.push();
    const pushed = await client.packet();
    assert.equal(pushed[8], 7);
    assert.equal(pushed.readUInt16BE(11), 0);
  });
});
