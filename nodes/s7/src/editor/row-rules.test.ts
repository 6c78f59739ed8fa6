import assert from 'node:assert/strict';
import { rowRules } from './row-rules.ts';

const following = (address: string, type = 'address') =>
  rowRules.next?.([{ name: 'a', address, type, access: 'read', unit: 'kg' }], {});

describe('the row that follows one of S7', () => {
  for (const [address, type, follows] of [
    ['DB1.DBX0.3', 'address', 'DB1.DBX0.4'],
    ['DB1.DBX0.7', 'address', 'DB1.DBX1.0'],
    ['DB1.DBX0.3:BOOL[17]', 'address', 'DB1.DBX2.4:BOOL[17]'],
    ['M7.7', 'address', 'M8.0'],
    ['DB1.DBW4', 'INT', 'DB1.DBW6'],
    ['DB1.DBB8', 'LREAL', 'DB1.DBB16'],
    ['%DB1.DBD4:REAL', 'address', 'DB1.DBD8:REAL'],
    ['DB1,INT0.10', 'address', 'DB1.DBW20:INT[10]'],
    ['DB1.DBB20:STRING[9]', 'address', 'DB1.DBB32:STRING[9]'],
    ['DB1.DBB3:BYTE[4]', 'address', 'DB1.DBB7:BYTE[4]'],
    ['DB1.DBB0:DTL', 'address', 'DB1.DBB12:DTL'],
    ['DB1.DBB0:DTZ', 'address', 'DB1.DBB8:DTZ'],
    ['DB1.DBB0:DTLZ[2]', 'address', 'DB1.DBB24:DTLZ[2]'],
    ['C3', 'address', 'C4'],
    ['PEW256', 'address', 'PIW258'],
    ['VW0', 'address', 'VW2'],
    ['DB1.DBD2097148', 'address', 'DB1.DBD0'],
  ] as const) {
    it(`of ${address}${type === 'address' ? '' : ` as ${type}`} is at ${follows}`, () => {
      assert.deepEqual(following(address, type), { address: follows, type, access: 'read', unit: 'kg' });
    });
  }

  it('is the first one, and behind an address that cannot be read, without one', () => {
    assert.deepEqual(rowRules.next?.([], {}), {});
    assert.deepEqual(following('DB1'), { type: 'address', access: 'read', unit: 'kg' });
  });

  it('has no scale and no limits to type where its values are no numbers', () => {
    const idle = (address: string) => rowRules.idle?.({ address, type: 'address' }, {});
    assert.deepEqual(idle('MW0'), []);
    assert.deepEqual(idle('nowhere'), []);
    assert.ok(idle('DB1.DBX0.0')?.includes('factor'));
    assert.ok(idle('DB1.DBB0:STRING[5]')?.includes('maxStep'));
  });
});
