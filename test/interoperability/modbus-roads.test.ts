import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  areas,
  decodeResponse,
  encodeRequest,
  modbusErrors,
  openSession,
  type Road,
  type RoadOptions,
  type Session,
} from '@millwright/modbus';
import { Chance, patternMemory, SimulatedPlc } from '@millwright/simulators';
import { type Certificates, count, makeCertificates, requirePeer, waitFor } from '@millwright/testing';
import type { Context } from 'mocha';
import { type Line, layLine } from './line.ts';
import { edges, expected, randomReads, readOver } from './memory.ts';
import { askWith, type Peer, type PeerServer, readWithMbpoll, startServer } from './peers.ts';

const never = new AbortController().signal;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const reads = count('reads', { quick: 20, full: 100 });

const servers: readonly (readonly [Road, Peer])[] = [
  ['tcp', 'libmodbus'],
  ['tls', 'pymodbus'],
  ['udp', 'pymodbus'],
  ['rtu-over-tcp', 'pymodbus'],
  ['ascii-over-tcp', 'pymodbus'],
  ['rtu', 'pymodbus'],
  ['rtu', 'libmodbus'],
  ['ascii', 'pymodbus'],
];

const isSerial = (road: Road): road is 'rtu' | 'ascii' => road === 'rtu' || road === 'ascii';

/** A road from us to a peer, or from a peer to us. */
class Way {
  readonly road: Road;
  line: Line | undefined;
  certificates: Certificates | undefined;
  readonly #directory = mkdtempSync(join(tmpdir(), 'millwright-way-'));

  constructor(road: Road) {
    this.road = road;
  }

