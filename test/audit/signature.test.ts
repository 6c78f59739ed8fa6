import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  exportKey,
  leafDigest,
  makeKey,
  pruneText,
  readNote,
  signCheckpoint,
  signHandover,
  signText,
} from '@millwright/ledger';
import { requirePeer } from '@millwright/testing';

const origin = 'millwright/audit/line-3/0123abcd';

describe('signatures of the log, and openssl', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-audit-'));
  });
  after(() => rmSync(directory, { recursive: true }));
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(directory, name), content);

  const key = makeKey(origin);
  const inNote = (note: string) => {
    const { text, signatures } = readNote(note) ?? assert.fail('no note');
    return { text, signature: signatures[0]?.signature ?? assert.fail('not signed') };
  };
  const pruned = pruneText({ origin, seq: 4711, class: 'read', reason: 'age', ranges: '1-255' });
  const statements = {
    checkpoint: inNote(signCheckpoint({ size: 4711, root: leafDigest(''), time: 1_795_000_000_000 }, key)),
    handover: inNote(signHandover({ epoch: 1, since: 4711, next: makeKey(origin).public }, key)),
    'statement of what was pruned': { text: pruned, signature: Buffer.from(signText(pruned, key), 'base64') },
  };

  for (const [name, { text, signature }] of Object.entries(statements)) {
    it(`agree about a ${name}, and about one that was changed`, function () {
      const openssl = requirePeer(this, 'openssl');
      write('public.pem', key.public.key.export({ type: 'spki', format: 'pem' }));
      write('signature', signature);
      const says = (signed: string): string => {
        write('text', signed);
        const how = '-verify -rawin -pubin -inkey public.pem -in text -sigfile signature'.split(' ');
        return spawnSync(openssl, ['pkeyutl', ...how], { cwd: directory, encoding: 'utf8' }).stdout.trim();
      };
      assert.equal(says(text), 'Signature Verified Successfully');
      assert.equal(says(text.replace('4711', '4712')), 'Signature Verification Failure');
    });

    it(`are the same where openssl signs a ${name} with the key as the file keeps it`, function () {
      const openssl = requirePeer(this, 'openssl');
      write('private.pem', exportKey(key));
      write('text', text);
      const how = '-sign -rawin -inkey private.pem -in text'.split(' ');
      const signed = execFileSync(openssl, ['pkeyutl', ...how], { cwd: directory });
      assert.deepEqual(signed, Buffer.from(signature));
    });
  }
});
