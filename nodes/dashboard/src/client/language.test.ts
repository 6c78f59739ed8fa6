import assert from 'node:assert/strict';
import { alarmTexts } from './alarms/words/text.ts';
import { languageOf, localeOf } from './language.ts';

describe('the language of widgets', () => {
  it('is the first of those that somebody prefers and that widgets speak, the same for all of them', () => {
    for (const [languages, locale, language] of [
      [['fr', 'de-AT', 'en'], 'de-AT', 'de'],
      [['en-GB', 'de'], 'en-GB', 'en'],
      [['fr'], 'en-US', 'en'],
      [['den'], 'en-US', 'en'],
    ] as const) {
      assert.deepEqual([localeOf(languages), languageOf(localeOf(languages))], [locale, language]);
      assert.equal(alarmTexts(languages).locale, locale);
    }
  });
});
