import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatAddress, notations, parseAddress } from './address.ts';
import { areas } from './area.ts';

describe('addresses as people write them', () => {
  it('M-D-08: mean the same register in each notation', () => {
    const first = { area: 'holding-register', address: 0 } as const;
    assert.deepEqual(parseAddress('0', 'zero', 'holding-register'), first);
    assert.deepEqual(parseAddress('1', 'one', 'holding-register'), first);
    assert.deepEqual(parseAddress('40001', 'modicon-5', 'coil'), first);
    assert.deepEqual(parseAddress('400001', 'modicon-6', 'coil'), first);
    assert.deepEqual(parseAddress('4x1', 'modicon-x', 'coil'), first);
    assert.deepEqual(parseAddress('%MW0', 'iec', 'coil'), first);
  });

  it('M-D-08: name each of the four areas', () => {
    for (const [text, notation, area, address] of [
      ['00001', 'modicon-5', 'coil', 0],
      ['10001', 'modicon-5', 'discrete-input', 0],
      ['30010', 'modicon-5', 'input-register', 9],
      ['465536', 'modicon-6', 'holding-register', 65_535],
      ['0x17', 'modicon-x', 'coil', 16],
      ['%i3', 'iec', 'discrete-input', 3],
      ['%IW3', 'iec', 'input-register', 3],
      ['%M3', 'iec', 'coil', 3],
    ] as const)
      assert.deepEqual(parseAddress(text, notation, 'holding-register'), { area, address }, text);
  });

  it('M-D-08: are refused where they are none', () => {
    for (const [text, notation] of [
      ['', 'zero'],
      ['-1', 'zero'],
      ['1.5', 'zero'],
      ['65536', 'zero'],
      ['0', 'one'],
      ['65537', 'one'],
      ['40000', 'modicon-5'],
      ['4001', 'modicon-5'],
      ['400001', 'modicon-5'],
      ['20001', 'modicon-5'],
      ['465537', 'modicon-6'],
      ['2x1', 'modicon-x'],
      ['4x0', 'modicon-x'],
      ['%QW0', 'iec'],
      ['MW0', 'iec'],
      ['0x10', 'zero'],
    ] as const)
      assert.equal(parseAddress(text, notation, 'holding-register'), undefined, `${text} ${notation}`);
  });

  it('M-D-08: come back as they went', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...notations),
        fc.constantFrom(...areas),
        fc.nat({ max: 65_535 }),
        (notation, area, address) => {
          fc.pre(notation !== 'modicon-5' || address < 9_999);
          const text = formatAddress({ area, address }, notation);
          assert.deepEqual(parseAddress(text, notation, area), { area, address });
        },
      ),
    );
  });
});
