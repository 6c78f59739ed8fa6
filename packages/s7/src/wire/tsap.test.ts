import { deepEqual, equal, throws } from 'node:assert/strict';
import { formatTsap, parseTsap, tsapOfSlot, tsapsOf } from './tsap.ts';

describe('TSAPs', () => {
  it('S-T-08: are made of the kind of connection, the rack and the slot', () => {
    const known = [
      ['pg', 0, 1, 0x0101],
      ['pg', 0, 2, 0x0102],
      ['pg', 1, 2, 0x0122],
      ['op', 0, 2, 0x0202],
      ['basic', 0, 1, 0x0301],
      ['basic', 1, 2, 0x0322],
      ['pg', 7, 31, 0x01ff],
    ] as const;
    for (const [kind, rack, slot, tsap] of known) {
      equal(tsapOfSlot(kind, rack, slot), tsap);
      deepEqual(tsapsOf({ kind, rack, slot }), { local: 0x0100, remote: tsap });
    }
    deepEqual(tsapsOf({ rack: 0, slot: 1 }), { local: 0x0100, remote: 0x0101 });
  });

  it('S-T-09: are taken as they are given, in hexadecimal or with a dot', () => {
    for (const text of ['1000', '10.00', ' 0x1000 ']) equal(parseTsap(text), 0x1000);
    equal(parseTsap('4d.57'), 0x4d57);
    deepEqual(tsapsOf({ localTsap: '10.00', remoteTsap: '02.00' }), { local: 0x1000, remote: 0x0200 });
    equal(formatTsap(0x0200), '0200');
    for (const text of ['', '1', '10.0', '10000', '1g00', '10,00', '1.000'])
      equal(parseTsap(text), undefined, text);
  });

  it('are refused where they are none', () => {
    throws(() => tsapsOf({ localTsap: '10.00', remoteTsap: 'LOGO' }), { code: 's7.bad-request' });
    for (const [rack, slot] of [
      [8, 0],
      [0, 32],
      [-1, 0],
      [0.5, 1],
    ] as const)
      throws(() => tsapsOf({ rack, slot }), { code: 's7.bad-request' });
  });
});
