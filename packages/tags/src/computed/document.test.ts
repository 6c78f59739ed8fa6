import assert from 'node:assert/strict';
import { documentOf } from './document.ts';

describe('the document that an expression sees', () => {
  it('has each value under its whole name and in a tree', () => {
    assert.deepEqual(
      documentOf([
        ['filler.speed', 300],
        ['filler.count.good', 7],
        ['a', true],
      ]),
      {
        'filler.speed': 300,
        'filler.count.good': 7,
        a: true,
        filler: { speed: 300, count: { good: 7 } },
      },
    );
  });

  it('keeps a value where a longer name begins with it, in whichever order they come', () => {
    const expected = { a: 1, 'a.b': 2, 'a.b.c': 3 };
    assert.deepEqual(
      documentOf([
        ['a', 1],
        ['a.b', 2],
        ['a.b.c', 3],
      ]),
      expected,
    );
    assert.deepEqual(
      documentOf([
        ['a.b.c', 3],
        ['a.b', 2],
        ['a', 1],
      ]),
      expected,
    );
  });

  it('takes any name for a name, and changes nothing else', () => {
    const document = documentOf([
      ['__proto__.polluted', 1],
      ['constructor', 2],
      ['x..y', 3],
      ['.', 4],
    ]);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.deepEqual(Object.keys(document).sort(), [
      '',
      '.',
      '__proto__',
      '__proto__.polluted',
      'constructor',
      'x',
      'x..y',
    ]);
    assert.equal(Object.getPrototypeOf(document), Object.prototype);
  });
});
