import assert from 'node:assert/strict';
import { field } from '@millwright/schema';
import { cellText, cellValue, headerColumns } from './cell-text.ts';

const words = {
  label: 'Bereich',
  option: (option: string) => ({ 'holding-register': 'Halteregister' })[option] ?? option,
};
const area = field.choice({ options: ['coil', 'holding-register'], default: 'coil' });
const factor = field.number({ optional: true, min: 0, max: 9 });
const clamp = field.boolean({ default: false });

describe('cells as text', () => {
  it('show options in words, and take words and options', () => {
    assert.equal(cellText(area, 'holding-register', words), 'Halteregister');
    assert.equal(cellValue(area, ' HALTEREGISTER ', words), 'holding-register');
    assert.equal(cellValue(area, 'Holding Register', words), 'holding-register');
    assert.equal(cellValue(area, '', words), 'coil');
    assert.equal(cellValue(area, 'oven', words), 'oven');
    assert.equal(cellText(area, 'oven', words), 'oven');
  });

  it('take decimal commas where a number stands, and yes and no in several words', () => {
    assert.equal(cellValue(factor, '-0,25', words), '-0.25');
    assert.equal(cellValue(factor, '1,2,3', words), '1,2,3');
    assert.equal(cellValue(clamp, 'Ja', words), true);
    assert.equal(cellValue(clamp, '', words), false);
    assert.equal(cellValue(clamp, 'perhaps', words), 'perhaps');
  });

  it('name columns where they are a header', () => {
    const columns = {
      name: { ...words, label: 'Name' },
      area: words,
      byteOrder: { ...words, label: 'Byte order' },
    };
    assert.deepEqual(headerColumns(['NAME', 'bereich', 'byte-order'], columns), [
      'name',
      'area',
      'byteOrder',
    ]);
    assert.deepEqual(headerColumns(['Name', 'Note', 'area', ''], columns), [
      'name',
      undefined,
      'area',
      undefined,
    ]);
    assert.equal(headerColumns(['pump', 'coil', '1'], columns), undefined);
    assert.equal(headerColumns(['Name', 'name'], columns), undefined);
    assert.equal(headerColumns([], columns), undefined);
  });
});
