import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { isLimitedOnly, limitPlace, type Place, releasePlace, withOwnLocks } from './locked-property.ts';

describe('the lock of a tab', () => {
  it('is that of the limit or of Node-RED, and what Node-RED has set is kept apart', () => {
    const tab: Place = { locked: false };
    let limited = true;
    limitPlace(tab, () => limited);
    assert.equal(tab.locked, true);
    assert.equal(isLimitedOnly(tab), true);
    assert.equal(
      withOwnLocks(() => tab.locked),
      false,
    );
    limited = false;
    assert.equal(tab.locked, false);
    tab.locked = true;
    limited = true;
    assert.equal(isLimitedOnly(tab), false);
    assert.equal(
      withOwnLocks(() => tab.locked),
      true,
    );
    assert.deepEqual(Object.keys(tab), ['locked']);
  });

  it('opens for the editor until it locks again, as it was', () => {
    for (const own of [false, true, undefined]) {
      const tab: Place = own === undefined ? {} : { locked: own };
      limitPlace(tab, () => true);
      tab.locked = false;
      assert.equal(tab.locked, false);
      tab.locked = true;
      assert.equal(tab.locked, true);
      assert.equal(
        withOwnLocks(() => tab.locked),
        own ?? false,
      );
    }
  });

  it('closes by itself when the editor does not lock again', async () => {
    const tab: Place = { locked: true };
    limitPlace(tab, () => true);
    tab.locked = false;
    tab.locked = false;
    assert.equal(tab.locked, false);
    await pause();
    assert.equal(tab.locked, true);
    assert.equal(
      withOwnLocks(() => tab.locked),
      true,
    );
  });

  it('is changed by undo, which sees what Node-RED has set', () => {
    const tab: Place = { locked: true };
    limitPlace(tab, () => true);
    withOwnLocks(() => {
      tab.locked = false;
    });
    assert.equal(tab.locked, true);
    assert.equal(isLimitedOnly(tab), true);
  });

  it('is an ordinary property again when the limit is gone', () => {
    const tab: Place = { locked: false };
    limitPlace(tab, () => true);
    tab.locked = false;
    releasePlace(tab);
    releasePlace(tab);
    assert.deepEqual(Object.getOwnPropertyDescriptor(tab, 'locked'), {
      value: false,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    assert.equal(isLimitedOnly(tab), false);
    assert.equal(isLimitedOnly(undefined), false);
  });
});
