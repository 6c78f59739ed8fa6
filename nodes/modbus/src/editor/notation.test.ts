import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatAddress, notations, parseAddress } from '../common/address.ts';
import { areas, lastAddress } from '../common/area.ts';
import { rowRules } from '../mw-modbus-tags/editor.ts';
import { placeOf } from './plan.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const renoted = (cells: object, before: string, after: string) =>
  rowRules.follow?.['notation']?.({ ...cells }, { notation: before }, { notation: after }) ?? {};

describe(`the rows of a table whose notation is changed (seed ${seed})`, () => {
  const cases: readonly [from: string, to: string, address: string, became: string][] = [
    ['zero', 'one', '10', '11'],
    ['one', 'zero', '10', '9'],
    ['zero', 'modicon-5', '10', '40011'],
    ['modicon-5', 'iec', '40011', '%MW10'],
    ['iec', 'modicon-x', '%MW10', '4x11'],
    // No register before the first, no register at all: it stays, to be marked.
    ['one', 'zero', '0', '0'],
    ['zero', 'modicon-6', 'oven', 'oven'],
    ['zero', 'modicon-6', '400011', '400011'],
  ];
  for (const [from, to, address, became] of cases) {
    it(`have ${became} for ${address} from ${from} to ${to}`, () => {
      assert.equal(renoted({ area: 'holding-register', address }, from, to)['address'], became);
    });
  }

  it('have the area beside the address that was in it, and the other way round', () => {
    const row = renoted({ area: 'holding-register', address: '30002' }, 'modicon-5', 'zero');
    assert.deepEqual([row['area'], row['address']], ['input-register', '1']);
  });

  it('stay as they are where a variable says the notation', () => {
    const row = { area: 'coil', address: '7' };
    assert.deepEqual(renoted(row, '$(NOTATION)', 'one'), row);
    assert.deepEqual(renoted(row, 'one', '$(NOTATION)'), row);
  });

  it('come back from a notation that cannot say them', () => {
    const marked = renoted({ area: 'coil', address: '10000' }, 'one', 'modicon-5');
    assert.equal(placeOf(marked, { notation: 'modicon-5' }), undefined);
    assert.deepEqual(renoted(marked, 'modicon-5', 'zero'), { area: 'coil', address: '9999' });
  });

  it('mean the same register over two changes, or are marked where five digits are too few', () => {
    const address = fc.oneof(fc.nat(lastAddress), fc.integer({ min: 9_990, max: 10_010 }));
    const place = fc
      .tuple(fc.constantFrom(...areas), address)
      .map((parts) => ({ area: parts[0], address: parts[1] }));
    for (const from of notations)
      for (const over of notations)
        for (const to of notations)
          fc.assert(
            fc.property(place, (before) => {
              fc.pre(from !== 'modicon-5' || before.address < 9_999);
              const row = { area: before.area, address: formatAddress(before, from) };
              const after = placeOf(renoted(renoted(row, from, over), over, to), { notation: to });
              const tooFar = to === 'modicon-5' && before.address >= 9_999;
              assert.deepEqual(after, tooFar ? undefined : before);
            }),
            { seed, numRuns: 50 },
          );
  });

  it('mean the same register as before or none, never another', () => {
    const notation = fc.constantFrom(...notations);
    const area = fc.constantFrom(...areas);
    const text = fc.oneof(
      fc.integer({ min: 0, max: lastAddress + 2 }).map(String),
      fc.integer({ min: 0, max: 465_537 }).map(String),
      fc
        .tuple(fc.constantFrom('%MW', '%IW', '%M', '%I', '0x', '1x', '3x', '4x'), fc.nat(lastAddress))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(notation, notation, area, text, (from, to, beside, address) => {
        const before = parseAddress(address, from, beside);
        const after = placeOf(renoted({ area: beside, address }, from, to), { notation: to });
        if (before === undefined || after === undefined) return;
        assert.deepEqual(after, before);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});
