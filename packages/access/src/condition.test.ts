import assert from 'node:assert/strict';
import { clockOf } from './clock.ts';
import { clocks, compileCondition, type Holds, reasonLength } from './condition.ts';
import type { Condition } from './policy.ts';

const compile = (condition: Condition): Holds => compileCondition(condition, clocks());
const window = (
  from: string,
  to: string,
  zone = 'Europe/Berlin',
  days?: (1 | 2 | 3 | 4 | 5 | 6 | 7)[],
): Holds => compile({ kind: 'time', from, to, zone, ...(days && { days }) });
const at = (holds: Holds, time: string): boolean | undefined => holds({ time: Date.parse(time) });

describe('a time window', () => {
  it('begins with its first minute and ends before its last', () => {
    const holds = window('06:00', '14:00');
    assert.equal(at(holds, '2026-11-25T05:59:59.999+01:00'), false);
    assert.equal(at(holds, '2026-11-25T06:00:00+01:00'), true);
    assert.equal(at(holds, '2026-11-25T13:59:59.999+01:00'), true);
    assert.equal(at(holds, '2026-11-25T14:00:00+01:00'), false);
  });

  it('goes over midnight, counted to the day on which it begins', () => {
    const friday = window('22:00', '06:00', 'Europe/Berlin', [5]);
    assert.equal(at(friday, '2026-11-27T21:59:00+01:00'), false);
    assert.equal(at(friday, '2026-11-27T22:00:00+01:00'), true);
    assert.equal(at(friday, '2026-11-28T05:59:00+01:00'), true);
    assert.equal(at(friday, '2026-11-28T06:00:00+01:00'), false);
    assert.equal(at(friday, '2026-11-28T22:00:00+01:00'), false);
    assert.equal(at(friday, '2026-11-27T05:00:00+01:00'), false);
    const sunday = window('22:00', '06:00', 'Europe/Berlin', [7]);
    assert.equal(at(sunday, '2026-11-30T03:00:00+01:00'), true);
  });

  it('is a whole day where it ends as it begins', () => {
    const monday = window('06:00', '06:00', 'UTC', [1]);
    assert.equal(at(monday, '2026-11-23T05:59:00Z'), false);
    assert.equal(at(monday, '2026-11-23T06:00:00Z'), true);
    assert.equal(at(monday, '2026-11-24T05:59:00Z'), true);
    assert.equal(at(monday, '2026-11-24T06:00:00Z'), false);
    assert.equal(at(window('00:00', '00:00', 'UTC'), '2026-11-24T12:00:00Z'), true);
  });

  it('goes by the clocks of its zone, in summer and in winter', () => {
    const holds = window('06:00', '14:00');
    assert.equal(at(holds, '2026-07-01T04:00:00Z'), true);
    assert.equal(at(holds, '2026-01-01T04:00:00Z'), false);
    assert.equal(at(holds, '2026-01-01T05:00:00Z'), true);
    assert.equal(at(window('09:00', '10:00', 'Asia/Kolkata'), '2026-01-01T03:30:00Z'), true);
    assert.equal(at(window('09:00', '10:00', 'Asia/Kolkata'), '2026-01-01T03:29:00Z'), false);
    assert.equal(at(window('00:00', '01:00', 'Pacific/Auckland', [4]), '2026-12-30T11:00:00Z'), true);
  });

  it('does not come where clocks are put forward over it, and comes twice where they are put back', () => {
    const night = window('02:15', '02:45');
    for (const time of ['00:59:59', '01:00:00', '01:15:00', '01:30:00'])
      assert.equal(at(night, `2026-03-29T${time}Z`), false, time);
    assert.equal(at(night, '2026-10-25T00:15:00Z'), true);
    assert.equal(at(night, '2026-10-25T00:45:00Z'), false);
    assert.equal(at(night, '2026-10-25T01:15:00Z'), true);
    const shift = window('22:00', '06:00', 'Europe/Berlin', [6]);
    assert.equal(at(shift, '2026-03-29T03:59:00Z'), true);
    assert.equal(at(shift, '2026-03-29T04:00:00Z'), false);
    assert.equal(at(shift, '2026-10-25T04:59:00Z'), true);
    assert.equal(at(shift, '2026-10-25T05:00:00Z'), false);
  });

  it('is a matter of nobody knows where the time is none', () => {
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, -8.64e15, 9e15])
      assert.equal(window('00:00', '00:00')({ time }), undefined);
  });
});

describe('a clock', () => {
  it('shows the same, whatever it was asked before', () => {
    const clock = clockOf('America/New_York');
    const times = ['2026-03-08T06:59:59.999Z', '2026-03-08T07:00:00Z', '2026-03-08T06:59:00Z'].map(
      Date.parse,
    );
    assert.deepEqual(
      times.map((time) => clock(time)),
      [
        { day: 7, minute: 119 },
        { day: 7, minute: 180 },
        { day: 7, minute: 119 },
      ],
    );
  });

  it('knows midnight as the beginning of a day', () => {
    assert.deepEqual(clockOf('UTC')(Date.parse('2026-11-23T00:00:00Z')), { day: 1, minute: 0 });
    assert.deepEqual(clockOf('UTC')(-1), { day: 3, minute: 1439 });
  });
});

describe('a network', () => {
  const holds = compile({ kind: 'network', within: ['10.1.0.0/16', 'fd00::/8', '192.168.0.7'] });
  const from = (address: string | undefined): boolean | undefined =>
    holds({ time: 0, ...(address !== undefined && { address }) });

  it('has addresses within it, however they are written', () => {
    for (const address of [
      '10.1.2.3',
      '::ffff:10.1.2.3',
      '::ffff:a01:203',
      'fd00::1',
      'FD12:0::1',
      '192.168.0.7',
    ])
      assert.equal(from(address), true, address);
    for (const address of ['10.2.0.1', '192.168.0.8', 'fe80::1', '::1', '::10.1.2.3', '::ffff:0:10.1.2.3'])
      assert.equal(from(address), false, address);
  });

  it('is a matter of nobody knows for what is no address', () => {
    for (const address of [
      undefined,
      '',
      '10.1.2',
      '010.1.2.3',
      '10.1.2.3/16',
      '10.1.2.3, 8.8.8.8',
      'localhost',
    ])
      assert.equal(from(address), undefined, address);
  });
});

describe('a reason', () => {
  it('has to be long enough, without white space at its ends', () => {
    const holds = compile({ kind: 'reason', minLength: 3 });
    for (const reason of ['why', ' why\n', '😀😀😀']) assert.equal(holds({ time: 0, reason }), true, reason);
    for (const reason of ['', 'no', ' no ', '   ', '😀😀', '\u200b\u200b\u200b', 'n  \u200b\u2060'])
      assert.equal(holds({ time: 0, reason }), false, reason);
    assert.equal(holds({ time: 0 }), false);
    assert.equal(reasonLength(undefined), 0);
  });
});
