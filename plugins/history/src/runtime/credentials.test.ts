import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { credentialsText, credentialsToSet } from './credentials.ts';

const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }, null, { type: 'no id' }];
const memory = (all: Record<string, Record<string, unknown>>) => (id: string) =>
  Object.hasOwn(all, id) ? all[id] : undefined;

describe('credentials', () => {
  it('are the same text when they mean the same', () => {
    assert.equal(
      credentialsText(items, memory({ a: { user: 'u', password: 'p' }, b: {} })),
      credentialsText(items, memory({ a: { password: 'p', user: 'u' } })),
    );
    assert.equal(credentialsText(items, memory({ gone: { user: 'u' } })), '{}');
  });

  it('are written as Node-RED writes them, and left out where nobody can', () => {
    const unwritable: string[] = [];
    let deep: Record<string, unknown> = {};
    for (let depth = 0; depth < 20_000; depth += 1) deep = { deep };
    const have = memory({ a: { until: new Date(0), f: () => 1 }, b: { big: 10n }, c: deep });
    assert.equal(
      credentialsText(items, have, (id) => unwritable.push(id)),
      '{"a":{"until":"1970-01-01T00:00:00.000Z"}}',
    );
    assert.deepEqual(unwritable, ['b', 'c']);
    assert.deepEqual(credentialsToSet(items, { b: { user: 'u' } }, have), { a: {}, b: { user: 'u' } });
  });

  it('are given to Node-RED where they differ, and empty where they shall go', () => {
    const have = memory({ a: { user: 'u' }, b: { user: 'old' } });
    assert.deepEqual(credentialsToSet(items, { a: { user: 'u' }, c: { user: 'new' } }, have), {
      b: {},
      c: { user: 'new' },
    });
  });

  it('are not given at all when none differs', () => {
    const have = memory({ a: { user: 'u', password: 'p' }, b: {} });
    assert.equal(credentialsToSet(items, { a: { password: 'p', user: 'u' } }, have), undefined);
  });

  it('can belong to any id, and Node-RED can ask for its own properties', () => {
    const odd = [{ id: '__proto__' }];
    const wanted = JSON.parse('{"__proto__":{"user":"u"}}') as Record<string, Record<string, unknown>>;
    const set = credentialsToSet(odd, wanted, memory({}));
    assert.equal(JSON.stringify(set), '{"__proto__":{"user":"u"}}');
    assert.equal(Object.getPrototypeOf(set), Object.prototype);
    assert.equal(credentialsText(odd, memory(wanted)), '{"__proto__":{"user":"u"}}');
  });
});
