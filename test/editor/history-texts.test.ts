import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeErrors } from '@millwright/store';
import { root } from '@millwright/testing';
import { historyErrors } from '../../plugins/history/src/common/errors.ts';

type Catalogue = { readonly [name: string]: string | Catalogue };

const codes = [...Object.values(historyErrors), ...Object.values(storeErrors)].map(({ code }) => code).sort();

/** The codes that a catalogue of history has a text for. */
function translated(language: string): readonly string[] {
  const path = join(root, 'plugins/history/src/locales', `${language}.json`);
  const { error } = JSON.parse(readFileSync(path, 'utf8')) as { error: Record<string, Catalogue> };
  return Object.entries(error)
    .flatMap(([area, texts]) => Object.keys(texts).map((name) => `${area}.${name}`))
    .sort();
}

describe('errors of history', () => {
  for (const language of ['en-US', 'de'])
    it(`each have a text in ${language}, and every text has its error`, () => {
      assert.deepEqual(translated(language), codes);
    });
});
