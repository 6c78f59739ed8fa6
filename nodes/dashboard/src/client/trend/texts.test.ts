import assert from 'node:assert/strict';
import { textDifferences } from '@millwright/schema';
import { trendTexts } from './texts.ts';

describe('the texts of a trend', () => {
  it('are there in English and German', () => {
    assert.deepEqual(textDifferences(Object.keys(trendTexts.en), trendTexts), []);
  });
});
