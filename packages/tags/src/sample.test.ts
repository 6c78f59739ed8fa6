import assert from 'node:assert/strict';
import { LastValues, measured, missing } from './sample.ts';
import { qualityOf, statusOf } from './status.ts';
import { finite } from './value/decoded.ts';

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
    it(`are uncertain and null for ${value}, with the last good value`, () => {
      const sample = measured(temperature, finite(value), 2_000, { value: 21.5, ts: 1_000 });
      assert.equal(sample.value, null);
      assert.equal(sample.quality, 'uncertain');
      assert.equal(sample.status?.name, 'UncertainSensorNotAccurate');
      assert.equal(sample.text, `${value}`);
      assert.deepEqual(sample.last, { value: 21.5, ts: 1_000 });
      assert.deepEqual(JSON.parse(JSON.stringify(sample)), sample);
    });
  }

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

  it('take their quality from the severity of the code', () => {
    assert.equal(qualityOf(0), 'good');
    assert.equal(qualityOf(0x4093_0000), 'uncertain');
    assert.equal(qualityOf(0x800a_0000), 'bad');
    assert.equal(qualityOf(0x8113_0000), 'bad');
  });
});
