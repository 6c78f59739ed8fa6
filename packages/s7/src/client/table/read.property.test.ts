import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sizeOf } from '../../data-type.ts';
import { regionOf } from '../../plan/region.ts';
import { Scene, tag } from './scene.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const anyAddress = fc.oneof(
  fc
    .record({
      db: fc.integer({ min: 1, max: 4 }),
      start: fc.nat(300),
      type: fc.constantFrom('INT', 'REAL', 'BYTE[7]'),
    })
    .map(({ db, start, type }) => `DB${db}.DBB${start}:${type}`),
  fc.record({ start: fc.nat(60), bit: fc.nat(7) }).map(({ start, bit }) => `M${start}.${bit}`),
  fc.nat(40).map((number) => `C${number}`),
  fc.nat(60).map((start) => `DB1.DBB${start}:BYTE[400]`),
);

describe(`reading any table of S7 tags from any PLC (seed ${seed})`, () => {
  it('gives each tag that is there its own value, whatever the others are, also in what comes after', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyAddress, { minLength: 1, maxLength: 60 }),
        fc.record({
          sizes: fc.array(fc.integer({ min: 0, max: 420 }), { minLength: 6, maxLength: 6 }),
          pdu: fc.integer({ min: 112, max: 480 }),
          jobs: fc.integer({ min: 1, max: 8 }),
          gap: fc.nat(40),
          maxItems: fc.integer({ min: 1, max: 20 }),
        }),
        async (addresses, { sizes, pdu, jobs, gap, maxItems }) => {
          const scene = new Scene({ pdu, jobs });
          try {
            scene.memory.clear();
            ['DB1', 'DB2', 'DB3', 'DB4', 'M', 'C'].forEach((region, index) => {
              const { [index]: size = 0 } = sizes;
              // BCD in every byte, so that counters have values too.
              const bytes = Uint8Array.from({ length: size }, (_, at) => ((at * 7 + index) % 9) * 17);
              if (size > 0) scene.memory.set(region, bytes);
            });
            const table = scene.table(
              addresses.map((address) => tag(address)),
              { plan: { gap, maxItems } },
            );
            for (let cycle = 0; cycle < 2; cycle += 1) {
              const { samples } = await table.read(undefined, scene.terms);
              samples.forEach((sample, index) => {
                const { place, ...format } = tag(addresses[index] as string);
                const region = scene.memory.get(regionOf(place));
                const bytes = sizeOf(format, place.bit);
                const start = place.area === 'C' ? place.start * 2 : place.start;
                const isThere = region !== undefined && start + bytes <= region.length;
                // A value that is there is never refused; it may be one that its type does not have.
                assert.equal(
                  sample.status?.name === 'BadConfigurationError',
                  region !== undefined && !isThere,
                );
                assert.equal(sample.status?.name === 'BadNodeIdUnknown', region === undefined);
                if (format.type === 'BYTE' && isThere)
                  assert.deepEqual(sample.value, [...region.subarray(start, start + bytes)]);
              });
            }
            assert.ok(scene.session.mostUnderWay <= jobs);
          } finally {
            await scene.close();
          }
        },
      ),
      { seed, numRuns: 60 },
    );
  });
});
