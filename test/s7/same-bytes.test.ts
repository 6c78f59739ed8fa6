import assert from 'node:assert/strict';
import { type Item, openSession, type Session, type WriteItem } from '@millwright/s7/client';
import { Chance } from '@millwright/simulators';
import { fillByChance, SimulatedS7Plc } from '@millwright/simulators/s7';
import { askWithSnap7, bytesOf, type Snap7Area, type Snap7Call, startSnap7 } from './support/snap7.ts';

const never = new AbortController().signal;
const seed = Number(process.env['SEED'] ?? 21);

/** A server, and its bytes from behind. */
interface Server {
  readonly port: number;
  get(area: Snap7Area, db?: number): Promise<Buffer>;
  close(): Promise<unknown>;
}

/** Where both clients write and read; timers and counters by number, the first ones, since Snap7's server counts them in bytes. */
const places: readonly {
  readonly area: Snap7Area;
  readonly db?: number;
  readonly start: number;
  readonly amount: number;
  readonly read: (start: number, amount: number) => Snap7Call;
  readonly write: (start: number, amount: number, hex: string) => Snap7Call;
}[] = [
  {
    area: 'DB',
    db: 1,
    start: 0,
    amount: 200,
    read: (start, amount) => ['DBRead', 1, start, amount],
    write: (start, amount, hex) => ['DBWrite', 1, start, amount, { hex }],
  },
  {
    area: 'DB',
    db: 7,
    start: 13,
    amount: 5,
    read: (start, amount) => ['DBRead', 7, start, amount],
    write: (start, amount, hex) => ['DBWrite', 7, start, amount, { hex }],
  },
  {
    area: 'I',
    start: 3,
    amount: 1,
    read: (start, amount) => ['EBRead', start, amount],
    write: (start, amount, hex) => ['EBWrite', start, amount, { hex }],
  },
  {
    area: 'Q',
    start: 8,
    amount: 7,
    read: (start, amount) => ['ABRead', start, amount],
    write: (start, amount, hex) => ['ABWrite', start, amount, { hex }],
  },
  {
    area: 'M',
    start: 501,
    amount: 11,
    read: (start, amount) => ['MBRead', start, amount],
    write: (start, amount, hex) => ['MBWrite', start, amount, { hex }],
  },
  {
    area: 'T',
    start: 0,
    amount: 3,
    read: (start, amount) => ['TMRead', start, amount],
    write: (start, amount, hex) => ['TMWrite', start, amount, { hex }],
  },
  {
    area: 'C',
    start: 0,
    amount: 2,
    read: (start, amount) => ['CTRead', start, amount],
    write: (start, amount, hex) => ['CTWrite', start, amount, { hex }],
  },
];

const widthOf = (area: Snap7Area): number => (area === 'T' || area === 'C' ? 2 : 1);

