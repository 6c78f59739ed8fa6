import assert from 'node:assert/strict';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { decodeEvent, encodeEvent, tryDecodeEvent } from './canonical.ts';
import { ledgerErrors } from './errors.ts';
import type { AuditEvent } from './event.ts';
import { eventOf } from './log.fixture.ts';

describe('a record', () => {
  /** @see RFC 8785, sections 3.2.2 to 3.2.4, and the test data that its author publishes with it */
  const published: readonly (readonly [json: string, canonical: string])[] = [
    [
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    ],
    [
      String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
      `{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}`,
    ],
    [
      String.raw`{"\u20ac":"Euro Sign","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley","</script>":"Browser Challenge"}`,
      `{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","\u20ac":"Euro Sign","\ud83d\ude02":"Smiley"}`,
    ],
    ['[56,{"d":true,"10":null,"1":[]}]', '[56,{"1":[],"10":null,"d":true}]'],
    [
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
    ],
  ];
  for (const [json, canonical] of published)
    it(`is written as RFC 8785 says: ${canonical.slice(0, 30)}`, () =>
      assert.equal(canonicalize(JSON.parse(json)), canonical));

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
    .filter(({ data }) => !Object.hasOwn(data ?? {}, '__proto__'))
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
