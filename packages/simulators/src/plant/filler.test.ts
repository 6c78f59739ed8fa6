import assert from 'node:assert/strict';
import { Filler, packml } from './filler.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('filler', () => {
  it('plays the same shift with the same seed, however its time is divided', () => {
    const whole = new Filler(7);
    whole.advance(hour);
    const pieces = new Filler(7);
    for (let piece = 0; piece < 3_600; piece += 1) pieces.advance(1_000);
    assert.deepEqual(whole.values(), pieces.values());
    const other = new Filler(8);
    other.advance(hour);
    assert.notDeepEqual(whole.values(), other.values());
  });

  it('starts, runs at its set point, and counts what it fills', () => {
    const filler = new Filler(7);
    assert.equal(filler.values()['filler.state'], packml.starting);
    filler.advance(minute);
    const running = filler.values();
    assert.equal(running['filler.state'], packml.execute);
    assert.ok(Math.abs(Number(running['filler.speed']) - Number(running['filler.speed_sp'])) < 5);
    filler.advance(minute);
    const filled = Number(filler.values()['filler.count_good']) - Number(running['filler.count_good']);
    assert.ok(filled > 280 && filled < 310);
  });

  it('holds at a jam, empties nothing while it stands, and starts again', () => {
    const filler = new Filler(7);
    filler.advance(minute);
    filler.jam();
    filler.advance(10_000);
    const held = filler.values();
    assert.equal(held['filler.state'], packml.held);
    assert.equal(held['filler.fault'], 1);
    assert.equal(held['filler.speed'], 0);
    filler.advance(20_000);
    assert.equal(filler.values()['filler.count_good'], held['filler.count_good']);
    filler.advance(4 * minute);
    assert.notEqual(filler.values()['filler.count_good'], held['filler.count_good']);
  });

  it('sees every state in a day, keeps its values within reason, and its counters only grow', () => {
    const filler = new Filler(3);
    const states = new Set<unknown>();
    let counted = 0;
    for (let passed = 0; passed < 24 * hour; passed += 10_000) {
      filler.advance(10_000);
      const values = filler.values();
      states.add(values['filler.state']);
      const count = Number(values['filler.count_good']) + Number(values['filler.count_bad']);
      assert.ok(count >= counted);
      counted = count;
      assert.ok(Number(values['filler.level']) >= 0 && Number(values['filler.level']) < 200);
      assert.ok(Number(values['filler.temp']) > 0 && Number(values['filler.temp']) < 20);
      assert.ok(Number(values['filler.speed']) >= 0 && Number(values['filler.speed']) < 320);
    }
    assert.deepEqual(states, new Set(Object.values(packml)));
    assert.ok(counted > 200_000);
  });
});
