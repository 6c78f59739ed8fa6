import assert from 'node:assert/strict';
import {
  decodeResponse,
  encodeRequest,
  type Framing,
  type Road,
  roads,
  unpackRegisters,
} from '@millwright/modbus';
import { count } from '@millwright/testing';
import { Chance } from '../random.ts';
import { type Fault, plainFaultsOf } from './faults.ts';
import { pattern, patternMemory } from './memory.ts';
import { OwnTime } from './own-time.fixture.ts';

const never = new AbortController().signal;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const rounds = count('road_faults', { quick: 2_000, full: 20_000 });
const timeout = 20;

function framingOf(road: Road): Framing {
  return road.startsWith('rtu') ? 'rtu' : road.startsWith('ascii') ? 'ascii' : 'mbap';
}

/**
 * On a line nothing but time tells a late answer from the right one: one that comes later than the line has to be silent
 * for after a time-out, while the right one is lost, is a right answer as far as anybody can tell.
 */
function longestDelay(road: Road): number {
  return framingOf(road) === 'mbap' ? 10 * timeout : 1.9 * timeout;
}

/**
 * Every kind of fault that a protocol can detect. Left out is what stays a right answer to the request that waits: a bit
 * that turns over in the data under the header of TCP, which has no checksum for it. So is a connection that is dead for
 * good: nothing comes of it any more.
 */
function isLeftOut(kind: Fault['kind'], road: Road): boolean {
  return kind === 'half-open' || (kind === 'garble' && framingOf(road) === 'mbap');
}

function makersOf(road: Road): readonly ((chance: Chance) => Fault)[] {
  return [
    (chance) => ({ kind: 'delay', milliseconds: chance.between(0, longestDelay(road)) }),
    (chance) => ({ kind: 'exception', code: Math.floor(chance.between(0, 255)) }),
    (chance) => ({ kind: 'flip', bit: Math.floor(chance.between(0, 4_000)) }),
    ...(framingOf(road) === 'mbap'
      ? [(chance: Chance): Fault => ({ kind: 'wrong-length', length: Math.floor(chance.between(0, 400)) })]
      : []),
    ...plainFaultsOf(framingOf(road))
      .filter((kind) => !isLeftOut(kind, road))
      .map((kind) => (): Fault => ({ kind })),
  ];
}

/** Reads one register after the other, and counts how that went. A value that belongs to another one is a failure of the test. */
class Reader {
  right = 0;
  failed = 0;
  readonly #world: OwnTime;

  constructor(world: OwnTime) {
    this.#world = world;
  }

  /** Another address each time, and one register: the answer to any other request is a wrong one. */
  async read(address: number): Promise<void> {
    const request = { do: 'read', area: 'holding-register', address, quantity: 1 } as const;
    const sent = this.#world.session().request(1, encodeRequest(request), never);
    const outcome = await this.#world.settled(sent.then((pdu) => decodeResponse(request, pdu).data));
    if (outcome.status === 'rejected') {
      this.failed += 1;
      return;
    }
    this.right += 1;
    assert.deepEqual(unpackRegisters(outcome.value), [pattern.register('holding-register', address)]);
  }
}

for (const road of roads) {
  describe(`faults over ${road} (seed ${seed})`, function () {
    this.timeout(600_000);
    let chance: Chance;
    let world: OwnTime;
    let reader: Reader;

    beforeEach(async () => {
      chance = new Chance(seed);
      world = new OwnTime(road, timeout, patternMemory, chance);
      reader = new Reader(world);
      await world.listen();
    });

    const read = () => reader.read(Math.floor(chance.between(0, 65_535)));

    it(`never make a wrong value of a right one, and nothing hangs, in ${rounds} of them`, async () => {
      const makers = makersOf(road);
      for (let round = 0; round < rounds; round += 1) {
        const fault = makers[Math.floor(chance.next() * makers.length)]?.(chance);
        if (fault) world.spoil(fault);
        const reads = 1 + Math.floor(chance.between(0, 2));
        for (let next = 0; next < reads; next += 1) await read();
      }
      const { right, failed } = reader;
      assert.ok(failed > rounds / 4 && right > rounds / 4, `${right} right, ${failed} failed`);
    });

    it('M-R-03: never make a wrong value where an answer is as late as it likes and nothing else is wrong', async () => {
      for (let round = 0; round < rounds / 20; round += 1) {
        world.spoil({ kind: 'delay', milliseconds: chance.between(timeout, 9 * timeout) });
        const end = world.clock.elapsed() + 12 * timeout;
        while (world.clock.elapsed() < end) await read();
      }
      assert.ok(reader.right > reader.failed, `${reader.right} right, ${reader.failed} failed`);
    });
  });
}
