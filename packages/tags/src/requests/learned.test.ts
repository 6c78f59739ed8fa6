import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ManualClock } from '../manual-clock.ts';
import { triesPerReturn } from './cohort.ts';
import { LearnedSplits } from './learned.ts';
import type { Span } from './plan.ts';
import { count } from './splits.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const span = (start: number, area = 'holding'): Span => ({ area, start, length: 1 });

/** A unit that is read every so many milliseconds, of which some is refused: each of it that is asked for again costs a request. */
class Refusing {
  readonly clock = new ManualClock();
  readonly splits = new LearnedSplits(this.clock);
  readonly every: number;
  readonly #fits: (spans: readonly Span[]) => boolean;
  readonly #members = new Set<Span>();
  readonly #missing = new Set<Span>();
  refusals = 0;
  returns = 0;
  readings = 0;

  constructor(every = 1_000, atOnce = 1) {
    this.every = every;
    this.#fits = (spans) => spans.length <= atOnce;
  }

  /** These are refused from now on. */
  refuse(spans: readonly Span[]): void {
    for (const each of spans) {
      this.#members.add(each);
      this.#missing.add(each);
      this.splits.learnBad(each, 'refused');
    }
  }

  /** These are there again. */
  bringBack(spans: readonly Span[]): void {
    for (const each of spans) this.#missing.delete(each);
  }

