import assert from 'node:assert/strict';
import { commonProblems, textDifferences } from '@millwright/schema';
import { workbookErrors } from '../workbook/index.ts';
import { importErrors } from './grid/import-errors.ts';
import { formWordsFor } from './words.ts';

const keys = [
  ...[...commonProblems, 'duplicate-line'].map((code) => `problems.${code}`),
  ...['one', 'other'].map((form) => `importFound.${form}`),
  ...Object.keys(importErrors).map((name) => `importFailed.${name}`),
  ...Object.keys(workbookErrors).map((name) => `workbook.${name}`),
  ...Object.entries(formWordsFor('en-US')).flatMap(([key, word]) => (typeof word === 'string' ? key : [])),
];

describe('the words of forms', () => {
  it('are the same set in both languages, with the same places', () => {
    const catalogues = { 'en-US': formWordsFor('en-US'), de: formWordsFor('de-AT') };
    assert.deepEqual(textDifferences(keys, catalogues), []);
    assert.notEqual(catalogues.de, catalogues['en-US']);
  });
});
