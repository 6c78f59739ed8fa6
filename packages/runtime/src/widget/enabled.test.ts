import assert from 'node:assert/strict';
import type { NodesRed } from '../red.ts';
import { isEnabled } from './enabled.ts';

describe('whether a widget can be used', () => {
  const state = new Map<string, unknown>();
  const base = {
    ui: {
      groups: new Map<string, object>(),
      pages: new Map<string, object>(),
    },
    stores: { state: { getProperty: (id: string, property: string) => state.get(`${id}.${property}`) } },
  };
  const enabled = (getBase: () => unknown = () => base): boolean =>
    isEnabled({ nodes: { getNode: () => ({ getBase }) } } as unknown as NodesRed, 'group', 'lamp');

  beforeEach(() => {
    state.clear();
    base.ui.groups.set('group', { page: 'page', disabled: 'false' });
    base.ui.pages.set('page', { disabled: false });
  });

  it('is so unless somebody has said otherwise', () => {
    assert.equal(enabled(), true);
    state.set('lamp.enabled', true);
    state.set('group.disabled', false);
    assert.equal(enabled(), true);
  });

  it('is not so where a message has disabled it or its group', () => {
    state.set('lamp.enabled', false);
    assert.equal(enabled(), false);
    state.clear();
    state.set('group.disabled', true);
    assert.equal(enabled(), false);
  });

  it('is not so where its group or page is disabled in the editor, until a message enables that', () => {
    base.ui.groups.set('group', { page: 'page', disabled: 'true' });
    assert.equal(enabled(), false);
    state.set('group.disabled', false);
    assert.equal(enabled(), true);
    base.ui.pages.set('page', { disabled: true });
    assert.equal(enabled(), false);
  });

  it('is taken for so where Dashboard does not say', () => {
    const getBase = (): never => {
      throw new TypeError('page is undefined');
    };
    assert.equal(enabled(getBase), true);
    assert.equal(
      enabled(() => ({})),
      true,
    );
  });
});
