import assert from 'node:assert/strict';
import type { EnvironmentValue, ValueOwner } from '../../common/values.ts';
import { ownerKey, ownersOf, readValues, rowsOf, withSecret } from './draft.ts';

const all: ValueOwner = { kind: 'all' };
const device: ValueOwner = { kind: 'device', device: 'filler-1' };
const line: ValueOwner = { kind: 'label', label: { name: 'line', value: '1' } };
const row = (name: string, value = '', more: object = {}) => ({
  name,
  value,
  isSecret: false,
  kept: false,
  ...more,
});

const values: readonly EnvironmentValue[] = [
  { owner: all, name: 'PORT', isSecret: false, value: '502' },
  { owner: all, name: 'HOST', isSecret: false, value: '' },
  { owner: device, name: 'PASSWORD', isSecret: true },
];

describe('environment values that are typed', () => {
  it('begin with those of one owner, by name', () => {
    assert.deepEqual(rowsOf(values, all), [row('HOST'), row('PORT', '502')]);
    assert.deepEqual(rowsOf(values, device), [row('PASSWORD', '', { isSecret: true, kept: true })]);
    assert.deepEqual(rowsOf(values, line), []);
  });

  it('leave a secret as it is that nothing was typed for', () => {
    const kept = row('PASSWORD', '', { isSecret: true, kept: true });
    assert.deepEqual(readValues([kept]), { ok: true, values: [{ name: 'PASSWORD', isSecret: true }] });
    assert.deepEqual(readValues([{ ...kept, value: 'new' }]), {
      ok: true,
      values: [{ name: 'PASSWORD', isSecret: true, value: 'new' }],
    });
  });

  it('never make a secret readable by a tick', () => {
    const open = withSecret(row('PASSWORD', '', { isSecret: true, kept: true }), false);
    assert.deepEqual(readValues([open]), {
      ok: true,
      values: [{ name: 'PASSWORD', isSecret: false, value: '' }],
    });
    assert.equal(withSecret(open, true).kept, false);
  });

  it('are refused by row', () => {
    const read = readValues([row('', 'x'), row('1A'), row('A'), row('A'), row('NR_NODE_NAME', 'x'), row('')]);
    assert.deepEqual(read.ok ? [] : [...read.problems], [
      [0, 'missing'],
      [1, 'malformed'],
      [3, 'twice'],
      [4, 'reserved'],
    ]);
  });

  it('are offered for everybody, labels and devices, each once', () => {
    const owners = ownersOf(values, [{ name: 'line', value: '1' }], line, [device]);
    assert.deepEqual(owners.map(ownerKey), ['all', 'label:line=1', 'device:filler-1']);
  });
});
