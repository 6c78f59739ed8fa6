import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { changeTextKeys } from '@millwright/flows';
import { flattenTexts } from '@millwright/schema';
import { say, texts } from './texts.ts';

describe('the words about versions', () => {
  const editor = flattenTexts(
    JSON.parse(
      readFileSync(new URL('../../../../plugins/history/src/locales/en-US.json', import.meta.url), 'utf8'),
    ),
  );

  it('are those of the editor', () => {
    for (const [key, text] of Object.entries(texts)) assert.equal(text, editor.get(key), key);
  });

  it('are there for all operations and changes that the editor knows', () => {
    const wanted = [...editor.keys()].filter((key) =>
      /^(operation|actor|deployType|change\.module)\./.test(key),
    );
    const missing = [...wanted, ...changeTextKeys].filter((key) => texts[key] === undefined);
    assert.deepEqual(missing, ['actor.anyoneLong', 'deployType.reload']);
  });

  it('take values, and leave what they do not know', () => {
    assert.equal(say('change.restored', { number: 7 }), 'Version 7 restored');
    assert.equal(say('operation.other'), 'operation.other');
  });
});
