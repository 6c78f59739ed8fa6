import assert from 'node:assert/strict';
import { signDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import { deviceKey, record, reported, traits } from '../people.fixture.ts';
import { checkReported, type ReportRecord } from './check-reported.ts';
import { type Reported, reportedDocument } from './reported.ts';

const device = { id: traits.id, key: deviceKey.public.text, isShutOut: false };
const check = (change: Partial<Reported>, known: ReportRecord | undefined = record) =>
  checkReported(signDocument(reportedDocument, { ...reported, ...change }, [deviceKey]), {
    device,
    ...(known && { record: known }),
  });
const [first, second, third] = ['a', 'b', 'c'].map((end) => `boot-000000000000000${end}`);

describe('what a device reports', () => {
  it('is believed when it is next, or later, in the same start or a new one', () => {
    assert.deepEqual(check({}).content, reported);
    assert.equal(check({ counter: 99 }).record.counter, 99);
    const restarted = check({ boot: third ?? '' }).record;
    assert.deepEqual(restarted.earlierBoots, [second, first]);
    assert.equal(
      checkReported(signDocument(reportedDocument, reported, [deviceKey]), { device }).record.counter,
      40,
    );
  });

  it('is acknowledged again when it comes again, and changes nothing', () => {
    const { record: after } = check({});
    const again = check({}, check({ counter: 41 }, after).record);
    assert.equal(again.isAgain, true);
    assert.equal(again.record.counter, 41);
  });

  it('accuses nobody when it comes late, for the first time', () => {
    assert.throws(() => check({ counter: 38 }), releaseErrors.replayed.is);
    assert.throws(() => check({ counter: 12, boot: first ?? '' }), releaseErrors.replayed.is);
  });

  it('tells a copied device: a number that was used for something else', () => {
    assert.throws(() => check({ counter: 39 }), releaseErrors.copiedDevice.is);
    assert.throws(() => check({ counter: 37, boot: third ?? '' }), releaseErrors.copiedDevice.is);
  });

  it('tells a copied device: a start that had ended goes on', () => {
    assert.throws(() => check({ boot: first ?? '' }), releaseErrors.copiedDevice.is);
  });

  it('tells a copied device: a new start with numbers of long ago', () => {
    assert.throws(() => check({ counter: 20, boot: third ?? '' }), releaseErrors.copiedDevice.is);
  });

  it('tells two machines with one memory card, whichever speaks when', () => {
    const lines = [
      [third, third, 'boot-000000000000000d'],
      [third, 'boot-000000000000000d', third],
      [third, 'boot-000000000000000d', third, 'boot-000000000000000d'],
    ];
    for (const boots of lines) {
      const counters = new Map<string | undefined, number>();
      let known: ReportRecord = record;
      let told = false;
      for (const boot of boots) {
        const counter = (counters.get(boot) ?? record.counter) + 1;
        counters.set(boot, counter);
        try {
          known = check({ boot: boot ?? '', counter }, known).record;
        } catch (error) {
          assert.ok(releaseErrors.copiedDevice.is(error));
          told = true;
        }
      }
      assert.ok(told, boots.join());
    }
  });

  it('keeps no more than a few of the former ones', () => {
    let known: ReportRecord = record;
    for (let counter = 41; counter < 141; counter++)
      known = check({ counter, boot: `boot-0000000000000${counter}` }, known).record;
    assert.equal(known.recent.length, 32);
    assert.equal(known.earlierBoots.length, 16);
  });
});
