import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FailureKind } from './request.ts';
import { type Outcome, Scene } from './scheduler.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const failures: readonly FailureKind[] = [
  'unanswered',
  'absent',
  'refused-range',
  'refused-size',
  'busy',
  'in-progress',
  'answer',
  'lost',
  'local',
];

const outcome: fc.Arbitrary<Outcome> = fc.record(
  { takes: fc.nat({ max: 40 }), failure: fc.constantFrom(...failures) },
  { requiredKeys: ['takes'] },
);

/** What happens, one after the other, with some time between. */
const step = fc.record({
  wait: fc.nat({ max: 30 }),
  unit: fc.integer({ min: 1, max: 4 }),
  source: fc.constantFrom('a', 'b', 'c'),
  deadline: fc.option(fc.nat({ max: 200 }), { nil: undefined }),
  abortAfter: fc.option(fc.nat({ max: 200 }), { nil: undefined }),
  outcome,
  act: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        is: fc.constant('read'),
        starts: fc.array(fc.nat({ max: 30 }), { maxLength: 12 }),
      }),
    },
    { weight: 4, arbitrary: fc.constantFrom({ is: 'call' } as const, { is: 'write' } as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom({ is: 'lose' } as const, { is: 'close' } as const, { is: 'shut' } as const),
    },
  ),
});

const options = fc.record({
  depth: fc.integer({ min: 1, max: 4 }),
  pause: fc.nat({ max: 20 }),
  connectDelay: fc.nat({ max: 50 }),
  queueLimit: fc.integer({ min: 1, max: 12 }),
  queuePolicy: fc.constantFrom('reject-new' as const, 'drop-oldest' as const),
});

describe(`request scheduler, whatever happens (seed ${seed})`, () => {
  it('settles every request once, sends no write twice, never more than the depth, keeps its queue bounded', async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.array(step, { maxLength: 60 }), async (given, steps) => {
        const scene = new Scene({ ...given, busyDelay: 30 });
        const outcomes = steps.map((each) => each.outcome);
        // Shared by all, as those of a table are; one read may name some of them twice.
        const registers = scene.registers(...Array.from({ length: 31 }, (_, start) => start));
        let asked = 0;
        scene.onRead = () => outcomes[(asked++ * 7) % outcomes.length] ?? { takes: 1 };
        const ends: number[] = [];
        const writes: { readonly what: string; end: unknown }[] = [];
        const settle = (promise: Promise<unknown>, place: number): void => {
          const count = (): void => {
            ends[place] = (ends[place] ?? 0) + 1;
          };
          promise.then(count, count);
        };

        for (const [
          place,
          { act, unit, source, wait, deadline, abortAfter, outcome: result },
        ] of steps.entries()) {
          const abort = new AbortController();
          const terms = { signal: abort.signal, source, ...(deadline !== undefined && { deadline }) };
          if (abortAfter !== undefined)
            scene.clock.after(abortAfter, () => abort.abort(new Error('aborted')));
          if (act.is === 'read' && 'starts' in act) {
            const members = act.starts.map((start) => registers[start] ?? assert.fail());
            const reading = scene.read(unit, members, source, terms);
            settle(reading, place);
            reading.then(
              (found) => {
                assert.deepEqual([...found.keys()], [...new Set(members)]);
                for (const [{ start }, got] of found) {
                  if ('data' in got) assert.equal(got.data[start - got.start], start);
                  else assert.ok(got.error instanceof Error);
                }
              },
              () => {},
            );
          } else if (act.is === 'call') settle(scene.call(unit, 'read', `${place}`, result, terms), place);
          else if (act.is === 'write') {
            const write: (typeof writes)[number] = { what: `write ${place}`, end: undefined };
            const promise = scene.call(unit, 'write', write.what, result, terms);
            settle(promise, place);
            promise.catch((error) => {
              write.end = error.code ?? error.kind;
            });
            writes.push(write);
          } else {
            ends[place] = 1;
            if (act.is === 'lose') scene.links.at(-1)?.end();
            if (act.is === 'shut') scene.mayOpen = !scene.mayOpen;
            if (act.is === 'close' && place > 40) scene.scheduler.close();
          }
          await scene.clock.advanceAsync(wait);
          assert.ok(scene.scheduler.waiting <= 2 * given.queueLimit);
          assert.ok(scene.scheduler.underWay <= given.depth);
        }

        scene.mayOpen = true;
        await scene.clock.advanceAsync(200_000);
        assert.deepEqual(
          ends,
          steps.map(() => 1),
        );
        for (const { what, end } of writes) {
          const times = scene.order.filter((each) => each === what).length;
          const refused = ['tags.not-sent', 'tags.queue-full', 'tags.dropped', 'tags.unit-suspended'];
          assert.equal(times, refused.includes(String(end)) ? 0 : 1, `${what}: ${end}`);
        }
        await scene.close();
      }),
      { seed, numRuns: 150 },
    );
  });

  it('lets no unit and no source starve, and gives units equal shares of the time', async () => {
    const loads = fc.uniqueArray(
      fc.record({
        unit: fc.integer({ min: 1, max: 3 }),
        source: fc.nat({ max: 3 }),
        takes: fc.integer({ min: 1, max: 50 }),
      }),
      { minLength: 2, maxLength: 8, selector: ({ unit, source }) => `${unit} ${source}` },
    );
    await fc.assert(
      fc.asyncProperty(loads, async (sources) => {
        const scene = new Scene();
        const took = new Map<number, number>();
        const done = sources.map(() => 0);
        const stop = { now: false };
        const loop = async (place: number): Promise<void> => {
          const { unit, source, takes } = sources[place] ?? assert.fail();
          while (!stop.now) {
            await scene.call(unit, 'read', `${place}`, { takes }, { source: `${source}` });
            done[place] = (done[place] ?? 0) + 1;
            took.set(unit, (took.get(unit) ?? 0) + takes);
          }
        };
        // Two at once of each source: there is always one that waits.
        const loops = sources.flatMap((_, place) => [loop(place), loop(place)]);
        await scene.clock.advanceAsync(20_000);
        assert.ok(
          done.every((times) => times >= 10),
          `${done}`,
        );
        const shares = [...took.values()];
        assert.ok(Math.min(...shares) >= Math.max(...shares) * 0.9, `${shares}`);
        for (const unit of took.keys()) {
          const own = done.filter((_, place) => sources[place]?.unit === unit);
          assert.ok(Math.max(...own) - Math.min(...own) <= 2, `turns of unit ${unit}: ${own}`);
        }
        stop.now = true;
        await scene.clock.advanceAsync(2_000);
        await Promise.all(loops);
        await scene.close();
      }),
      { seed, numRuns: 20 },
    );
  });
});
