import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { inspect } from 'node:util';
import { releaseErrors } from '../errors.ts';
import { otherReleaseKey, randomOf, releaseKey } from '../people.fixture.ts';
import { exportSigningKey } from './keys.ts';
import { openSealedKey, publicOfSealedKey, sealSigningKey } from './sealed-key.ts';

const passphrase = 'correct horse, Größe 7';

describe('a key under a passphrase', () => {
  let sealed = '';
  before(async () => {
    sealed = await sealSigningKey(releaseKey, passphrase, randomOf('seal'));
  });

  /** What damages a file does not know that the last line speaks for the others; who does it on purpose does. */
  const mended = (text: string): string => {
    const lines = text.split('\n').slice(0, 4).join('\n');
    return `${lines}\nsha256 ${hash('sha256', `${lines}\n`, 'hex')}\n`;
  };

  it('is opened by the passphrase, also where its letters are composed in another way', async () => {
    assert.equal(publicOfSealedKey(sealed).keyid, releaseKey.public.keyid);
    const opened = await openSealedKey(sealed, passphrase.normalize('NFD'));
    assert.equal(exportSigningKey(opened), exportSigningKey(releaseKey));
  });

  it('is opened after its lines got other ends', async () => {
    const opened = await openSealedKey(`\n${sealed.replaceAll('\n', '\r\n')}\r\n`, passphrase);
    assert.ok(opened.public.key.equals(releaseKey.public.key));
  });

  it('says that the passphrase is wrong, and nothing of it or the key', async () => {
    await assert.rejects(openSealedKey(sealed, `${passphrase}!`), (error) => {
      assert.ok(releaseErrors.passphraseWrong.is(error));
      assert.ok(!inspect(error, { depth: null }).includes('correct horse'));
      return true;
    });
  });

  it('says that it is damaged, wherever it is', async () => {
    for (let at = 0; at < sealed.length - 1; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const text = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
      await assert.rejects(openSealedKey(text, passphrase), releaseErrors.sealedKeyDamaged.is, `${at}`);
    }
    for (const text of ['', sealed.slice(0, -20), sealed.slice(20), 'x'.repeat(1_000_000)])
      await assert.rejects(openSealedKey(text, passphrase), releaseErrors.sealedKeyDamaged.is);
  });

  it('cannot be taken for another key', async () => {
    const text = mended(sealed.replace(releaseKey.public.text, otherReleaseKey.public.text));
    await assert.rejects(openSealedKey(text, passphrase), releaseErrors.passphraseWrong.is);
  });

  it('asks for neither too much nor too little work', async () => {
    for (const cost of ['16 8 1', '19 8 1', '30 8 1', '17 8 0', '17 8 5', '99 8 9', '17 9 1']) {
      const text = mended(sealed.replace('scrypt 17 8 1', `scrypt ${cost}`));
      await assert.rejects(openSealedKey(text, passphrase), releaseErrors.sealedKeyDamaged.is, cost);
    }
  });

  it('takes no passphrase that is soon found', async () => {
    for (const weak of ['', 'eleven char', 'x'.repeat(1001)])
      await assert.rejects(
        sealSigningKey(releaseKey, weak, randomOf('seal')),
        releaseErrors.passphraseWeak.is,
      );
  });
});
