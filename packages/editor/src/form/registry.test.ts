import assert from 'node:assert/strict';
import { type NodeRegistry, offerNodes } from './registry.ts';

type Page = { millwrightNodes?: string[] | NodeRegistry };

/** What the html of a node says. */
const html = (page: Page, type: string): void => {
  page.millwrightNodes ??= [];
  page.millwrightNodes.push(type);
};

const pack = (registered: string[], ...types: string[]): Record<string, () => void> =>
  Object.fromEntries(types.map((type) => [type, () => void registered.push(type)]));

describe('the registry of nodes', () => {
  it('registers a node at once when the bundle was first', () => {
    const page: Page = {};
    const registered: string[] = [];
    offerNodes(pack(registered, 'a', 'b'), page);
    assert.deepEqual(registered, []);
    html(page, 'a');
    html(page, 'b');
    assert.deepEqual(registered, ['a', 'b']);
  });

  it('registers the nodes that were there before the bundle', () => {
    const page: Page = {};
    const registered: string[] = [];
    html(page, 'a');
    offerNodes(pack(registered, 'a', 'b'), page);
    assert.deepEqual(registered, ['a']);
    html(page, 'b');
    assert.deepEqual(registered, ['a', 'b']);
  });

  it('lets several packs share a page, whichever order their parts arrive in', () => {
    const page: Page = {};
    const registered: string[] = [];
    html(page, 's1');
    offerNodes(pack(registered, 'm1', 'm2'), page);
    html(page, 'm1');
    html(page, 's2');
    offerNodes(pack(registered, 's1', 's2', 's3'), page);
    html(page, 's3');
    html(page, 'm2');
    assert.deepEqual(registered, ['m1', 's1', 's2', 's3', 'm2']);
  });

  it('keeps a type that nobody knows for a pack to come, and registers it once', () => {
    const page: Page = {};
    const registered: string[] = [];
    offerNodes(pack(registered, 'a'), page);
    html(page, 'later');
    html(page, 'later');
    offerNodes(pack(registered, 'later'), page);
    assert.deepEqual(registered, ['later']);
  });

  it('takes the newer pack after an update in the open editor', () => {
    const page: Page = {};
    const registered: string[] = [];
    offerNodes({ a: () => void registered.push('old') }, page);
    html(page, 'a');
    offerNodes({ a: () => void registered.push('new') }, page);
    html(page, 'a');
    assert.deepEqual(registered, ['old', 'new']);
  });
});
