import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeEvent, encodeEvent, tryDecodeEvent } from './canonical.ts';
import { ledgerErrors } from './errors.ts';
import type { AuditEvent } from './event.ts';
import { eventOf } from './log.fixture.ts';

describe('a record', () => {
  const arbitraryText = fc.string({ unit: 'binary', maxLength: 30 });
  const arbitraryEvent: fc.Arbitrary<AuditEvent> = fc
    .record(
      {
        reason: arbitraryText,
        message: arbitraryText,
        version: fc.nat(),
        data: fc.dictionary(
          fc.oneof(fc.string({ maxLength: 10 }), fc.nat(30).map(String)),
          fc.oneof(
            arbitraryText,
            fc.integer(),
            fc.boolean(),
            fc.array(fc.oneof(arbitraryText, fc.integer())),
          ),
          { noNullPrototype: true },
        ),
      },
      { requiredKeys: [] },
    )
    // Names that no event type can declare: valibot takes none of them for a key.
    .filter(({ data }) =>
      ['__proto__', 'prototype', 'constructor'].every((key) => !Object.hasOwn(data ?? {}, key)),
    )
    .map((fields) => eventOf(3, fields));

  it('is read as what was written', () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const record = encodeEvent(event);
        assert.deepEqual(decodeEvent(record), event);
        assert.equal(encodeEvent(decodeEvent(record)), record);
      }),
    );
  });

  it('is refused in any other writing, so that nothing can be said in two ways', () => {
    const record = encodeEvent(eventOf(7, { data: { '10': 1, '9': 2, a: 'x' } }));
    assert.equal(typeof tryDecodeEvent(record), 'object');
    const others = [
      record.replace('"seq":7', '"seq":7.0'),
      record.replace('"seq":7', '"seq":7e0'),
      record.replace('"seq":7', '"seq": 7'),
      record.replace('"seq":7', '"seq":7,"seq":7'),
      record.replace('"uptime":7000', '"uptime":-0'),
      record.replace('Motor', 'M\\u006ftor'),
      record.replace('"Motor"', '"\\ud800"'),
      record.replace('"class":"change",', '').replace('}}', '},"class":"change"}'),
      record.replace('"data":{"10":1,"9":2,', '"data":{"9":2,"10":1,'),
      `${record} `,
      `\ufeff${record}`,
      record.slice(0, -1),
      record.replace('"format":1', '"format":2'),
      record.replace('"instance"', '"another":1,"instance"'),
      record.replace('.000Z', 'Z'),
      'null',
      '[]',
      '"text"',
    ];
    for (const other of others) {
      assert.notEqual(other, record);
      assert.throws(() => decodeEvent(other), ledgerErrors.recordInvalid.is, other);
    }
  });

  it('cannot be made of what could not be read again', () => {
    const wrong: readonly Partial<AuditEvent>[] = [
      { reason: 'half \ud800 a letter' },
      { uptime: 1.5 },
      { uptime: Number.NaN },
      { uptime: -1 },
      { reason: 'x'.repeat(2001) },
      { time: 'yesterday' },
      { data: { part: null as unknown as string } },
    ];
    for (const fields of wrong)
      assert.throws(
        () => encodeEvent(eventOf(1, fields)),
        ledgerErrors.recordInvalid.is,
        JSON.stringify(fields),
      );
  });
});
