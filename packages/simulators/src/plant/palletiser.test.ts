import assert from 'node:assert/strict';
import { Palletiser, type PalletiserEvent } from './palletiser.ts';
import { casesPerLayer, layers } from './palletiser-map.ts';

const second = 1_000;
const minute = 60 * second;

/** The events of a time, with what the cell did at each. */
function played(palletiser: Palletiser, milliseconds: number): readonly PalletiserEvent[] {
  const events: PalletiserEvent[] = [];
  for (let passed = 0; passed < milliseconds; passed += second) {
    palletiser.advance(second);
    events.push(...palletiser.takeEvents());
  }
  return events;
}

describe('palletiser', () => {
  it('stacks the same pallets with the same seed, however its time is divided', () => {
    const [whole, pieces, other] = [new Palletiser(7), new Palletiser(7), new Palletiser(8)];
    for (const palletiser of [whole, other]) palletiser.advance(60 * minute);
    for (let piece = 0; piece < 36_000; piece += 1) pieces.advance(100);
    assert.deepEqual(whole.values(), pieces.values());
    assert.notDeepEqual(whole.values(), other.values());
  });

  it('stacks layer by layer, tells of each pallet that is full, and begins the next', () => {
    const palletiser = new Palletiser(7);
    palletiser.advance(10 * second);
    assert.deepEqual([palletiser.values().state, palletiser.values().layer], ['execute', 1]);
    palletiser.advance(casesPerLayer * 2_400);
    assert.equal(palletiser.values().layer, 2);
    const finished = played(palletiser, 30 * minute).filter(({ kind }) => kind === 'pallet-finished');
    assert.deepEqual(
      finished.map((event) => 'pallet' in event && event.pallet),
      finished.map((_event, index) => index + 1),
    );
    assert.equal(palletiser.values().pallets, finished.length);
    assert.ok(finished.length >= 5 && finished.length <= 8, String(finished.length));
    for (const event of finished) assert.equal('layers' in event && event.layers, layers.usual);
  });

  it('holds each case by a vacuum, and stands and says so when that is lost', () => {
    const palletiser = new Palletiser(7);
    palletiser.advance(10 * second);
    const seen: number[] = [];
    for (let index = 0; index < 24; index += 1) {
      palletiser.advance(100);
      seen.push(palletiser.values().vacuum);
    }
    assert.ok(Math.min(...seen) < -550 && Math.max(...seen) > -100, seen.join(' '));
    palletiser.jam();
    assert.equal(palletiser.values().state, 'held');
    assert.deepEqual(
      palletiser.takeEvents().map(({ kind }) => kind),
      ['vacuum-lost'],
    );
    const { cases } = palletiser.values();
    palletiser.advance(15 * second);
    assert.equal(palletiser.values().cases, cases);
    palletiser.advance(minute);
    assert.ok(palletiser.values().cases > cases);
  });

  it('begins a pallet when it is told so and none is in work, and only then in the manual mode', () => {
    const palletiser = new Palletiser(7);
    palletiser.choose('manual');
    palletiser.advance(10 * second);
    assert.equal(palletiser.startPallet(4), undefined);
    palletiser.abort('test');
    assert.deepEqual(palletiser.takeEvents(), [{ kind: 'aborted', reason: 'test' }]);
    palletiser.advance(5 * minute);
    assert.equal(palletiser.values().state, 'stopped');
    const pallet = palletiser.startPallet(1);
    assert.equal(pallet, 2);
    const [finished] = played(palletiser, 2 * minute).filter(({ kind }) => kind === 'pallet-finished');
    assert.deepEqual(finished && { ...finished, seconds: 0 }, {
      kind: 'pallet-finished',
      pallet: 2,
      layers: 1,
      seconds: 0,
    });
    palletiser.advance(5 * minute);
    assert.equal(palletiser.values().state, 'suspended');
    assert.equal(palletiser.values().layer, 0);
    palletiser.choose('automatic');
    palletiser.advance(minute);
    assert.equal(palletiser.values().state, 'execute');
  });
});
