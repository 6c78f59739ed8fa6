import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultKinds } from '@millwright/ledger';
import { storeErrors } from '@millwright/store';
import { root } from '@millwright/testing';
import { auditErrors } from '../../plugins/audit/src/common/errors.ts';
import { eventClasses } from '../../plugins/audit/src/common/settings.ts';

type Texts = Readonly<Record<string, string>>;
interface Catalogue {
  readonly error: Readonly<Record<string, Texts>>;
  readonly verify: { readonly faults: Texts };
  readonly classes: Texts;
}

const codes = [...Object.values(auditErrors), ...Object.values(storeErrors)].map(({ code }) => code).sort();

describe('words of audit', () => {
  for (const language of ['en-US', 'de']) {
    const path = join(root, 'plugins/audit/src/locales', `${language}.json`);
    const { error, verify, classes } = JSON.parse(readFileSync(path, 'utf8')) as Catalogue;

    it(`each error and notice has a text in ${language}, and every text has its error`, () => {
      const translated = Object.entries(error).flatMap(([area, texts]) =>
        Object.keys(texts).map((name) => `${area}.${name}`),
      );
      assert.deepEqual(translated.sort(), codes);
    });

    it(`each kind of fault and each class of events has its words in ${language}`, () => {
      assert.deepEqual(Object.keys(verify.faults), [...faultKinds]);
      assert.deepEqual(Object.keys(classes), [...eventClasses]);
    });
  }
});
