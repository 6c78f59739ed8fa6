import assert from 'node:assert/strict';
import { Capper, torqueLimits } from './capper.ts';
import { heads } from './capper-map.ts';

const second = 1_000;
const minute = 60 * second;

describe('capper', () => {
  it('wears the same with the same seed, however its time is divided', () => {
    const [whole, pieces, other] = [new Capper(7), new Capper(7), new Capper(8)];
    for (const capper of [whole, other]) capper.advance(60 * minute);
    for (let piece = 0; piece < 36_000; piece += 1) pieces.advance(100);
    assert.deepEqual(whole.values(), pieces.values());
    assert.notDeepEqual(whole.values(), other.values());
  });

  it('screws caps on with every head, near to what is asked for', () => {
    const capper = new Capper(7);
    capper.advance(10 * second);
    const { state, torque, torqueSetPoint } = capper.values();
    assert.equal(state, 'execute');
    assert.equal(torque.length, heads);
    for (const each of torque)
      assert.ok(Math.abs(each - torqueSetPoint) < 0.15 * torqueSetPoint, String(each));
  });

  it('stands when a head is worn, and reaches its torque again with another one', () => {
    const capper = new Capper(7);
    let changes = 0;
    let stood = false;
    for (let passed = 0; passed < 6 * 60 * minute; passed += second) {
      capper.advance(second);
      const { state, headChange } = capper.values();
      assert.equal(headChange, state === 'held');
      if (headChange && !stood) changes += 1;
      stood = headChange;
    }
    assert.ok(changes >= heads && changes <= 6 * heads, String(changes));
    assert.ok(capper.values().rejects > 0);
  });

  it('stands at once when a head gives up, and goes on by itself', () => {
    const capper = new Capper(7);
    capper.advance(10 * second);
    capper.jam();
    assert.deepEqual([capper.values().state, capper.values().headChange], ['held', true]);
    const { torque } = capper.values();
    capper.advance(20 * second);
    assert.deepEqual(capper.values().torque, torque);
    capper.advance(2 * minute);
    assert.deepEqual([capper.values().state, capper.values().headChange], ['execute', false]);
  });

  it('takes a torque within its limits only', () => {
    const capper = new Capper(7);
    for (const torque of [torqueLimits.least, torqueLimits.most, 1.8]) {
      assert.equal(capper.setTorque(torque), true);
      assert.equal(capper.values().torqueSetPoint, torque);
    }
    for (const torque of [1.49, 2.51, Number.NaN, Number.POSITIVE_INFINITY])
      assert.equal(capper.setTorque(torque), false);
    assert.equal(capper.values().torqueSetPoint, 1.8);
  });

  it('begins a batch when another one is named, and not when the same one is', () => {
    const capper = new Capper(7);
    capper.advance(minute);
    const { batch } = capper.values();
    capper.begin(batch);
    assert.equal(capper.values().batchBegan, 0);
    capper.begin('B-0002');
    assert.deepEqual([capper.values().batch, capper.values().batchBegan], ['B-0002', minute]);
  });
});
