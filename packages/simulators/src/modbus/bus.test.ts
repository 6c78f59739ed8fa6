import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { Bus, type Carried } from './bus.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the bus behind a gateway', () => {
  let clock: ManualClock;
  let bus: Bus;
  let seen: (readonly [number, Carried<string>])[];

  beforeEach(() => {
    clock = new ManualClock();
    bus = new Bus({ delay: 30, delays: { 12: 50 }, patience: 500, queue: 2 }, clock);
    seen = [];
  });

  const ask = (unit: number, answer: string | undefined = `of ${unit}`): void => {
    void bus
      .carry(unit, () => (unit === 99 ? undefined : answer))
      .then((carried) => seen.push([unit, carried]));
  };
  const pass = async (milliseconds: number): Promise<void> => {
    await settled();
    clock.advance(milliseconds);
    await settled();
  };

  it('carries one request at a time, each as slowly as its unit', async () => {
    ask(11);
    await settled();
    ask(12);
    ask(11);
    await pass(29);
    assert.equal(seen.length, 0);
    await pass(1);
    assert.deepEqual(seen, [[11, { answer: 'of 11' }]]);
    await pass(49);
    assert.equal(seen.length, 1);
    await pass(1);
    await pass(30);
    assert.deepEqual(
      seen.map(([unit]) => unit),
      [11, 12, 11],
    );
  });

  it('is taken by a unit that says nothing for as long as it waits for it', async () => {
    ask(99);
    await settled();
    ask(11);
    await pass(499);
    assert.equal(seen.length, 0);
    await pass(1);
    assert.deepEqual(seen, [[99, 'silent']]);
    await pass(30);
    assert.equal(seen.length, 2);
  });

  it('is busy where too many wait', async () => {
    ask(11);
    await settled();
    ask(11);
    ask(11);
    ask(11);
    await settled();
    assert.deepEqual(seen, [[11, 'busy']]);
  });
});