  get bad(): readonly Span[] {
    return [...this.#members].filter((each) => this.splits.refusalOf(each) !== undefined);
  }

  /** @returns how many were asked for again */
  read(): number {
    this.readings += 1;
    this.clock.advance(this.every);
    const tries = this.splits.retries(this.bad, { atOnce: false, fits: this.#fits });
    assert.equal(new Set(tries).size, tries.length);
    for (const each of tries) {
      if (this.#missing.has(each)) {
        this.refusals += 1;
        this.splits.learnBad(each, 'refused');
      } else {
        this.returns += 1;
        this.splits.unlearn(each);
      }
    }
    return tries.length;
  }

  /** @returns how many readings it takes until only these are bad */
  readUntilOnly(bad: readonly Span[], most: number): number {
    const before = this.readings;
    for (let left = this.bad.length; left > bad.length; left = this.bad.length) {
      assert.ok(this.readings - before < most, `${left} are bad`);
      this.read();
    }
    assert.deepEqual(new Set(this.bad), new Set(bad));
    return this.readings - before;
  }
}

describe(`what is asked for again (seed ${seed})`, () => {
  for (const every of [200, 1_000])
    it(`brings 300 that were away for a while back within ten readings, beside 500 that stay bad (every ${every} ms)`, () => {
      const unit = new Refusing(every);
      const forever = count(500).map((index) => span(4_000 + index));
      const away = count(300).map((index) => span(index));
      unit.refuse(forever);
      for (let reading = 0; reading < 20; reading += 1) unit.read();
      unit.refuse(away);
      for (let reading = 0; reading < 100; reading += 1) assert.ok(unit.read() <= 1);
      unit.bringBack(away);
      const refusals = unit.refusals;
      const readings = unit.readUntilOnly(forever, 100);
      assert.ok(readings <= 10, `${readings} readings`);
      assert.ok(unit.refusals - refusals <= readings, `${unit.refusals - refusals} refusals`);
    });

  it('brings few back soon beside many that stay bad, since what was refused together has its turns', () => {
    const unit = new Refusing(200);
    const forever = count(500).map((index) => span(index));
    const away = [span(700), span(20, 'input'), span(21, 'input')];
    unit.refuse(forever);
    unit.clock.advance(5_000);
    unit.refuse(away);
    for (let reading = 0; reading < 100; reading += 1) unit.read();
    unit.bringBack(away);
    // The longest pause of each of them, and some turns.
    const readings = unit.readUntilOnly(forever, 200);
    assert.ok(readings <= 60, `${readings} readings`);
  });

  it('finds a run that is there again soon among many that were refused at the same time and stay bad', () => {
    const unit = new Refusing(200);
    const all = count(800).map((index) => span(index));
    unit.refuse(all);
    for (let reading = 0; reading < 100; reading += 1) unit.read();
    const forever = [...all.slice(0, 400), ...all.slice(700)];
    unit.bringBack(all.slice(400, 700));
    const refusals = unit.refusals;
    const readings = unit.readUntilOnly(forever, 200);
    assert.ok(readings <= 40, `${readings} readings`);
    assert.ok(unit.refusals - refusals <= 120, `${unit.refusals - refusals} refusals`);
  });

  it('asks for one at a time where nothing changes, each in its turn, less and less often', () => {
    const unit = new Refusing(1_000);
    const forever = count(5).map((index) => span(index));
    unit.refuse(forever);
    const tries = count(100).map(() => unit.read());
    assert.ok(tries.every((each) => each <= 1));
    // Pauses of 1, 2, 4, 8 and then 10 s.
    assert.ok(unit.refusals <= 5 * 13, `${unit.refusals} refusals`);
    assert.ok(unit.refusals >= 5 * 9, `${unit.refusals} refusals`);
  });

  it('asks for as many of those that are due as go into one request, and no more', () => {
    const unit = new Refusing(200, 20);
    unit.refuse(count(500).map((index) => span(index)));
    const tries = count(500).map(() => unit.read());
    assert.ok(tries.every((each) => each <= 20));
    // 500 in ten seconds are ten in each reading.
    assert.ok(unit.refusals <= 500 * 14, `${unit.refusals} refusals`);
    assert.ok(unit.refusals >= 500 * 9, `${unit.refusals} refusals`);
  });

  it('asks for the one that is due next where nothing else is asked for', () => {
    const clock = new ManualClock();
    const splits = new LearnedSplits(clock);
    splits.learnBad(span(1), 'refused');
    clock.advance(10);
    splits.learnBad(span(2), 'refused');
    const both = [span(2), span(1)];
    assert.deepEqual(splits.retries(both, { atOnce: false }), []);
    assert.deepEqual(splits.retries(both, { atOnce: true }), [span(1)]);
  });

  it('refuses no more than one of each reading, and eight for each that is there again, whatever comes and goes', () => {
    const step = fc.record({
      /** Of a thousand. */
      back: fc.oneof(fc.constantFrom(0, 1_000), fc.nat({ max: 1_000 })),
      readings: fc.integer({ min: 1, max: 60 }),
      again: fc.nat({ max: 100 }),
    });
    const cases = fc.record({
      size: fc.integer({ min: 1, max: 200 }),
      every: fc.constantFrom(100, 1_000, 20_000),
      salt: fc.nat(),
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(cases, ({ size, every, salt, steps }) => {
        const unit = new Refusing(every);
        const all = count(size).map((index) => span(index * 3));
        const isIn = (each: Span, share: number, turn: number): boolean =>
          ((each.start * 7_919 + salt + turn) * 2_654_435_761) % 1_000 < share;
        unit.refuse(all);
        for (const [turn, { back, readings, again }] of steps.entries()) {
          const backs = all.filter((each) => isIn(each, back, turn));
          unit.bringBack(backs);
          for (let reading = 0; reading < readings; reading += 1) unit.read();
          const known = new Set(unit.bad);
          unit.refuse(all.filter((each) => !known.has(each) && isIn(each, again, turn + 1)));
        }
        assert.ok(unit.refusals <= unit.readings + triesPerReturn * unit.returns);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('brings all back that are there, whichever they are, within one turn of all that are bad', () => {
    const cases = fc.record({
      size: fc.integer({ min: 1, max: 120 }),
      back: fc.integer({ min: 1, max: 1_000 }),
      salt: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ size, back, salt }) => {
        const unit = new Refusing(11_000);
        const all = count(size).map((index) => span(index));
        unit.refuse(all);
        for (let reading = 0; reading < 50; reading += 1) unit.read();
        const stay = all.filter(({ start }) => ((start * 7_919 + salt) * 2_654_435_761) % 1_000 >= back);
        unit.bringBack(all.filter((each) => !stay.includes(each)));
        unit.readUntilOnly(stay, 2 * size + 1);
      }),
      { seed, numRuns: 40 },
    );
  });
});
