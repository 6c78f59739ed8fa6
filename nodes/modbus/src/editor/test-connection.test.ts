import assert from 'node:assert/strict';
import { knownUnit, outcomeOf } from './test-connection.ts';
import { germanTexts as texts } from './texts.fixture.ts';

describe('the unit that a test asks first', () => {
  const table = (unit: unknown) => ({ type: 'mw-modbus-tags', unit });

  it('is that of a table over the connection, as the editor has it', () => {
    assert.equal(knownUnit({ users: [{ type: 'mw-modbus-request', unit: 3 }, table('17'), table(2)] }), 17);
    assert.equal(knownUnit({ users: [table(0)] }), 0);
  });

  it('is 1 where there is none whose unit is known', () => {
    assert.equal(knownUnit(undefined), 1);
    assert.equal(knownUnit({ users: [] }), 1);
    for (const unit of ['', 'seven', 256, -1, undefined])
      assert.equal(knownUnit({ users: [null, table(unit)] }), 1);
  });
});

describe('what is told of a test', () => {
  const place = '10.0.0.7:502';

  it('names the place, and the unit that does not answer', () => {
    const error = { code: 'modbus.timeout', message: 'x' };
    const silent = outcomeOf({ place, unit: 11, milliseconds: 1_004, answered: false, error }, texts);
    assert.equal(silent.tone, 'uncertain');
    assert.match(silent.text, /^verbunden mit 10\.0\.0\.7:502, aber Unit 11 antwortet nicht: Die SPS /);
    const answered = outcomeOf({ place, unit: 1, milliseconds: 3.2, answered: true }, texts);
    assert.deepEqual(answered, { tone: 'good', text: 'verbunden mit 10.0.0.7:502, 3,2 ms' });
  });
});
