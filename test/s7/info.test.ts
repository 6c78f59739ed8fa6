import assert from 'node:assert/strict';
import { s7Errors } from '@millwright/s7';
import {
  blockDetails,
  blocks,
  blocksOf,
  clearPassword,
  communication,
  cpuState,
  givePassword,
  identify,
  openSession,
  protection,
  readClock,
  S7Client,
  type Session,
  setClock,
  startOrStop,
  systemList,
} from '@millwright/s7/client';
import { blocksMade, type S7PlcOptions, SimulatedS7Plc } from '@millwright/simulators/s7';
import { startSnap7 } from './support/snap7.ts';

const never = new AbortController().signal;
const timing = { timeout: 30_000, connectTimeout: 30_000 };
/** A list that no PLC has. */
const noList = 0x7777;

describe('what a CPU says of itself', function () {
  this.timeout(60_000);
  let plc: SimulatedS7Plc;
  let session: Session;

  async function start(options: S7PlcOptions = {}): Promise<void> {
    plc = new SimulatedS7Plc({ memory: { blocks: { 1: 100, 7: 20 } }, ...options });
    await plc.listen();
    session = await openSession({ host: plc.host, port: plc.port, rack: 0, slot: 2, ...timing }, never);
  }

  afterEach(async () => {
    await session.close();
    await plc.close();
    assert.deepEqual(plc.problems, []);
  });

  it('S-D-01: the S7 simulator runs, stops and runs again, warm and cold, and says since when', async () => {
    const leapDay = Date.UTC(2028, 1, 29, 12, 34, 56, 789);
    await start();
    plc.cpu.time = leapDay;
    const state = await cpuState(session, 'utc', never);
    assert.deepEqual([state.mode, state.code, state.before], ['run', 8, 'unknown']);
    assert.ok(state.since && state.since.getTime() >= leapDay);
    assert.equal(await startOrStop(session, 'stop', never), 'done');
    assert.equal((await cpuState(session, 'utc', never)).mode, 'stop');
    assert.equal(await startOrStop(session, 'stop', never), 'already');
    assert.equal(await startOrStop(session, 'cold-restart', never), 'done');
    assert.equal(plc.cpu.lastStart, 'cold');
    assert.equal(await startOrStop(session, 'restart', never), 'already');
    await startOrStop(session, 'stop', never);
    await startOrStop(session, 'restart', never);
    assert.equal(plc.cpu.lastStart, 'warm');
    assert.equal((await cpuState(session, 'utc', never)).mode, 'run');
  });

  for (const [record, mode] of [
    ['5144ff84 00000000 00000000 9401011200000007', 'stop'],
    ['5144ff47 00000000 00000000 9401011200000007', 'start-up'],
    ['5144ff8a 00000000 00000000 9401011200000007', 'hold'],
    ['5144ff8d 00000000 00000000 9401011200000007', 'defect'],
    ['5144ff80 00000000 00000000 0000000000000000', 'unknown'],
    ['5144ff08', 'run'],
  ] as const)
    it(`S-D-01: the S7 simulator sends a record ${record}, which is ${mode}`, async () => {
      const bytes = Buffer.from(record.replaceAll(' ', ''), 'hex');
      await start({ lists: { 1060: () => ({ recordLength: bytes.length, records: [bytes] }) } });
      const state = await cpuState(session, 'utc', never);
      assert.equal(state.mode, mode);
      const isDate = record.endsWith('07');
      assert.equal(state.since?.toISOString(), isDate ? '1994-01-01T12:00:00.000Z' : undefined);
    });

  it('S-D-02: the S7 simulator says what it is', async () => {
    await start();
    assert.deepEqual(await identify(session, never), {
      orderNumber: '6ES7 315-2EH14-0AB0',
      hardware: 5,
      firmware: 'V3.2.6',
      system: 'MILLWRIGHT',
      module: 'CPU 315-2 PN/DP',
      plant: 'Plant 1',
      copyright: 'Simulated equipment',
      serialNumber: 'S C-X4U421302009',
      type: 'CPU 315-2 PN/DP',
    });
  });

  it('S-D-02: the S7 simulator has one of the two lists alone', async () => {
    await start({ lists: { 28: () => undefined } });
    assert.deepEqual(await identify(session, never), {
      orderNumber: '6ES7 315-2EH14-0AB0',
      hardware: 5,
      firmware: 'V3.2.6',
    });
    plc.settings.lists = { 17: () => undefined };
    assert.equal((await identify(session, never)).serialNumber, 'S C-X4U421302009');
  });

  for (const pdu of [112, 240, 480, 960])
    it(`S-D-03: a list longer than ${pdu} bytes comes from the S7 simulator in parts, and is one`, async () => {
      const records = Array.from({ length: 300 }, (_, at) => Buffer.alloc(28, at % 251));
      await start({ pdu, lists: { 4095: () => ({ recordLength: 28, records }) } });
      const before = plc.requests;
      const found = await systemList(session, 0x0fff, 0, never);
      assert.equal(found.records.length, 300);
      assert.ok(found.records.every((record, at) => Buffer.compare(record, records[at] as Buffer) === 0));
      assert.equal(plc.requests - before, Math.ceil((8 + 300 * 28) / (pdu - 26)));
      assert.equal((await cpuState(session, 'utc', never)).mode, 'run');
    });

  it('S-D-03: parts of two lists do not mix, though the S7 simulator is asked for both at once', async () => {
    const list = (fill: number) => () => ({
      recordLength: 100,
      records: Array.from({ length: 40 }, () => Buffer.alloc(100, fill)),
    });
    await start({ pdu: 240, lists: { 4094: list(0xaa), 4095: list(0x55) } });
    const both = await Promise.all([0x0ffe, 0x0fff].map((number) => systemList(session, number, 0, never)));
    for (const [at, fill] of [0xaa, 0x55].entries())
      assert.ok(both[at]?.records.every((record) => record.every((byte) => byte === fill)));
  });

  for (const clockBytes of [8, 10] as const)
    it(`S-D-04: the clock of the S7 simulator comes as ${clockBytes} bytes, and can be set`, async () => {
      await start({ clockBytes });
      const wanted = new Date('2028-02-29T12:34:56.789Z');
      await setClock(session, wanted, 'utc', never);
      const shown = await readClock(session, 'utc', never);
      // It goes on meanwhile, however long that takes.
      assert.ok(shown >= wanted, shown.toISOString());
      assert.equal(shown.getUTCFullYear(), 2028);
      const local = new Date(2031, 6, 1, 8, 0, 0, 0);
      await setClock(session, local, 'local', never);
      assert.equal(new Date(plc.cpu.time).toISOString().slice(0, 13), '2031-07-01T08');
      assert.ok((await readClock(session, 'local', never)) >= local);
    });

  it('S-D-04: what is no time in the answer of the S7 simulator is an error with a name', async () => {
    await start({ clockBytes: 10 });
    plc.misbehave({ kind: 'short-data', by: 3, on: 'info', times: 1 });
    await assert.rejects(readClock(session, 'utc', never), { code: 's7.bad-answer' });
    await assert.rejects(setClock(session, new Date(Date.UTC(2100, 0)), 'utc', never), {
      code: 's7.value-does-not-fit',
      message: /the clock/,
    });
    assert.ok((await readClock(session, 'utc', never)) instanceof Date);
  });

  it('S-D-05: a list or an index that the S7 simulator does not have is an error with a name, and the connection stays', async () => {
    await start();
    await assert.rejects(systemList(session, noList, 0, never), {
      code: 's7.system-list-missing',
      message: /0x7777 with index 0x0000/,
    });
    await assert.rejects(systemList(session, 0x0111, 9, never), { code: 's7.system-list-missing' });
    plc.settings.lists = 'none';
    for (const ask of [identify, protection, communication])
      await assert.rejects(ask(session, never), { code: 's7.system-list-missing' });
    await assert.rejects(cpuState(session, 'utc', never), { code: 's7.system-list-missing' });
    plc.misbehave({ kind: 'refuse', error: 0x8104, on: 'info', times: 1 });
    await assert.rejects(cpuState(session, 'utc', never), { code: 's7.system-list-missing' });
    await assert.rejects(systemList(session, 0x1_0000, 0, never), { code: 's7.bad-request' });
    const [answer] = await session.read([{ area: 'DB', db: 1, start: 0, length: 2 }], never);
    assert.ok(answer && 'data' in answer);
    assert.equal(plc.accepted, 1);
  });

  it('S-D-05: asking the S7 simulator for what it does not have is no failure of its connection', async () => {
    await start({ lists: 'none' });
    const client = new S7Client({ host: plc.host, port: plc.port, rack: 0, slot: 2, ...timing });
    const release = client.connection.need();
    try {
      for (let times = 0; times < 5; times += 1) {
        const asked = client.schedule('read', { source: 'test', signal: never }, (open, signal) =>
          cpuState(open, 'utc', signal),
        );
        await assert.rejects(asked, { code: 's7.system-list-missing' });
      }
      assert.equal(client.connection.state.phase, 'online');
      assert.equal(plc.accepted, 2);
    } finally {
      release();
      await client.close();
    }
  });

  it('S-D-06: the S7 simulator takes the right password, refuses a wrong one, and forgets it again', async () => {
    await start({ protection: { level: 3, password: 'Secret1' } });
    assert.equal((await protection(session, never)).level, 3);
    await assert.rejects(startOrStop(session, 'stop', never), { code: 's7.password-needed' });
    await assert.rejects(setClock(session, new Date(), 'utc', never), { code: 's7.password-needed' });
    await assert.rejects(blockDetails(session, 'DB', 1, never), { code: 's7.password-needed' });
    await assert.rejects(givePassword(session, 'Secret2', never), (error: Error) => {
      assert.ok(s7Errors.passwordRefused.is(error));
      assert.ok(!JSON.stringify([error, error.stack]).includes('Secret'));
      return true;
    });
    await givePassword(session, 'Secret1', never);
    assert.deepEqual(await protection(session, never), {
      level: 1,
      byParameters: 0,
      bySelector: 1,
      selector: 'run-p',
    });
    assert.equal(await startOrStop(session, 'stop', never), 'done');
    await clearPassword(session, never);
    assert.equal((await protection(session, never)).level, 3);
  });

  it('reads the protection of an older S7 simulator, and what it says of communication', async () => {
    await start({ connections: 8, pdu: 480, lists: { 562: () => undefined } });
    assert.equal((await protection(session, never)).level, 1);
    assert.deepEqual(await communication(session, never), {
      abilities: { pdu: 480, connections: 8, mpiRate: 187_500, backplaneRate: 187_500 },
    });
    const use = Buffer.alloc(40);
    for (const [at, value] of [1, 1, 2, 3, 4, 5, 6, 7, 8].entries()) use.writeUInt16BE(value, at * 2);
    plc.settings.lists = {
      306: (index) => (index === 1 ? { recordLength: 40, records: [use] } : undefined),
    };
    assert.deepEqual((await communication(session, never)).use, {
      programmers: { kept: 1, used: 3 },
      panels: { kept: 2, used: 4 },
      configured: { all: 5, used: 6 },
      others: { free: 7, used: 8 },
    });
  });

  it('lists the blocks of the S7 simulator, and says what there is to say of one', async () => {
    await start({ otherBlocks: { OB: [100, 1] } });
    assert.deepEqual(await blocks(session, never), { OB: 2, DB: 2, SDB: 0, FC: 0, SFC: 0, FB: 0, SFB: 0 });
    assert.deepEqual(await blocksOf(session, 'OB', never), [
      { number: 1, language: 'STL' },
      { number: 100, language: 'STL' },
    ]);
    assert.deepEqual(await blocksOf(session, 'SFB', never), []);
    assert.deepEqual(await blockDetails(session, 'DB', 7, never), {
      kind: 'DB',
      number: 7,
      language: 'DB',
      size: 20,
      loadSize: 112,
      localSize: 0,
      changed: new Date(blocksMade),
      interfaceChanged: new Date(blocksMade),
      author: 'MILL',
      family: 'PLANT',
      name: 'SIMULATE',
      version: '1.2',
      checksum: 0x1234,
      isProtected: false,
    });
    await assert.rejects(blockDetails(session, 'DB', 8, never), {
      code: 's7.block-missing',
      message: 'The PLC has no block DB 8',
    });
    await assert.rejects(blockDetails(session, 'DB', 70_000, never), { code: 's7.bad-request' });
  });
});

