import assert from 'node:assert/strict';
import { ModbusClient, UnitTable } from '@millwright/modbus';
import { count } from '@millwright/testing';
import { Chance } from '../random.ts';
import { type Fault, plainFaultsOf } from './faults.ts';
import { pattern, patternMemory } from './memory.ts';
import { SimulatedPlc } from './plc.ts';

const never = new AbortController().signal;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const rounds = count('faults', { quick: 300, full: 3_000 });

const faults: readonly ((chance: Chance) => Fault)[] = [
  (chance) => ({ kind: 'delay', milliseconds: chance.between(0, 40), times: 1 }),
  (chance) => ({ kind: 'wrong-length', length: Math.floor(chance.between(0, 400)), times: 1 }),
  (chance) => ({ kind: 'exception', code: Math.floor(chance.between(0, 255)), times: 1 }),
  // A bit that flips in a value cannot be told under the header of TCP.
  ...plainFaultsOf('mbap')
    .filter((kind) => kind !== 'garble')
    .map((kind) => () => ({ kind, times: 1 }) as const),
];

describe(`a PLC that misbehaves at random (seed ${seed})`, () => {
  it(`never makes a wrong value look good, and nothing hangs, in ${rounds} readings`, async function () {
    this.timeout(300_000);
    const chance = new Chance(seed);
    const plc = new SimulatedPlc({ port: 0, memory: patternMemory });
    await plc.listen();
    const client = new ModbusClient({
      road: 'tcp',
      host: plc.host,
      port: plc.port,
      timeout: 20,
      connectTimeout: 1_000,
      random: () => chance.next(),
      policy: { firstDelay: 1, longestDelay: 2 },
    });
    client.connection.need();
    const source = 'test';
    let good = 0;
    let bad = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        if (chance.next() < 0.5) {
          const makeFault = faults[Math.floor(chance.next() * faults.length)];
          if (makeFault) plc.misbehave(makeFault(chance));
        }
        // Another address each time, so that the answer to any other request is a wrong one.
        const base = Math.floor(chance.next() * 60_000);
        const tags = [
          { name: 'a', area: 'holding-register', address: base, type: 'uint16', byteOrder: 'ABCD' },
          { name: 'b', area: 'input-register', address: base, type: 'uint16', byteOrder: 'ABCD' },
          { name: 'c', area: 'holding-register', address: base + 200, type: 'uint32', byteOrder: 'CDAB' },
          { name: 'd', area: 'coil', address: base, type: 'bool', byteOrder: 'ABCD' },
        ] as const;
        const expected = [
          pattern.register('holding-register', base),
          pattern.register('input-register', base),
          (base + 201) * 0x1_0000 + base + 200,
          pattern.bit('coil', base),
        ];
        const { samples } = await new UnitTable({ client, unit: 1 + (round % 247), tags }).read(undefined, {
          source,
          signal: never,
        });
        samples.forEach(({ quality, value, tag }, index) => {
          if (quality === 'good') {
            good += 1;
            assert.equal(value, expected[index], `${tag} at ${base}`);
          } else {
            bad += 1;
            assert.equal(value, null);
          }
        });
        if (client.connection.state.phase === 'waiting') await recovered(client);
      }
    } finally {
      await client.close();
      await plc.close();
    }
    assert.ok(good > rounds && bad > rounds / 10, `${good} good, ${bad} bad`);
    assert.equal(plc.connections, 0);
  });
});

function recovered({ connection }: ModbusClient): Promise<void> {
  return new Promise((resolve) => {
    const unfollow = connection.onChange(({ phase }) => {
      if (phase !== 'online') return;
      unfollow();
      resolve();
    });
  });
}
