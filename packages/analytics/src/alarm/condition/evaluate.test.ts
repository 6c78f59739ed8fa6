import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plain } from '../given.fixture.ts';
import type { AlarmValue, Quality } from '../state.ts';
import { newAlarm } from '../state.ts';
import { step } from '../step.ts';
import type { Condition, LimitCondition, Reading } from './condition.ts';
import { type ConditionMemory, evaluate, memoryOf } from './evaluate.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

type Given = AlarmValue | null | Partial<Reading>;

const readingOf = (given: Given, index: number): Reading => ({
  ts: index * 1000,
  value: null,
  quality: 'good',
  ...(typeof given === 'object' ? given : { value: given }),
});

/** What a condition says about one reading a second; undefined where it says nothing. */
function said(condition: Condition, readings: readonly Given[], holds = false) {
  let memory: ConditionMemory = { holds };
  return readings.map((given, index) => {
    const next = evaluate(condition, memory, readingOf(given, index));
    memory = next.memory;
    return next.event;
  });
}

const heldBy = (...args: Parameters<typeof said>) => said(...args).map((event) => event?.holds);

const bad = { value: null, quality: 'bad' } as const;
const limit = (level: LimitCondition['level']): LimitCondition => ({
  kind: 'limit',
  level,
  at: 90,
  deadband: 2,
});

describe(`a condition (seed ${seed})`, () => {
  it('holds beyond its limit, and until the value is back past the deadband', () => {
    for (const level of ['hi', 'hihi'] as const)
      assert.deepEqual(heldBy(limit(level), [90, 90.1, 88.1, 88, 89, 91]), [
        false,
        true,
        true,
        false,
        false,
        true,
      ]);
    for (const level of ['lo', 'lolo'] as const)
      assert.deepEqual(heldBy(limit(level), [90, 89.9, 91.9, 92, 91]), [false, true, true, false, false]);
  });

  it('changes only where the value has passed the limit, or the deadband on the way back', () => {
    const quality = fc.constantFrom<Quality>('good', 'uncertain', 'bad');
    const reading = fc.record({ value: fc.option(fc.integer({ min: 85, max: 95 })), quality });
    fc.assert(
      fc.property(
        fc.constantFrom<LimitCondition['level']>('hihi', 'hi', 'lo', 'lolo'),
        fc.array(reading, { maxLength: 60 }),
        (level, readings) => {
          const sign = level.startsWith('h') ? 1 : -1;
          let held = false;
          heldBy(limit(level), readings).forEach((holds, index) => {
            const { value = null, quality } = readings[index] ?? {};
            assert.equal(holds === 'unknown', quality === 'bad' || value === null);
            if (holds === 'unknown' || holds === held || value === null) return;
            assert.ok(holds ? sign * (value - 90) > 0 : sign * (value - 90) <= -2, `${value} ${holds}`);
            held = !held;
          });
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it('holds by its deadband after a restart as before it', () => {
    assert.deepEqual(heldBy(limit('hi'), [89], memoryOf({ ...newAlarm(0), active: true }).holds), [true]);
  });

  it('tells with which value against which limit', () => {
    const [event] = said(limit('hi'), [{ value: 92.5, quality: 'uncertain' }]);
    assert.deepEqual(event, {
      kind: 'condition',
      ts: 0,
      holds: true,
      quality: 'uncertain',
      value: 92.5,
      limit: 90,
    });
  });

  it('is unknown where there is no number to compare', () => {
    const nothing = [bad, null, 'open', true, Number.NaN, Number.POSITIVE_INFINITY];
    assert.deepEqual(
      heldBy(limit('hi'), nothing),
      nothing.map(() => 'unknown'),
    );
  });

  it('holds where the value changes too quickly', () => {
    const rate = { kind: 'rate', at: 5, deadband: 1, over: 0 } as const;
    assert.deepEqual(heldBy({ ...rate, direction: 'above' }, [0, 5, 11, 15.5, 19.5, 10]), [
      'unknown',
      false,
      true,
      true,
      false,
      false,
    ]);
    assert.deepEqual(heldBy({ ...rate, direction: 'below' }, [0, 9, 3]), ['unknown', false, true]);
    const either = said({ ...rate, direction: 'either' }, [0, 9, 3]).slice(1);
    assert.deepEqual(
      either.map((event) => [event?.holds, event?.value, event?.limit]),
      [
        [true, 9, 5],
        [true, -6, -5],
      ],
    );
  });

  it('measures a rate over a time, and not across bad quality or a clock that was set back', () => {
    const rate = { kind: 'rate', direction: 'either', at: 5, deadband: 0, over: 2000 } as const;
    assert.deepEqual(heldBy(rate, [0, 9, 9, 20, 20]), ['unknown', undefined, false, undefined, true]);
    assert.deepEqual(heldBy(rate, [0, 0, bad, 99, 99, 99]), [
      'unknown',
      undefined,
      'unknown',
      'unknown',
      undefined,
      false,
    ]);
    const setBack = [{ value: 0, ts: 9_000_000 }, 50, 50, 50];
    assert.deepEqual(heldBy(rate, setBack), ['unknown', 'unknown', undefined, false]);
  });

  it('holds where the value is too far from its set point', () => {
    const deviation = { kind: 'deviation', at: 5, deadband: 1 } as const;
    const from50 = [50, 55.1, 54.1, 54, 44.9].map((value) => ({ value, setPoint: 50 }));
    const either = heldBy({ ...deviation, direction: 'either' }, from50);
    assert.deepEqual(either, [false, true, true, false, true]);
    const above = heldBy({ ...deviation, direction: 'above' }, from50);
    assert.deepEqual(above, [false, true, true, false, false]);
    const below = heldBy({ ...deviation, direction: 'below' }, from50);
    assert.deepEqual(below, [false, false, false, false, true]);
    assert.deepEqual(heldBy({ ...deviation, direction: 'either' }, [{ value: 99, setPoint: null }, 99]), [
      'unknown',
      'unknown',
    ]);
  });

  it('holds for the values that it names, and is unknown where it can be compared with none of them', () => {
    const discrete = { kind: 'discrete', values: [true, 3] } as const;
    assert.deepEqual(heldBy(discrete, [true, 3, 1, '3', false, 'open', bad]), [
      true,
      true,
      true,
      true,
      false,
      'unknown',
      'unknown',
    ]);
  });

  it('is brought about by bad quality only where it is about quality', () => {
    assert.deepEqual(heldBy({ kind: 'quality' }, [1, bad, { value: 2, quality: 'uncertain' }, null]), [
      false,
      true,
      false,
      true,
    ]);
  });

  it('raises an alarm by readings alone', () => {
    const definition = { ...plain, onDelay: 2000, offDelay: 1500 };
    let state = newAlarm(0);
    const records = said(limit('hi'), [80, 91, 89, 92, 91, bad, 89, 87, bad, 87, 87, 87]).flatMap((event) => {
      assert.ok(event);
      const next = step(definition, state, event);
      state = next.state;
      return next.records;
    });
    assert.deepEqual(
      records.map(({ ts, to, value, limit: at }) => [ts, to, value, at]),
      [
        [3000, 'unacknowledged', 89, 90],
        [10_500, 'returned', 87, 90],
      ],
    );
  });
});
