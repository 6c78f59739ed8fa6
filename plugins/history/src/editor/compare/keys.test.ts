import assert from 'node:assert/strict';
import { changeByKey, type Key } from './keys.ts';

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  target: null,
  ...more,
});
const inField = (tagName: string, type?: string) => ({ target: { tagName, type } as unknown as EventTarget });

describe('the keys of a comparison', () => {
  it('lead to the next and to the previous change', () => {
    assert.equal(changeByKey(key('n')), 1);
    assert.equal(changeByKey(key('p')), -1);
    assert.equal(changeByKey(key('F7')), 1);
    assert.equal(changeByKey(key('F7', { shiftKey: true })), -1);
  });

  it('are left to fields and to the browser', () => {
    assert.equal(changeByKey(key('n', inField('SELECT'))), undefined);
    assert.equal(changeByKey(key('n', inField('INPUT', 'number'))), undefined);
    assert.equal(changeByKey(key('n', inField('INPUT', 'checkbox'))), 1);
    assert.equal(changeByKey(key('F7', inField('SELECT'))), 1);
    assert.equal(changeByKey(key('n', { ctrlKey: true })), undefined);
    assert.equal(changeByKey(key('Tab')), undefined);
  });
});
