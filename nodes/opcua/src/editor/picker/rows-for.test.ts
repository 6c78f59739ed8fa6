import assert from 'node:assert/strict';
import { rowsFor } from './rows-for.ts';

const picked = (name: string, parent?: string, access?: 'none' | 'read-write') => ({
  node: { address: `s=${parent ?? ''}/${name}`, name, class: 'Variable' },
  ...(parent !== undefined && { parent: { address: `s=${parent}`, name: parent, class: 'Object' } }),
  ...(access && { details: { address: '', access } }),
});

describe('rows for what was chosen from a tree', () => {
  it('have the name, the address and the access of the node', () => {
    assert.deepEqual(rowsFor([picked('Speed', 'Line', 'read-write'), picked('Off', 'Line', 'none')], []), [
      { name: 'Speed', address: 's=Line/Speed', access: 'read-write' },
      { name: 'Off', address: 's=Line/Off', access: 'read' },
    ]);
  });

  it('have names of their own', () => {
    const rows = rowsFor(
      [picked('Speed', 'A'), picked('Speed', 'B'), picked('Speed'), picked('__proto__'), picked(' ')],
      [{ name: 'Speed', address: 's=x' }],
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['A.Speed', 'B.Speed', 'Speed 2', 'proto__', 'tag'],
    );
    const long = 'x'.repeat(120);
    const [first, second] = rowsFor([picked(long, 'A'), picked(long, 'A2')], []);
    assert.equal(String(first?.['name']).length, 100);
    assert.notEqual(first?.['name'], second?.['name']);
    assert.ok(String(second?.['name']).length <= 100);
  });

  it('are none for what the table has already', () => {
    assert.deepEqual(
      rowsFor([picked('Speed', 'A'), picked('Speed', 'A')], [{ name: 'x', address: 's=A/Speed ' }]),
      [],
    );
    assert.equal(rowsFor([picked('Speed', 'A'), picked('Speed', 'A')], []).length, 1);
  });
});