  async prepare(context: Context): Promise<void> {
    if (isSerial(this.road)) this.line = await layLine(context);
    if (this.road === 'tls') {
      this.certificates = makeCertificates(requirePeer(context, 'openssl'), this.#directory);
    }
  }

  options(port: number): RoadOptions {
    const { road, line, certificates } = this;
    const timeout = 2_000;
    if (isSerial(road)) {
      assert.ok(line);
      return { road, serial: line.ours, timeout };
    }
    const place = { host: '127.0.0.1', port, timeout, connectTimeout: 3_000 };
    if (road !== 'tls') return { road, ...place };
    assert.ok(certificates);
    return { road, ...place, tls: { ca: readFileSync(certificates.authority) } };
  }

  async close(): Promise<void> {
    await this.line?.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

for (const [road, peer] of servers) {
  describe(`our client over ${road} and the server of ${peer} (seed ${seed})`, function () {
    this.timeout(120_000);
    const way = new Way(road);
    let server: PeerServer | undefined;
    let session: Session | undefined;

    before(async function () {
      await way.prepare(this as unknown as Context);
      const { certificates, line } = way;
      server = await startServer(this as unknown as Context, peer, road, {
        ...(line && { path: line.theirs.path }),
        ...(certificates && { files: [certificates.certificate, certificates.key] }),
      });
      const options = way.options(server.port);
      // It may take a while until somebody is at the other end of a line, or behind a port of UDP.
      session = await waitFor(
        `${peer} to answer`,
        async () => {
          const attempt = await openSession(options, never);
          try {
            await readOver(attempt, { area: 'coil', address: 0, quantity: 1 });
            return attempt;
          } catch (error) {
            await attempt.close();
            throw error;
          }
        },
        { deadline: 30_000 },
      );
    });

    after(async () => {
      await session?.close();
      await server?.kill();
      await way.close();
    });

    const open = (): Session => {
      assert.ok(session);
      return session;
    };

    it('agree on every value of all four areas', async () => {
      for (const read of [...edges, ...randomReads(new Chance(seed), reads)])
        assert.deepEqual(await readOver(open(), read), expected(read), JSON.stringify(read));
    });

    it('agree on what does not exist, and go on', async () => {
      for (const area of areas) {
        await assert.rejects(
          readOver(open(), { area, address: 60_000, quantity: 2 }),
          (error) =>
            modbusErrors.exception.is(error) && (error.details as { exception: number }).exception === 2,
        );
      }
      assert.deepEqual(await readOver(open(), { area: 'holding-register', address: 7, quantity: 1 }), [7]);
    });

    it('M-R-04: agree on how long the answers are whose length is their own', async () => {
      const written = await open().request(1, Uint8Array.of(0x16, 0, 9, 0, 0xf2, 0, 0x25), never);
      assert.deepEqual(written, Uint8Array.of(0x16, 0, 9, 0, 0xf2, 0, 0x25));
      const both = await open().request(1, Uint8Array.of(0x17, 0, 20, 0, 2, 0, 9, 0, 1, 2, 0, 9), never);
      assert.deepEqual(both, Uint8Array.of(0x17, 4, 0, 20, 0, 21));
      // libmodbus knows no identification: over TCP it says so, on a line it cannot tell where such a request ends.
      if (peer === 'libmodbus') return;
      const identity = await open().request(1, Uint8Array.of(0x2b, 0x0e, 1, 0), never);
      assert.equal(Buffer.from(identity.subarray(9, 17)).toString(), 'pymodbus');
      const name = await open().request(1, Uint8Array.of(0x11), never);
      assert.match(Buffer.from(name.subarray(2)).toString(), /^pymodbus/);
      // It has no queue and no files: that of the one is empty, and what is written to the others is only said again.
      const queue = await open().request(1, encodeRequest({ do: 'read-queue', address: 0 }), never);
      assert.equal(decodeResponse({ do: 'read-queue', address: 0 }, queue).data.length, 0);
      const write = {
        do: 'write-file',
        records: [{ file: 1, record: 2, data: Uint8Array.of(1, 2) }],
      } as const;
      const request = encodeRequest(write);
      assert.deepEqual(await open().request(1, request, never), request);
      assert.deepEqual(await readOver(open(), { area: 'coil', address: 0, quantity: 1 }), [1]);
    });
  });
}

const clients: readonly (readonly [Road, 'pymodbus'])[] = [
  ['tls', 'pymodbus'],
  ['udp', 'pymodbus'],
  ['rtu-over-tcp', 'pymodbus'],
  ['ascii-over-tcp', 'pymodbus'],
  ['rtu', 'pymodbus'],
  ['ascii', 'pymodbus'],
];

for (const [road, peer] of clients) {
  describe(`our server over ${road} and the client of ${peer} (seed ${seed})`, function () {
    this.timeout(120_000);
    const way = new Way(road);
    let plc: SimulatedPlc | undefined;

    before(async function () {
      await way.prepare(this as unknown as Context);
      const { certificates, line } = way;
      plc = new SimulatedPlc({
        road,
        memory: patternMemory,
        ...(line && { serial: line.ours }),
        ...(certificates && {
          tls: { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
        }),
      });
      await plc.listen();
    });

    after(async () => {
      await plc?.close();
      await way.close();
    });

    it('agree on every value of all four areas, and on what does not exist', async function () {
      const place = way.line?.theirs.path ?? String(plc?.port);
      const files = way.certificates ? [way.certificates.authority] : [];
      const beyond = areas.map((area) => ({ area, address: 65_535, quantity: 2 }));
      const all = [...edges, ...randomReads(new Chance(seed), reads)];
      const answers = await askWith(this, peer, road, place, [...all, ...beyond], files);
      all.forEach((read, index) => {
        assert.deepEqual(answers[index], { values: expected(read) }, JSON.stringify(read));
      });
      assert.deepEqual(
        answers.slice(all.length),
        beyond.map(() => ({ exception: 2 })),
      );
    });
  });
}

for (const road of ['tcp', 'rtu'] as const) {
  describe(`our server over ${road} and mbpoll (seed ${seed})`, function () {
    this.timeout(120_000);
    const way = new Way(road);
    let plc: SimulatedPlc | undefined;

    before(async function () {
      await way.prepare(this as unknown as Context);
      plc = new SimulatedPlc({ road, memory: patternMemory, ...(way.line && { serial: way.line.ours }) });
      await plc.listen();
    });

    after(async () => {
      await plc?.close();
      await way.close();
    });

    it('agree on values of all four areas, and on what does not exist', async function () {
      const place = way.line?.theirs.path ?? String(plc?.port);
      // It takes no more than 125 values of any area at once, and a process for each read.
      const some = [...edges, ...randomReads(new Chance(seed), 6)].filter(({ quantity }) => quantity <= 125);
      for (const each of some)
        assert.deepEqual(await readWithMbpoll(this, road, place, each), expected(each), JSON.stringify(each));
      const beyond = { area: 'holding-register', address: 65_535, quantity: 2 } as const;
      assert.equal(await readWithMbpoll(this, road, place, beyond), undefined);
    });
  });
}
