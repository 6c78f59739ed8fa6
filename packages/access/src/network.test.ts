import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parameters } from './arbitrary.fixture.ts';
import { isWithin, parseAddress, parseNetwork } from './network.ts';

describe('an address', () => {
  it('is read however it is written', () => {
    const same = ['::ffff:10.1.2.3', '0:0:0:0:0:ffff:a01:203', '::FFFF:a01:203', '::ffff:10.1.2.3%eth0'];
    for (const text of same) assert.equal(parseAddress(text), parseAddress('10.1.2.3'), text);
    assert.equal(parseAddress('1::'), 1n << 112n);
    assert.equal(parseAddress('::'), 0n);
    assert.equal(parseAddress('1:2:3:4:5:6:7::'), parseAddress('1:2:3:4:5:6:7:0'));
  });

  it('is none where anybody could read it otherwise', () => {
    const texts = [
      ...[
        '',
        ' 10.1.2.3',
        '10.1.2',
        '10.1.2.3.4',
        '10.1.2.256',
        '010.1.2.3',
        '0x0a.1.2.3',
        '167838211',
        '10.1.2.3%',
      ],
      ...[
        '10.1.2.3%eth0',
        ':',
        ':::',
        '1:2:3:4:5:6:7',
        '1:2:3:4:5:6:7:8:9',
        '1::2::3',
        '12345::',
        '1:2:3:4:5:6:7:8::',
      ],
      ...['::10.1.2', '10.1.2.3::', 'fe80::1%', '[::1]', 'localhost', '::g'],
    ];
    for (const text of texts) assert.equal(parseAddress(text), undefined, text);
  });
});

describe('a network', () => {
  it('is read with its length; bits behind it are not', () => {
    assert.deepEqual(parseNetwork('10.1.0.0/16'), { bits: parseAddress('10.1.0.0'), length: 112 });
    assert.deepEqual(parseNetwork('::/0'), { bits: 0n, length: 0 });
    assert.equal(parseNetwork('::1')?.length, 128);
    for (const text of [
      '10.1.0.1/16',
      '10.0.0.0/33',
      '::/129',
      '::/01',
      '::/',
      '::/-1',
      '10.0.0.0/8/8',
      'fe80::%1/64',
    ])
      assert.equal(parseNetwork(text), undefined, text);
  });

  it('has within it what has its first bits', () => {
    const address = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 128 }), (one, other, length) => {
        const first = (bits: bigint): string => bits.toString(2).padStart(128, '0').slice(0, length);
        const bits = BigInt(`0b${first(other).padEnd(128, '0')}`);
        assert.equal(isWithin(one, { bits, length }), first(one) === first(bits));
        assert.ok(isWithin(other, { bits, length }));
      }),
      parameters,
    );
  });
});
