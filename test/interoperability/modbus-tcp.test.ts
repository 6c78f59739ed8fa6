import assert from 'node:assert/strict';
import {
  type Area,
  areas,
  bitAt,
  isBitArea,
  ModbusClient,
  modbusErrors,
  readLimit,
} from '@millwright/modbus';
import { Chance, pattern, patternMemory, SimulatedPlc } from '@millwright/simulators';
import { type PeerServer, peers, type Read, readWith, served, startServer } from './peers.ts';

const never = new AbortController().signal;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** The data that answers a read of unit 1. */
async function readOf(client: ModbusClient, read: Read): Promise<Uint8Array> {
  const request = { do: 'read', ...read } as const;
  return (await client.perform(1, request, { source: 'test', signal: never })).data;
}

/** What a read of the common memory gives; bits as 0 and 1. */
function expected({ area, address, quantity }: Read): readonly number[] {
  const at = isBitArea(area)
    ? (place: number) => Number(pattern.bit(area, place))
    : (place: number) => pattern.register(area, place);
  return Array.from({ length: quantity }, (_, index) => at(address + index));
}

function valuesOf(data: Uint8Array, { area, quantity }: Read): readonly number[] {
  return Array.from({ length: quantity }, (_, index) =>
    isBitArea(area) ? Number(bitAt(data, index)) : ((data[index * 2] ?? 0) << 8) | (data[index * 2 + 1] ?? 0),
  );
}

function randomRead(chance: Chance): Read {
  const area = areas[Math.floor(chance.next() * areas.length)] as Area;
  const quantity = 1 + Math.floor(chance.next() * readLimit(area));
  return { area, quantity, address: Math.floor(chance.next() * (served - quantity + 1)) };
}

/** The smallest and largest reads of each area, at both ends of the memory, and a hundred at random. */
function manyReads(): readonly Read[] {
  const chance = new Chance(seed);
  const edges = areas.flatMap((area) =>
    [1, readLimit(area)].flatMap((quantity) =>
      [0, served - quantity].map((address) => ({ area, address, quantity })),
    ),
  );
  return [...edges, ...Array.from({ length: 100 }, () => randomRead(chance))];
}

for (const peer of peers) {
  // jsmodbus answers a read beyond its memory without data instead of with exception 2: no value comes of that either.
  const isRefusal = (error: unknown): boolean =>
    peer === 'jsmodbus'
      ? modbusErrors.badResponse.is(error)
      : modbusErrors.exception.is(error) && (error.details as { exception: number }).exception === 2;

  describe(`our client and the server of ${peer} (seed ${seed})`, function () {
    this.timeout(60_000);
    let server: PeerServer | undefined;
    let client: ModbusClient | undefined;

    async function open(context: Mocha.Context): Promise<{ server: PeerServer; client: ModbusClient }> {
      server = await startServer(context, peer);
      client = new ModbusClient({
        road: 'tcp',
        host: '127.0.0.1',
        port: server.port,
        timeout: 2_000,
        connectTimeout: 3_000,
        policy: { firstDelay: 50, longestDelay: 200 },
      });
      client.connection.need();
      return { server, client };
    }

    afterEach(async () => {
      await client?.close();
      await server?.kill();
      client = undefined;
      server = undefined;
    });

    it('agree on every value of all four areas', async function () {
      const { client } = await open(this);
      for (const read of manyReads()) {
        assert.deepEqual(valuesOf(await readOf(client, read), read), expected(read), JSON.stringify(read));
      }
    });

    it('agree on what does not exist, and go on', async function () {
      const { client } = await open(this);
      for (const area of areas) {
        const beyond = { area, address: 60_000, quantity: 2 };
        await assert.rejects(readOf(client, beyond), isRefusal);
      }
      const read = { area: 'holding-register', address: 7, quantity: 1 } as const;
      assert.deepEqual(valuesOf(await readOf(client, read), read), [7]);
    });

    it('meet again after the server was killed amid reads', async function () {
      const { server, client } = await open(this);
      const read = { area: 'holding-register', address: 0, quantity: 10 } as const;
      await readOf(client, read);
      const killed = server.kill();
      let failure: unknown;
      while (failure === undefined) {
        await readOf(client, read).catch((error: unknown) => {
          failure = error;
        });
      }
      assert.ok(modbusErrors.connectionLost.is(failure) || modbusErrors.connectionRefused.is(failure));
      await killed;
      await server.restart();
      const online = new Promise<void>((resolve) => {
        const unfollow = client.connection.onChange(({ phase }) => {
          if (phase !== 'online') return;
          unfollow();
          resolve();
        });
        if (client.connection.state.phase === 'online') resolve();
      });
      await online;
      assert.deepEqual(valuesOf(await readOf(client, read), read), expected(read));
    });
  });

  describe(`our server and the client of ${peer} (seed ${seed})`, function () {
    this.timeout(60_000);

    it('agree on every value of all four areas, and on what does not exist', async function () {
      const plc = new SimulatedPlc({ port: 0, memory: patternMemory });
      await plc.listen();
      try {
        const beyond = areas.map((area) => ({ area, address: 65_535, quantity: 2 }));
        const reads = manyReads();
        const answers = await readWith(this, peer, plc.port, [...reads, ...beyond]);
        reads.forEach((read, index) => {
          assert.deepEqual(answers[index], { values: expected(read) }, JSON.stringify(read));
        });
        assert.deepEqual(
          answers.slice(reads.length),
          beyond.map(() => ({ exception: 2 })),
        );
      } finally {
        await plc.close();
      }
    });
  });
}
