import assert from 'node:assert/strict';
import * as v from 'valibot';
import { releaseErrors } from '../errors.ts';
import { releaseKey } from '../people.fixture.ts';
import { defineDocument, format, openDocument, signDocument } from './document.ts';
import { signEnvelope } from './envelope.ts';

const schema = v.strictObject({ format, text: v.pipe(v.string(), v.maxLength(1000)) });
const note = defineDocument('note', 100, schema);
const signers = { keys: [releaseKey.public], threshold: 1 };

describe('a kind of document', () => {
  it('is written and read with the limit of its size', () => {
    const largest = { format: 1, text: 'x'.repeat(78) } as const;
    assert.equal(note.encode(largest).length, 100);
    assert.deepEqual(note.decode(note.encode(largest)), largest);
    assert.throws(() => note.encode({ format: 1, text: 'x'.repeat(79) }), releaseErrors.tooLarge.is);
    assert.throws(() => note.decode(Buffer.alloc(101)), releaseErrors.tooLarge.is);
  });

  it('counts bytes, not characters', () => {
    assert.throws(() => note.encode({ format: 1, text: '\u20ac'.repeat(27) }), releaseErrors.tooLarge.is);
  });

  it('holds only text that is well-formed Unicode, in UTF-8', () => {
    assert.throws(() => note.encode({ format: 1, text: '\ud800' }), releaseErrors.documentInvalid.is);
    for (const bytes of [[0x22, 0xff, 0x22], [0xef, 0xbb, 0xbf, 0x7b, 0x7d], []])
      assert.throws(() => note.decode(Uint8Array.from(bytes)), releaseErrors.documentInvalid.is);
  });

  it('says where it is wrong', () => {
    const payload = Buffer.from('{"format":1,"text":1}');
    assert.throws(() => note.decode(payload), /This is no note: text: /);
    assert.throws(() => note.decode(Buffer.from('null')), /This is no note: Invalid type: /);
  });

  it('is told by its type where another one is wanted', () => {
    const other = defineDocument('other', 100, schema);
    const text = signDocument(note, { format: 1, text: '' }, [releaseKey]);
    assert.throws(
      () => openDocument(other, text, signers),
      (error) => {
        assert.ok(releaseErrors.wrongKind.is(error));
        assert.match(error.message, /note/);
        return true;
      },
    );
  });

  it('quotes nothing in its messages that could steer a terminal, or forge a line of a log', () => {
    const payload = Buffer.from('{"a\\n\\u001b[2J":1,"format":1,"text":""}');
    const forged = signEnvelope(note.payloadType, payload, [releaseKey]);
    const strange = signEnvelope('a\n\u202e', payload, [releaseKey]);
    for (const text of [forged, strange])
      assert.throws(
        () => openDocument(note, text, signers),
        ({ message }) => {
          assert.doesNotMatch(message, /[\p{Cc}\u202e]/u);
          return true;
        },
      );
  });
});
