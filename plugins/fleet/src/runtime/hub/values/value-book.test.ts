import assert from 'node:assert/strict';
import { releaseErrors } from '@millwright/release';
import type { ValueOwner } from '../../../common/values.ts';
import { ValueBook } from './value-book.ts';
import { ownerKey, ownerOf, type StoredValue } from './value-rows.ts';

const line = { name: 'line', value: '3' };
const site = { name: 'site', value: 'north' };
const of = (owner: ValueOwner, name: string, value: string, secret = 0): StoredValue => ({
  ...ownerKey(owner),
  name,
  value,
  secret,
});
const all = { kind: 'all' } as const;
const own = { kind: 'device', device: 'oven-3' } as const;
const book = (...values: readonly StoredValue[]) => new ValueBook(values, ({ value }) => `opened ${value}`);

describe('the environment values of devices', () => {
  it('are those of the device, then of its labels, then of all, and say whose they are', () => {
    const values = book(
      of(all, 'A', '1'),
      of(all, 'B', '1'),
      of(all, 'C', '1'),
      of({ kind: 'label', label: line }, 'B', '2'),
      of({ kind: 'label', label: line }, 'C', '2'),
      of(own, 'C', '3', 1),
      of({ kind: 'device', device: 'oven-4' }, 'D', '4'),
    );
    assert.deepEqual(
      values.of({ id: 'oven-3', labels: [line] }).map((each) => [each.name, each.value, each.origin]),
      [
        ['A', '1', 'all'],
        ['B', '2', 'line=3'],
        ['C', 'opened 3', 'device'],
      ],
    );
    assert.deepEqual(
      values.of({ id: 'oven-5', labels: [] }).map(({ name }) => name),
      ['A', 'B', 'C'],
    );
  });

  it('may not differ between labels of one device, whatever all have', () => {
    const values = book(
      of(all, 'A', '1'),
      of({ kind: 'label', label: line }, 'A', '2'),
      of({ kind: 'label', label: site }, 'A', '3'),
    );
    assert.throws(
      () => values.of({ id: 'oven-3', labels: [line, site] }),
      releaseErrors.environmentConflict.is,
    );
    assert.equal(values.of({ id: 'oven-3', labels: [site] })[0]?.value, '3');
  });

  it('have owners that are the same from the store and back', () => {
    for (const owner of [all, own, { kind: 'label', label: { name: 'a"b', value: 'c:d' } } as const])
      assert.deepEqual(ownerOf(ownerKey(owner)), owner);
  });
});
