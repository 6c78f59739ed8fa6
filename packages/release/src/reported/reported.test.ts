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

describe('what a device reports', () => {
  it('is believed when it is next, or later, in the same start or a new one', () => {
    assert.deepEqual(check({}).content, reported);
    assert.equal(check({ counter: 99 }).record.counter, 99);
    const restarted = check({ boot: 'boot-00000000000000ff', since: 60, counter: 61 }).record;
    assert.deepEqual([restarted.counter, restarted.since], [61, 60]);
    const first = signDocument(reportedDocument, reported, [deviceKey]);
    assert.equal(checkReported(first, { device }).record.counter, 40);
  });

  it('is acknowledged again when it comes again, and changes nothing', () => {
    const { record: after } = check({});
    const again = check({}, check({ counter: 41 }, after).record);
    assert.equal(again.isAgain, true);
    assert.equal(again.record.counter, 41);
  });

  it('accuses nobody when it comes late, for the first time', () => {
    assert.throws(() => check({ counter: 38 }), releaseErrors.replayed.is);
    const before = { boot: 'boot-00000000000000aa', since: 11, counter: 29 };
    assert.throws(() => check(before), releaseErrors.replayed.is);
  });

  it('tells two machines with one memory card, at the first word of the second one', () => {
    const begun = { since: 40 };
    for (const one of [40, 41, 45])
      for (const other of [40, 41, 45, 90]) {
        const { record: after } = check({ ...begun, boot: 'boot-0000000000000one', counter: one });
        assert.throws(
          () => check({ ...begun, boot: 'boot-0000000000000two', counter: other }, after),
          releaseErrors.copiedDevice.is,
        );
      }
  });

  it('tells a card as it was before once its numbers reach those of the other', () => {
    const old = { boot: 'boot-0000000000000old', since: 20 };
    for (const counter of [20, 25, 29])
      assert.throws(() => check({ ...old, counter }), releaseErrors.replayed.is);
    for (const counter of [30, 36, 39, 40, 99])
      assert.throws(() => check({ ...old, counter }), releaseErrors.copiedDevice.is);
  });

  it('keeps no more than a few of the former ones', () => {
    let known: ReportRecord = record;
    for (let counter = 41; counter < 141; counter++) known = check({ counter }, known).record;
    assert.equal(known.recent.length, 32);
  });
});
