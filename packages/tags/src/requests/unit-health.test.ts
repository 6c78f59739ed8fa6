import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type HealthEvent, probePause, stepHealth, type UnitHealth, wellUnit } from './unit-health.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

type Silence = Extract<HealthEvent, { type: 'unanswered' }>;
const silence = (at: number, event: Partial<Silence> = {}): HealthEvent => {
  return { type: 'unanswered', at, took: 1_000, link: 1, othersAnswered: undefined, alone: false, ...event };
};
const run = (...events: HealthEvent[]): UnitHealth => events.reduce(stepHealth, wellUnit);

describe(`health of a unit (seed ${seed})`, () => {
  it('is suspended after three silences in a row while others answer', () => {
    const two = [silence(1_000), silence(2_000)];
    assert.equal(run(...two).is, 'doubtful');
    assert.deepEqual(run(...two, silence(3_000, { othersAnswered: 2_500 })), {
      is: 'suspended',
      since: 0,
      due: 13_000,
      failures: 1,
    });
  });

  it('is not blamed where nobody answers, until the link was made anew and that changed nothing', () => {
    const three = [silence(1_000), silence(2_000), silence(3_000)];
    assert.equal(run(...three).is, 'doubtful');
    assert.equal(run(...three, silence(9_000, { link: 2 })).is, 'suspended');
  });

  it('is not blamed for an answer of another one from before it went silent', () => {
    const three = [1_000, 2_000, 3_000].map((at) => silence(at + 5_000, { othersAnswered: 4_000 }));
    assert.equal(run(...three).is, 'doubtful');
  });

  it('is not blamed three times for requests that were under way together', () => {
    const together = [1_000, 1_001, 1_002, 1_003].map((at) => silence(at, { othersAnswered: 900 }));
    const health = run(...together);
    assert.ok(health.is === 'doubtful' && health.unanswered === 1);
  });

  it('is never suspended where there is no other one to protect', () => {
    const events = Array.from({ length: 10 }, (_, index) =>
      silence(index * 1_000, { othersAnswered: index * 1_000, link: index, alone: true }),
    );
    assert.equal(run(...events).is, 'doubtful');
  });

  it('starts to count anew with an answer', () => {
    assert.equal(run(silence(1_000), silence(2_000), { type: 'answered' }).is, 'well');
    const suspended = run(...[1_000, 2_000, 3_000].map((at) => silence(at, { othersAnswered: at })));
    assert.equal(stepHealth(suspended, { type: 'answered' }).is, 'well');
  });

  it('is tried at once when there is new hope, and left alone for longer if that was vain', () => {
    const suspended = run(...[1_000, 2_000, 3_000].map((at) => silence(at, { othersAnswered: at })));
    const hopeful = stepHealth(suspended, { type: 'hope', at: 4_000 });
    assert.deepEqual(hopeful, { is: 'suspended', since: 0, due: 4_000, failures: 1 });
    assert.deepEqual(stepHealth(hopeful, silence(5_000)), {
      is: 'suspended',
      since: 0,
      due: 25_000,
      failures: 2,
    });
  });

  it('pauses ten times as long as a try takes, growing up to a minute', () => {
    const times = fc.double({ min: 0, max: 30_000, noNaN: true });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 100 }), (took, failures) => {
        const pause = probePause(took, failures);
        assert.ok(pause >= took * 10 && pause >= 1_000);
        assert.ok(pause <= Math.max(60_000, took * 10));
        assert.ok(probePause(took, failures + 1) >= pause);
      }),
      { seed },
    );
    assert.equal(probePause(1_000, 2), 20_000);
  });
});
