import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modbusErrors, openSession, type RoadOptions, roads, type Session } from '@millwright/modbus';
import { Chance, type Fault, pattern, patternMemory, SimulatedPlc } from '@millwright/simulators';
import { count, makeCertificates, requirePeer } from '@millwright/testing';
import { layLine } from './line.ts';
import { readOver } from './memory.ts';

const never = new AbortController().signal;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
/** The hundred thousand of each road run in a time of their own, beside the simulators; these show that sockets and ports change nothing. */
const packets = { rounds: count('real_faults', { quick: 40, full: 1_000 }), timeout: 40, latest: 1.8 };
/**
 * On a line an answer that is later than two time-outs may pass for the next one (ADR 0016): where a machine stands still
 * between two processes for a tenth of a second, that is still none here.
 */
const lines = { rounds: count('real_line_faults', { quick: 10, full: 200 }), timeout: 150, latest: 1.3 };

const kinds = [
  'silence',
  'wrong-unit',
  'wrong-function',
  'wrong-byte-count',
  'short-frame',
  'truncate',
  'garbage',
  'split',
  'duplicate',
  'swap',
  'close',
  'reset',
  'wrong-transaction',
  'wrong-protocol',
  'wrong-checksum',
  'noise',
  'echo',
] as const;

/** @param latest milliseconds of the longest delay */
function randomFault(chance: Chance, latest: number): Fault {
  const kind = kinds[Math.floor(chance.next() * (kinds.length + 1))];
  return kind ? { kind, times: 1 } : { kind: 'delay', milliseconds: chance.between(0, latest), times: 1 };
}

for (const road of roads) {
  const isLine = road !== 'tcp' && road !== 'tls' && road !== 'udp';
  const { rounds, timeout, latest } = isLine ? lines : packets;
  describe(`faults over ${road}, with what it is made of (seed ${seed})`, function () {
    this.timeout(600_000);
    const directory = mkdtempSync(join(tmpdir(), 'millwright-faults-'));
    const undo: (() => Promise<void>)[] = [];
    let plc: SimulatedPlc;
    let options: () => RoadOptions;

    before(async function () {
      const context = this as unknown as Mocha.Context;
      if (road === 'rtu' || road === 'ascii') {
        const line = await layLine(context);
        undo.push(() => line.close());
        plc = new SimulatedPlc({ road, serial: line.theirs, memory: patternMemory });
        options = () => ({ road, serial: line.ours, timeout });
      } else {
        const place = { host: '127.0.0.1', timeout, connectTimeout: 2_000 };
        if (road === 'tls') {
          const own = makeCertificates(requirePeer(context, 'openssl'), directory);
          const [cert, key, ca] = [own.certificate, own.key, own.authority].map((path) => readFileSync(path));
          assert.ok(cert && key && ca);
          plc = new SimulatedPlc({ road, tls: { cert, key }, memory: patternMemory });
          options = () => ({ road, ...place, port: plc.port, tls: { ca } });
        } else {
          plc = new SimulatedPlc({ road, memory: patternMemory });
          options = () => ({ road, ...place, port: plc.port });
        }
      }
      await plc.listen();
      undo.unshift(() => plc.close());
    });

    after(async () => {
      for (const each of undo) await each();
      rmSync(directory, { recursive: true, force: true });
    });

    it(`never make a wrong value of a right one, in ${rounds} of them`, async () => {
      const chance = new Chance(seed);
      let session: Session | undefined;
      let right = 0;
      for (let round = 0; round < rounds; round += 1) {
        plc.misbehave(randomFault(chance, latest * timeout));
        for (let next = 0; next < 2; next += 1) {
          session ??= await openSession(options(), never);
          const address = Math.floor(chance.between(0, 65_535));
          const read = { area: 'holding-register', address, quantity: 1 } as const;
          try {
            assert.deepEqual(await readOver(session, read), [pattern.register('holding-register', address)]);
            right += 1;
          } catch (error) {
            if (error instanceof assert.AssertionError) throw error;
            if (!modbusErrors.connectionLost.is(error) && !modbusErrors.badFrame.is(error)) continue;
            await session.close();
            session = undefined;
          }
        }
      }
      await session?.close();
      plc.behave();
      assert.ok(right >= rounds / 2, `${right} right of ${2 * rounds}`);
    });
  });
}
