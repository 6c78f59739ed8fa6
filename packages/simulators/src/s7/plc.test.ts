import assert from 'node:assert/strict';
import { waitFor } from '@millwright/testing';
import { connectRequest, item, job, S7TestClient } from './client.fixture.ts';
import { type S7PlcOptions, SimulatedS7Plc } from './plc.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('a simulated S7 PLC', () => {
  let plc: SimulatedS7Plc;
  let client: S7TestClient | undefined;

  async function start(options: S7PlcOptions = {}): Promise<S7TestClient> {
    plc = new SimulatedS7Plc({ memory: { blocks: { 1: 100, 3: 10 } }, ...options });
    await plc.listen();
    client = await S7TestClient.connect(plc.port);
    return client;
  }

  afterEach(async () => {
    client?.close();
    await plc.close();
  });

  it('confirms a connection with the TSAPs and the size of a TPDU, or with as little as the standard allows', async () => {
    plc = new SimulatedS7Plc();
    await plc.listen();
    client = await S7TestClient.open(plc.port);
    // Of RFC 905 section 13.4: the client's reference, then its own.
    const full = '0300001611d00001000100c0010ac1020100c2020102';
    assert.equal((await client.exchange(connectRequest)).toString('hex'), full);
    assert.deepEqual(plc.lastConnect, { reference: 1, calling: 0x0100, called: 0x0102, size: 10 });
    client.close();
    plc.settings.tsapsInConfirmation = false;
    client = await S7TestClient.open(plc.port);
    assert.equal((await client.exchange(connectRequest)).toString('hex'), '0300000e09d00001000100c0010a');
    client.close();
    Object.assign(plc.settings, { tpdu: 'none' });
    client = await S7TestClient.open(plc.port);
    assert.equal((await client.exchange(connectRequest)).toString('hex'), '0300000b06d00001000100');
  });

  it('agrees to the smaller of what is asked for and what it can', async () => {
    await start({ pdu: 240, jobs: 2 });
    assert.equal(client?.pdu, 240);
    const answer = plc.recorder.frames('out').at(-1);
    // Header of an answer without error, then function, jobs in both directions, length.
    assert.equal(
      answer?.toString('hex'),
      '0300001b02f0803203000000000008000000 00f0000002000200f0'.replace(' ', ''),
    );
  });

  it('reads several items: each by itself, each at an even byte, and none filled up behind the last', async () => {
    const client = await start();
    plc.memory.block(1).set([1, 2, 3, 4], 10);
    const data = await client.read(
      { db: 1, start: 10, length: 3 },
      { db: 2, start: 0, length: 1 },
      { db: 3, start: 9, length: 2 },
      { db: 1, start: 11, length: 1 },
    );
    assert.equal(data.toString('hex'), 'ff040018010203000a00000005000000ff04000802');
    assert.equal(plc.requests, 1);
    assert.equal(plc.items, 4);
  });

  it('writes bytes, and one bit whose neighbours stay', async () => {
    const client = await start();
    plc.memory.block(1)[0] = 0xff;
    // DBX0.3 := 0 and DBB4 := 7 8 9, then a word that its two bytes do not fit.
    const bit = hex('12 0a 10 01 0001 0001 84 000003');
    const parameter = Buffer.concat([
      Uint8Array.of(5, 3),
      bit,
      item({ db: 1, start: 4, length: 3 }),
      item({ db: 1, start: 8, length: 4 }),
    ]);
    const data = hex('00 03 0001 00 00 00 04 0018 070809 00 00 04 0010 0102');
    const answer = await client.exchange(job(9, parameter, data));
    assert.equal(answer.subarray(19).toString('hex'), '0503ffff07');
    assert.equal(plc.memory.block(1).subarray(0, 8).toString('hex'), 'f700000007080900');
  });

  it('reads timers and counters by number, two bytes each', async () => {
    const client = await start();
    plc.memory.area('T').writeUInt16BE(0x2123, 10);
    const answer = await client.exchange(job(2, hex('04 01 12 0a 10 1d 0002 0000 1d 000004')));
    assert.equal(answer.subarray(21).toString('hex'), 'ff09000400002123');
  });

  it('cuts a request short that has too many items, or refuses it', async () => {
    const client = await start({ items: 2 });
    const one = { db: 1, start: 0, length: 1 };
    assert.equal(
      (await client.read(one, one, one)).toString('hex'),
      'ff040008 0000 ff04000800'.replaceAll(' ', ''),
    );
    plc.settings.moreItems = 'refuse';
    const answer = await client.exchange(client.request(one, one, one));
    assert.equal(answer.subarray(17).toString('hex'), '8500');
  });

  it('refuses an answer that would be longer than what was agreed on', async () => {
    const client = await start({ pdu: 112 });
    const answer = await client.exchange(client.request({ db: 1, start: 0, length: 95 }));
    assert.equal(answer.subarray(17).toString('hex'), '8500');
    assert.equal((await client.read({ db: 1, start: 0, length: 94 })).length, 98);
  });

  it('says that PUT/GET is off as an S7-1500 does, and that a block is optimized', async () => {
    const client = await start({ putGet: false });
    const request = client.request({ db: 1, start: 0, length: 1 });
    const [high = 0, low = 0] = request.subarray(11, 13);
    assert.deepEqual(
      await client.exchange(request),
      Buffer.from([3, 0, 0, 19, 2, 0xf0, 0x80, 0x32, 2, 0, 0, high, low, 0, 0, 0, 0, 0x81, 4]),
    );
    plc.settings.putGet = true;
    plc.settings.optimized = [1];
    const data = await client.read({ db: 1, start: 0, length: 1 }, { db: 3, start: 0, length: 1 });
    assert.equal(data.toString('hex'), '05000000ff04000800');
  });

  it('refuses a connection that it has no room for, or whose TSAP it does not know', async () => {
    await start({ connections: 1 });
    const second = await S7TestClient.open(plc.port);
    // A disconnect request to reference 1: congestion at the TSAP.
    assert.equal(
      (await second.exchange(connectRequest)).toString('hex'),
      '0300000b0680000100 0101'.replace(' ', ''),
    );
    await second.ended();
    Object.assign(plc.settings, { connections: 9, tsaps: [0x0300] });
    const third = await S7TestClient.open(plc.port);
    assert.equal((await third.exchange(connectRequest)).at(-1), 3);
    await third.ended();
    plc.settings.connections = 1;
    plc.settings.moreConnections = 'reset';
    // Whether the connection stood for a moment is up to the system.
    await S7TestClient.open(plc.port).then(
      (fourth) => fourth.ended(),
      () => undefined,
    );
    await waitFor('the first connection to be the only one', () => plc.connections === 1);
    assert.equal(plc.accepted, 4);
  });

  it('notes a rule that a client breaks, and ends its connection', async () => {
    const client = await start({ pdu: 240 });
    await client.exchange(client.request({ db: 1, start: 0, length: 1 }));
    client.socket.write(
      client.request(...Array.from({ length: 20 }, () => ({ db: 1, start: 0, length: 1 }))),
    );
    await client.ended();
    assert.deepEqual(plc.problems, ['a message of 252 bytes, not 240']);
  });

  it('is off and on again at the same port', async () => {
    const client = await start();
    const { port } = plc;
    await plc.refuse();
    await client.ended();
    await plc.listen();
    assert.equal(plc.port, port);
    const again = await S7TestClient.connect(port);
    assert.equal((await again.read({ db: 1, start: 0, length: 1 })).length, 5);
    again.close();
  });

  it('keeps what its program does not accept, and lets it act on what was written', async () => {
    const client = await start();
    plc.program = {
      scan: () => {
        plc.memory.block(1)[50] = 42;
      },
      refuse: ({ start }) => (start === 2 ? 0x03 : undefined),
      written: ({ start }) => {
        plc.memory.block(1)[start] = 99;
      },
    };
    assert.equal((await client.read({ db: 1, start: 50, length: 1 })).toString('hex'), 'ff0400082a');
    const parameter = Buffer.concat([
      Uint8Array.of(5, 2),
      item({ db: 1, start: 2, length: 1 }),
      item({ db: 1, start: 3, length: 1 }),
    ]);
    const answer = await client.exchange(job(3, parameter, hex('00 04 0008 01 00 00 04 0008 01')));
    assert.equal(answer.subarray(21).toString('hex'), '03ff');
    assert.deepEqual([...plc.memory.block(1).subarray(2, 4)], [0, 99]);
  });
});
