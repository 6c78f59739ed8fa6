import assert from 'node:assert/strict';
import { shownValue } from '@millwright/plc/editor';
import { germanTexts as texts } from './texts.fixture.ts';

const sample = { tag: 'speed', ts: 0, address: 'holding-register:0' };
const status = (name: string, reason: string) => ({ code: 0x8000_0000, name, reason });

describe('what is told of a value in the language of the editor', () => {
  it('is the value with its unit', () => {
    const shown = shownValue({ ...sample, value: 21.5, quality: 'good', unit: '°C' }, texts);
    assert.deepEqual(shown, { tone: 'good', text: '21,5 °C' });
  });

  it('is why there is none: of an error by its code, else by its status', () => {
    const error = { code: 'modbus.timeout', message: 'The PLC did not answer within 300 ms' };
    const silent = shownValue(
      { ...sample, value: null, quality: 'bad', status: status('BadTimeout', error.message), error },
      texts,
    );
    assert.equal(silent.text, 'kein Wert');
    assert.match(silent.reason ?? '', /^Die SPS /);
    const infinite = shownValue(
      {
        ...sample,
        value: null,
        quality: 'uncertain',
        text: 'Infinity',
        status: status('UncertainSensorNotAccurate', 'The PLC sent Infinity'),
      },
      texts,
    );
    assert.equal(infinite.text, 'Infinity');
    assert.match(infinite.reason ?? '', /sendet Infinity/);
  });

  it("is the server's English where there are no other words", () => {
    const error = { code: 'modbus.new', message: 'Something new' };
    const shown = shownValue({ ...sample, value: null, quality: 'bad', error }, texts);
    assert.equal(shown.reason, 'Something new');
  });
});
