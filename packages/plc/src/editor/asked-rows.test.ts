import assert from 'node:assert/strict';
import { mostRows } from '@millwright/plc';
import * as v from 'valibot';
import { askedRows } from './asked-rows.ts';

const format = v.object({ wide: v.picklist(['number', 'string']) });
const others = { connection: 'c1', wide: 'number', name: 'line' };

describe('askedRows', () => {
  it('asks over the connection, with what the route takes of the dialog', () => {
    assert.deepEqual(askedRows([{ name: 'a' }], others, format), {
      connection: 'c1',
      format: { wide: 'number' },
      tags: [{ name: 'a' }],
    });
  });

  it('asks nothing while no connection is chosen, or the dialog is not right yet', () => {
    for (const connection of ['', '_ADD_', undefined])
      assert.equal(askedRows([{}], { ...others, connection }, format), undefined);
    assert.equal(askedRows([{}], { ...others, wide: 'wider' }, format), undefined);
  });

  it('asks for no more rows than the route takes', () => {
    const rows = Array.from({ length: mostRows + 1 }, () => ({}));
    assert.equal(askedRows(rows, others, format)?.tags.length, mostRows);
  });
});