describe('what the server of Snap7 says of itself', function () {
  this.timeout(60_000);
  let session: Session;
  let close = async (): Promise<void> => {};
  let run: (running: boolean) => Promise<void>;

  before(async function () {
    const snap7 = await startSnap7(this, { blocks: { 1: 512, 7: 20 } });
    close = () => snap7.close();
    run = (running) => snap7.run(running);
    session = await openSession({ host: '127.0.0.1', port: snap7.port, rack: 0, slot: 2, ...timing }, never);
  });

  after(async () => {
    await session?.close();
    await close();
  });

  it('S-D-01: the server of Snap7 runs, and stops', async () => {
    assert.equal((await cpuState(session, 'utc', never)).mode, 'run');
    await run(false);
    assert.equal((await cpuState(session, 'utc', never)).mode, 'stop');
    await startOrStop(session, 'restart', never);
    assert.equal((await cpuState(session, 'utc', never)).mode, 'run');
  });

  it('S-D-02: the server of Snap7 says what it is', async () => {
    const told = await identify(session, never);
    assert.equal(told.orderNumber, '6ES7 315-2EH14-0AB0');
    assert.match(told.firmware ?? '', /^V3\.\d+\.\d+$/);
    assert.equal(told.system, 'SNAP7-SERVER');
    assert.equal(told.type, 'CPU 315-2 PN/DP');
  });

  it('S-D-04: the clock of the server of Snap7 is that of the machine', async () => {
    const before = Date.now();
    const shown = await readClock(session, 'local', never);
    // It has whole seconds.
    assert.ok(
      shown.getTime() >= before - 1_000 && shown.getTime() <= Date.now() + 1_000,
      shown.toISOString(),
    );
    await setClock(session, new Date(), 'local', never);
  });

  it('S-D-05: the server of Snap7 does not have a list, and the connection stays', async () => {
    await assert.rejects(systemList(session, noList, 0, never), { code: 's7.system-list-missing' });
    assert.equal((await cpuState(session, 'utc', never)).mode, 'run');
  });

  it('lists the blocks of the server of Snap7, and says how it is protected', async () => {
    assert.equal((await blocks(session, never)).DB, 2);
    assert.deepEqual(
      (await blocksOf(session, 'DB', never)).map(({ number }) => number),
      [1, 7],
    );
    assert.equal((await blockDetails(session, 'DB', 1, never)).size, 512);
    // It is not asked for a block that it does not have: its answer to that has no header.
    assert.equal((await protection(session, never)).level, 1);
    assert.ok((await communication(session, never)).abilities);
  });
});
