import assert from 'node:assert/strict';
import { LastValues, measured, missing } from './sample.ts';
import { qualityOf, statusOf } from './status.ts';
import { decodeValue } from './value/decode.ts';
import { finite } from './value/decoded.ts';
import { encodeValue } from './value/encode.ts';
import type { WideForm } from './value/format.ts';

const temperature = { name: 'filler.temp', address: 'input:6' };

describe('samples', () => {
  it('are good with value, time and address', () => {
    assert.deepEqual(measured(temperature, 21.5, 1_000), {
      tag: 'filler.temp',
      value: 21.5,
      quality: 'good',
      ts: 1_000,
      address: 'input:6',
    });
  });

  it('carry the unit of measure beside the value, and beside the lack of one', () => {
    const point = { ...temperature, unit: '°C' };
    assert.equal(measured(point, 21.5, 1_000).unit, '°C');
    assert.equal(missing(point, statusOf('BadTimeout', ''), 1_000).unit, '°C');
  });

  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    it(`M-D-03: are uncertain and null for ${value}, with the last good value`, () => {
      const sample = measured(temperature, finite(value), 2_000, { value: 21.5, ts: 1_000 });
      assert.equal(sample.value, null);
      assert.equal(sample.quality, 'uncertain');
      assert.equal(sample.status?.name, 'UncertainSensorNotAccurate');
      assert.equal(sample.text, `${value}`);
      assert.deepEqual(sample.last, { value: 21.5, ts: 1_000 });
      assert.deepEqual(JSON.parse(JSON.stringify(sample)), sample);
    });
  }

  it('M-D-02: are uncertain and null beyond 2^53, with the exact digits as text, unless the tag takes them', () => {
    const bytes = encodeValue(2n ** 53n + 1n, { type: 'uint64', byteOrder: 'CDAB' });
    const of = (wide: WideForm) =>
      measured(temperature, decodeValue(bytes, { type: 'uint64', byteOrder: 'CDAB', wide }), 1);
    const { value, quality, text } = of('number');
    assert.deepEqual([value, quality, text], [null, 'uncertain', '9007199254740993']);
    assert.deepEqual([of('string').value, of('string').quality], ['9007199254740993', 'good']);
    assert.deepEqual([of('bigint').value, of('bigint').quality], [9_007_199_254_740_993n, 'good']);
  });

  it('M-D-07: are uncertain or bad, as the tag says, where the PLC says that there is nothing', () => {
    const of = (sentinelQuality: 'uncertain' | 'bad') => {
      const format = { type: 'int16', byteOrder: 'ABCD', sentinel: 'sunspec', sentinelQuality } as const;
      return measured(temperature, decodeValue(Uint8Array.of(0x80, 0), format), 1);
    };
    assert.deepEqual([of('uncertain').value, of('uncertain').quality], [null, 'uncertain']);
    assert.deepEqual([of('bad').value, of('bad').quality], [null, 'bad']);
  });

  it('are bad and null where the value could not be had', () => {
    const sample = missing(temperature, statusOf('BadTimeout', 'No answer within 1000 ms'), 2_000);
    assert.equal(sample.value, null);
    assert.equal(sample.quality, 'bad');
    assert.deepEqual(sample.status, {
      code: 0x800a_0000,
      name: 'BadTimeout',
      reason: 'No answer within 1000 ms',
    });
    assert.equal('last' in sample, false);
  });

  it('are remembered only when good', () => {
    const last = new LastValues();
    last.keep(measured(temperature, 21.5, 1_000));
    last.keep(measured(temperature, finite(Number.NaN), 2_000));
    last.keep(missing(temperature, statusOf('BadTimeout', ''), 3_000));
    assert.deepEqual(last.get('filler.temp'), { value: 21.5, ts: 1_000 });
  });

  it('keep what was known before them though somebody writes into it', () => {
    const last = new LastValues();
    const first = measured(temperature, [1, new Date(5), [2]], 1_000);
    const bytes = Buffer.of(1, 2);
    last.keep(first);
    last.keep({ ...first, tag: 'bytes', value: { raw: bytes } });
    (first.value as unknown[]).reverse();
    bytes[0] = 9;
    const bad = () => missing(temperature, statusOf('BadTimeout', ''), 2_000, last.get('filler.temp'));
    assert.deepEqual(bad().last, { value: [1, new Date(5), [2]], ts: 1_000 });
    (bad().last?.value as unknown[]).length = 0;
    assert.deepEqual(bad().last?.value, [1, new Date(5), [2]]);
    assert.deepEqual(last.get('bytes')?.value, { raw: Buffer.of(1, 2) });
  });

  it('carry the elements of an array that are values, and null for the others', () => {
    const sample = measured(
      temperature,
      { status: statusOf('Uncertain', 'One element is no value'), text: '[1] = NaN', value: [1, null] },
      1_000,
    );
    assert.deepEqual([sample.value, sample.quality, sample.text], [[1, null], 'uncertain', '[1] = NaN']);
  });

  it('keep what was known before them, whatever comes after', () => {
    const last = new LastValues();
    last.keep(measured(temperature, 21.5, 1_000));
    const lost = missing(temperature, statusOf('BadTimeout', ''), 2_000, last.get('filler.temp'));
    last.keep(measured(temperature, 22, 3_000));
    assert.deepEqual(lost.last, { value: 21.5, ts: 1_000 });
    assert.deepEqual(last.get('filler.temp'), { value: 22, ts: 3_000 });
  });

  it('take their quality from the severity of the code', () => {
    assert.equal(qualityOf(0), 'good');
    assert.equal(qualityOf(0x4093_0000), 'uncertain');
    assert.equal(qualityOf(0x800a_0000), 'bad');
    assert.equal(qualityOf(0x8113_0000), 'bad');
  });
});
