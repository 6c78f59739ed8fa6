import assert from 'node:assert/strict';
import { firstDraft, readSetUp } from './draft.ts';

describe('the set-up of a hub', () => {
  it('wants a passphrase of 12 characters, typed twice', () => {
    const read = (passphrase: string, again: string) => readSetUp({ ...firstDraft, passphrase, again });
    assert.deepEqual(read('', ''), { ok: false, problems: { passphrase: 'missing' } });
    assert.deepEqual(read('short', 'short'), { ok: false, problems: { passphrase: 'short' } });
    assert.deepEqual(read('a long passphrase', 'another'), { ok: false, problems: { again: 'differs' } });
    assert.deepEqual(read('a long passphrase', 'a long passphrase'), {
      ok: true,
      setUp: { mode: 'sealed', passphrase: 'a long passphrase' },
    });
  });

  it('wants a public key where the release key is elsewhere', () => {
    const read = (releaseKey: string) => readSetUp({ ...firstDraft, mode: 'elsewhere', releaseKey });
    const key = `ed25519:${'A'.repeat(43)}`;
    assert.deepEqual(read(''), { ok: false, problems: { releaseKey: 'missing' } });
    assert.deepEqual(read('my key'), { ok: false, problems: { releaseKey: 'malformed' } });
    assert.deepEqual(read(` ${key}\n`), { ok: true, setUp: { mode: 'elsewhere', releaseKey: key } });
  });

  it('sends nothing that was typed for another way', () => {
    assert.deepEqual(readSetUp({ ...firstDraft, mode: 'one-key', passphrase: 'typed before' }), {
      ok: true,
      setUp: { mode: 'one-key' },
    });
  });
});
