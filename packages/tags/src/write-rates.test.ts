import assert from 'node:assert/strict';
import fc from 'fast-check';
import { WriteRates } from './write-rates.ts';

const write = (at: number, mark: string, key = 'a') => ({ key, mark, at, detail: `${mark}@${at}` });

describe('the writes of flows that an audit log keeps', () => {
  let rates: WriteRates<string>;

  beforeEach(() => {
    rates = new WriteRates();
  });

  it('are the first, changes at most once a second, and the last', () => {
    assert.deepEqual(rates.note(write(0, '1'), false), [{ kind: 'write', detail: '1@0', more: 0 }]);
    assert.deepEqual(rates.note(write(200, '2'), false), []);
    assert.deepEqual(rates.note(write(400, '3'), false), []);
    assert.equal(rates.nextDue(), 1_000);
    assert.deepEqual(rates.due(999), []);
    assert.deepEqual(rates.due(1_000), [{ kind: 'write', detail: '3@400', more: 1 }]);
    assert.deepEqual(rates.note(write(2_500, '4'), false), [{ kind: 'write', detail: '4@2500', more: 0 }]);
  });

  it('are counted once a minute where they repeat', () => {
    rates.note(write(0, '1'), false);
    for (let at = 100; at <= 5_000; at += 100) assert.deepEqual(rates.note(write(at, '1'), false), []);
    assert.deepEqual(rates.due(59_999), []);
    assert.deepEqual(rates.due(60_000), [{ kind: 'count', detail: '1@5000', more: 50 }]);
    assert.deepEqual(rates.due(120_000), []);
  });

  it('are all there where a person causes them', () => {
    for (const at of [0, 1, 2]) assert.equal(rates.note(write(at, '1'), true).length, 1);
  });

  it('begin anew after a long pause', () => {
    rates.note(write(0, '1'), false);
    assert.deepEqual(rates.due(600_000), []);
    assert.equal(rates.nextDue(), undefined);
    assert.equal(rates.note(write(600_001, '1'), false).length, 1);
  });

  it('are given up for recording at the end', () => {
    rates.note(write(0, '1'), false);
    rates.note(write(10, '1'), false);
    rates.note(write(20, '2', 'b'), false);
    assert.deepEqual(rates.flush(30), [{ kind: 'count', detail: '1@10', more: 1 }]);
    assert.equal(rates.nextDue(), undefined);
  });

  it('never lose count of any, and never hold more than ten thousand tags', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(3_000), fc.boolean()), { maxLength: 60 }),
        (steps) => {
          const followed = new WriteRates<string>();
          let now = 0;
          let told = 0;
          const count = (events: readonly { kind: string; more: number }[]): void => {
            for (const { kind, more } of events) told += more + (kind === 'write' ? 1 : 0);
          };
          for (const [key, mark, later, byPerson] of steps) {
            now += later;
            count(followed.due(now));
            count(followed.note(write(now, String(mark), String(key)), byPerson));
          }
          count(followed.flush(now));
          assert.equal(told, steps.length);
        },
      ),
    );
    for (let key = 0; key < 10_001; key += 1) rates.note(write(key, '1', String(key)), false);
    rates.note(write(20_000, '1', '1'), false);
    assert.equal(rates.flush(20_000).length, 1);
    assert.equal(rates.note(write(20_001, '1', '0'), false).length, 1);
  });
});
