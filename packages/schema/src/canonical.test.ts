import assert from 'node:assert/strict';
import { canonicalText } from './canonical.ts';

describe('the one text of a JSON value', () => {
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
      assert.equal(canonicalText(JSON.parse(json)), canonical));

  for (const value of [
    'half \ud800 a letter',
    { '\udc00': 1 },
    Number.NaN,
    [Number.POSITIVE_INFINITY],
    undefined,
  ])
    it(`is none for ${JSON.stringify(value)}`, () => assert.equal(canonicalText(value), undefined));
});
