import assert from 'node:assert/strict';
import { fill, textsFrom } from './text.ts';
import { wordsFor } from './words.ts';

const catalogue: Record<string, string> = {
  'versions.one': '__count__ version',
  'versions.other': '__count__ versions',
  who: '__who__ on __what__',
};
const texts = textsFrom<'versions.one' | 'versions.other' | 'who'>((key) => catalogue[key], 'en-GB');

describe('texts', () => {
  it('take the form that fits the number, and group its digits', () => {
    assert.equal(texts.counted('versions', 1), '1 version');
    assert.equal(texts.counted('versions', 0), '0 versions');
    assert.equal(texts.counted('versions', 1204), '1,204 versions');
  });

  it('leave values as they are, whatever syntax they imitate', () => {
    assert.equal(
      texts('who', { who: '__what__', what: '$t(who) {{who}} <b>' }),
      '__what__ on $t(who) {{who}} <b>',
    );
  });

  it('show the key where a text is missing, and say so where one asks', () => {
    assert.equal(texts.find('error.unknown'), undefined);
    assert.equal(texts('nothing' as 'who'), 'nothing');
  });

  it('keep places without a value', () => {
    assert.equal(fill('__one__ __two__', { two: 'b' }, 'en'), '__one__ b');
  });
});

describe('shared words', () => {
  it('are German for every German, and English for the rest', () => {
    assert.equal(wordsFor('de').cancel, 'Abbrechen');
    assert.equal(wordsFor('de-AT').cancel, 'Abbrechen');
    assert.equal(wordsFor('fr').cancel, 'Cancel');
  });
});