describe(`S-X-01: the client of Snap7 and ours write and read the same bytes (SEED=${seed})`, function () {
  this.timeout(60_000);
  const chance = new Chance(seed);
  const blocks = { 1: 1_000, 7: 100 };
  let server: Server | undefined;
  let session: Session | undefined;

  const starts: Readonly<Record<string, (context: Mocha.Context) => Promise<Server>>> = {
    'the server of Snap7': async (context) => {
      const snap7 = await startSnap7(context, { blocks });
      return { port: snap7.port, get: snap7.get, close: () => snap7.close() };
    },
    'our simulator': async () => {
      const plc = new SimulatedS7Plc({ memory: { blocks } });
      await plc.listen();
      const get = async (area: Snap7Area, db?: number): Promise<Buffer> =>
        Buffer.from(plc.memory.find(area, db) ?? assert.fail(`no ${area}${db}`));
      return {
        port: plc.port,
        get,
        close: async () => {
          await plc.close();
          assert.deepEqual(plc.problems, []);
        },
      };
    },
  };

  const open = (port: number): Promise<Session> =>
    openSession(
      { host: '127.0.0.1', port, rack: 0, slot: 1, timeout: 20_000, connectTimeout: 20_000 },
      never,
    );

  function byChance(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    fillByChance(bytes, chance);
    return bytes;
  }

  afterEach(async () => {
    await session?.close();
    await server?.close();
    session = undefined;
    server = undefined;
  });

  for (const [where, start] of Object.entries(starts)) {
    it(`Snap7 reads what we wrote, on ${where}`, async function () {
      server = await start(this);
      session = await open(server.port);
      const written = places.map(({ area, amount }) => byChance(amount * widthOf(area)));
      const items = places.map(({ area, db, start }, index): WriteItem => {
        const bytes = written[index] ?? Buffer.alloc(0);
        return { area, start, bytes, ...(db !== undefined && { db }) };
      });
      assert.deepEqual(
        await session.write(items, never),
        items.map(() => undefined),
      );
      const read = await askWithSnap7(
        this,
        server.port,
        places.map(({ read, start, amount }) => read(start, amount)),
      );
      assert.deepEqual(read.map(bytesOf), written);
      for (const [index, { area, db, start }] of places.entries()) {
        const from = start * widthOf(area);
        const bytes = written[index] ?? Buffer.alloc(0);
        assert.deepEqual((await server.get(area, db)).subarray(from, from + bytes.length), bytes);
      }
    });

    it(`we read what Snap7 wrote, on ${where}`, async function () {
      server = await start(this);
      session = await open(server.port);
      const written = places.map(({ area, amount }) => byChance(amount * widthOf(area)));
      const told = await askWithSnap7(
        this,
        server.port,
        places.map(({ write, start, amount }, index) =>
          write(start, amount, written[index]?.toString('hex') ?? ''),
        ),
      );
      assert.ok(
        told.every((one) => 'result' in one && one.result === true),
        JSON.stringify(told),
      );
      const items = places.map(
        ({ area, db, start, amount }): Item => ({
          area,
          start,
          length: amount,
          ...(db !== undefined && { db }),
        }),
      );
      const answers = await session.read(items, never);
      assert.deepEqual(
        answers.map((answer) => ('data' in answer ? Buffer.from(answer.data) : answer.error)),
        written,
      );
    });

    it(`a bit is written as one bit by both, on ${where}`, async function () {
      server = await start(this);
      session = await open(server.port);
      await session.write([{ area: 'M', start: 20, bytes: Uint8Array.of(0b1010_0101, 0xff) }], never);
      const bit = { Area: 'S7AreaMK', DBNumber: 0, WordLen: 'S7WLBit', Amount: 1 };
      await session.write([{ area: 'M', start: 20, bit: 3, value: true }], never);
      await askWithSnap7(this, server.port, [
        ['WriteMultiVars', [{ ...bit, Start: 20 * 8 + 6, Data: { hex: '01' } }]],
        ['WriteMultiVars', [{ ...bit, Start: 21 * 8, Data: { hex: '00' } }]],
      ]);
      await session.write([{ area: 'M', start: 21, bit: 7, value: false }], never);
      assert.equal((await server.get('M')).toString('hex', 20, 22), 'ed7e');
    });
  }

  it('asks with the same bytes as Snap7 for what can be asked in one way alone', async function () {
    const plc = new SimulatedS7Plc({ memory: { blocks } });
    await plc.listen();
    server = { port: plc.port, get: () => assert.fail(), close: () => plc.close() };
    session = await open(plc.port);
    plc.recorder.forget();
    await session.read([{ area: 'DB', db: 7, start: 13, length: 5 }], never);
    await session.write([{ area: 'DB', db: 7, start: 13, bytes: Uint8Array.of(1, 2, 3) }], never);
    await session.ask({ group: 4, function: 1, data: Uint8Array.of(0x04, 0x24, 0, 0) }, never);
    const ours = plc.recorder.frames('in');
    plc.recorder.forget();
    await askWithSnap7(this, plc.port, [
      ['DBRead', 7, 13, 5],
      ['DBWrite', 7, 13, 3, { hex: '010203' }],
      ['ReadSZL', 0x0424, 0],
    ]);
    // Behind its connecting and setting up; its last is that it goes, where it says so.
    const theirs = plc.recorder.frames('in').slice(2, 5);
    assert.deepEqual(ours.map(withoutReference), theirs.map(withoutReference));
  });
});

/** Each client counts its requests in its own way. */
function withoutReference(frame: Buffer): string {
  const copy = Buffer.from(frame);
  copy.writeUInt16BE(0, 11);
  return copy.toString('hex');
}
