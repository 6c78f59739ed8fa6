import assert from 'node:assert/strict';
import { canonicalText } from '@millwright/schema';
import fc from 'fast-check';
import * as v from 'valibot';
import { auditEvent } from './event.ts';
import { eventOf } from './log.fixture.ts';
import { orderedBy } from './ordered.ts';

describe('a value with its members in order', () => {
  const ordered = orderedBy(auditEvent);
  const full = eventOf(7, {
    source: { address: '10.0.0.7', method: 'POST', path: '/flows' },
    rules: [{ role: 'engineer', rule: 'r1' }],
    version: 3,
    data: { theme: 'dark', bytes: 4, deep: ['a', 1], on: true },
    change: {
      parts: [
        {
          ...{ kind: 'tab', id: 't', name: 'Line', state: 'changed', properties: true },
          ...{ added: 0, changed: 1, removed: 0, moved: 0 },
          nodes: [{ id: 'n', type: 'function', name: '', state: 'added' }],
        },
      ],
      moreParts: 2,
      credentials: [{ id: 'n', field: 'password', state: 'set' }],
    },
  });

  it('is what RFC 8785 writes, of an event with everything', () => {
    assert.equal(JSON.stringify(ordered(full)), canonicalText(full));
    const read: unknown = JSON.parse(canonicalText({ ...full, data: undefined }) ?? '');
    assert.equal(ordered(read), read, 'what is in order already is not copied');
    assert.equal(ordered({ ...full, outcome: undefined, reason: undefined }) === undefined, false);
  });

  /** Every object and every list in it. */
  const within = (value: unknown): Record<string, unknown>[] =>
    typeof value === 'object' && value !== null
      ? [value as Record<string, unknown>, ...Object.values(value).flatMap(within)]
      : [];
  const others: readonly unknown[] = [
    ...[undefined, null, true, '', 'x', 'user', 'tab', 'x'.repeat(201), 'x'.repeat(2001), 'x'.repeat(4001)],
    ...[0, -0, -1, 1, 1.5, 2 ** 53, 1e12, Number.NaN, Number.POSITIVE_INFINITY, [], {}, [null], ['x', 1.5]],
    ...[{ kind: 'user' }, { kind: 'user', name: 'ana' }, full.change?.parts, '2026-11-26T06:00:00.000Z'],
  ];
  const keys = ['10', '9', 'a', '\u{e000}', '\u{10000}', 'k'.repeat(201), 'constructor', 'name', ''];

  it('is never what the schema refuses, and never written in another way', () => {
    let kept = 0;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...others), fc.constantFrom(...keys, undefined)),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        (mutations) => {
          const value = structuredClone(full);
          for (const [object, member, other, added] of mutations) {
            const all = within(value);
            const chosen = all[object % all.length] ?? {};
            const names = Object.keys(chosen);
            chosen[(Array.isArray(chosen) ? undefined : added) ?? names[member % names.length] ?? '0'] =
              structuredClone(other);
          }
          const copy = ordered(value);
          if (copy === undefined) return;
          kept += 1;
          const parsed = v.safeParse(auditEvent, value);
          assert.ok(parsed.success, JSON.stringify(value));
          assert.equal(JSON.stringify(copy), canonicalText(parsed.output));
        },
      ),
      { numRuns: 5000 },
    );
    assert.ok(kept > 50, `${kept} were events`);
  });

  it('doubts all values where a schema says more than is known', () => {
    assert.equal(orderedBy(v.nullable(v.string()))('text'), undefined);
    assert.equal(orderedBy(v.pipe(v.string(), v.email()))('a@example.org'), undefined);
  });
});
