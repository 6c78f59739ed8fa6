import assert from 'node:assert/strict';
import fc from 'fast-check';
import { halve } from './division.ts';
import type { Block } from './plan.ts';
import { type Register, Scene } from './scheduler.fixture.ts';
import { count, refuse } from './splits.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`reading what is partly refused (seed ${seed})`, () => {
  it('makes exactly the bad ones bad, whichever they are, and settles on a plan that is not refused', async () => {
    const cases = fc.record({
      starts: fc.uniqueArray(fc.nat({ max: 200 }), { minLength: 1, maxLength: 60 }),
      missing: fc.uniqueArray(fc.nat({ max: 200 }), { maxLength: 6 }),
      gap: fc.nat({ max: 8 }),
      limit: fc.integer({ min: 3, max: 125 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ starts, missing, gap, limit }) => {
        const own = new Scene();
        refuse(own, missing, limit);
        const limits = { limitOf: () => 125, gapOf: () => gap };
        const signal = new AbortController().signal;
        const members = own.registers(...starts);
        const expected = starts.filter((start) => missing.includes(start));
        let refusals = 0;
        for (let cycle = 0; cycle < 12; cycle += 1) {
          const before = own.scheduler.diagnostics.snapshot().errors['unexpected'] ?? 0;
          const reading = own.scheduler.read(1, members, 'x', { limits, signal });
          await own.clock.advanceAsync(2_500);
          const outcomes = [...(await reading)];
          assert.deepEqual(
            outcomes.map(([member]) => member),
            members,
          );
          const bad = outcomes.flatMap(([{ start }, outcome]) => ('error' in outcome ? start : []));
          assert.deepEqual(bad, expected);
          refusals = (own.scheduler.diagnostics.snapshot().errors['unexpected'] ?? 0) - before;
        }
        // Of what is bad, one may be asked for again.
        assert.ok(refusals <= 1, `${refusals} requests were refused in the last cycle`);
        await own.close();
      }),
      { seed, numRuns: 60 },
    );
  });

  it('finds one bad member among n by log2 n cuts at most, wherever the holes between them are', async () => {
    const cases = fc
      .uniqueArray(fc.nat({ max: 120 }), { minLength: 2, maxLength: 100 })
      .chain((starts) => fc.tuple(fc.constant(starts), fc.constantFrom(...starts)));
    await fc.assert(
      fc.asyncProperty(cases, async ([starts, missing]) => {
        const own = new Scene();
        refuse(own, [missing]);
        const limits = { limitOf: () => 125, gapOf: () => 125 };
        const signal = new AbortController().signal;
        const reading = own.scheduler.read(1, own.registers(...starts), 'x', { limits, signal });
        await own.clock.advanceAsync(2_500);
        const bad = [...(await reading)].flatMap(([{ start }, outcome]) => ('error' in outcome ? start : []));
        assert.deepEqual(bad, [missing]);
        const most = 1 + 2 * Math.ceil(Math.log2(starts.length));
        assert.ok(own.sent.length <= most, `${own.sent.length} requests where ${most} are enough`);
        await own.close();
      }),
      { seed, numRuns: 100 },
    );
  });

  it('costs no read more than so many requests, whatever is refused, and what is good comes in the end', async () => {
    const cases = fc.record({
      size: fc.integer({ min: 1, max: 600 }),
      /** Of a thousand members. */
      bad: fc.oneof(fc.constantFrom(0, 1_000), fc.integer({ min: 0, max: 1_000 })),
      salt: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, bad, salt }) => {
        const own = new Scene();
        const isBad = (address: number) => ((address * 7_919 + salt) * 2_654_435_761) % 1_000 < bad;
        const missing = count(size).filter(isBad);
        refuse(own, missing);
        const members = own.registers(...count(size));
        const most = Math.ceil(size / 125) + 2 * (64 + size / 4);
        let found: readonly number[] = [];
        let cycles = 0;
        do {
          own.sent.length = 0;
          const reading = own.read(1, members, 'x');
          await own.clock.advanceAsync(10 * (most + 2 * cycles * 125 + size));
          found = [...(await reading)].flatMap(([{ start }, outcome]) => ('error' in outcome ? start : []));
          // Blocks fall apart around what is known to be bad; the plan has one for each run of the others.
          const planned = cycles === 0 ? most : most + size;
          assert.ok(own.sent.length <= planned, `${own.sent.length} requests, ${planned} at most`);
          assert.ok(missing.every((address) => found.includes(address)));
          cycles += 1;
        } while (found.length > missing.length && cycles < 10);
        assert.deepEqual(found, missing, `after ${cycles} cycles`);
        await own.close();
      }),
      { seed, numRuns: 30 },
    );
  });

  it('cuts a block in two parts that keep all members, each whole, in their order', () => {
    const spans = fc.uniqueArray(
      fc.record({ start: fc.nat({ max: 100 }), length: fc.integer({ min: 1, max: 4 }) }),
      {
        minLength: 2,
        maxLength: 40,
        selector: ({ start, length }) => `${start}+${length}`,
      },
    );
    fc.assert(
      fc.property(spans, (some) => {
        const members = some.map((span) => ({ ...span, area: 'a', name: '' }));
        const block: Block<Register> = { area: 'a', start: 0, length: 104, members };
        const parts = halve(block);
        for (const part of parts) {
          assert.ok(part.members.length >= 1);
          assert.deepEqual(
            part.members,
            members.filter((member) => part.members.includes(member)),
          );
          assert.equal(part.start, Math.min(...part.members.map(({ start }) => start)));
          const end = Math.max(...part.members.map(({ start, length }) => start + length));
          assert.equal(part.start + part.length, end);
        }
        assert.equal(parts[0].members.length + parts[1].members.length, members.length);
      }),
      { seed },
    );
  });
});
