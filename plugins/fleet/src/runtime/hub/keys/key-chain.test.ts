import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addSignature,
  firstTrust,
  makeSigningKey,
  readEnvelopeOf,
  releaseErrors,
  trustDocument,
} from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import { KeyChain } from './key-chain.ts';
import { KeyFiles } from './key-files.ts';
import { payloadDigest, type StoredTrust } from './trust-rows.ts';

const passphrase = 'seven ovens in a row';

describe('the keys of a hub', () => {
  let directory: string;
  let rows: Map<number, StoredTrust>;

  const open = (more: { readonly runsCode?: boolean } = {}): KeyChain =>
    new KeyChain({
      files: new KeyFiles(() => directory),
      store: {
        listTrust: () => Promise.resolve([...rows.values()]),
        putTrust: (row) => Promise.resolve(void rows.set(row.version, row)),
      },
      random: randomBytes,
      now: () => Date.UTC(2026, 10, 26),
      runsCode: () => more.runsCode ?? false,
    });
  const reopened = async (): Promise<KeyChain> => {
    const keys = open();
    await keys.load();
    return keys;
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-keys-'));
    rows = new Map();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('are none before somebody sets them up', async () => {
    const keys = await reopened();
    assert.deepEqual(keys.state(), { mode: 'none' });
    assert.throws(() => keys.hubKey(), fleetErrors.notAHub.is);
    assert.throws(() => keys.trust(), fleetErrors.notAHub.is);
    assert.throws(() => keys.chain(), fleetErrors.notAHub.is);
    assert.deepEqual(readdirSync(directory), []);
  });

  it('are two, of which the release key opens with its passphrase alone and lies nowhere else', async () => {
    const keys = open();
    let told = 0;
    keys.onChanged(() => {
      told += 1;
    });
    const state = await keys.setUp({ mode: 'sealed', passphrase });
    assert.ok(told > 0);
    const again = await reopened();
    assert.deepEqual(again.state(), state);
    assert.deepEqual([state.mode, state.trust, again.signing], ['sealed', 1, 'passphrase']);
    assert.equal(firstTrust(again.chain()[0] ?? '', again.trust().digest).trust.version, 1);
    await assert.rejects(again.releaseKey(undefined), fleetErrors.passphraseNeeded.is);
    await assert.rejects(again.releaseKey('seven ovens in a line'), releaseErrors.passphraseWrong.is);
    const key = await again.releaseKey(passphrase);
    assert.deepEqual(again.trust().trust.roles.release.keys, [key?.public.text]);
    assert.notEqual(key?.public.keyid, again.hubKey().public.keyid);
    for (const name of readdirSync(directory)) {
      assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name);
      assert.ok(!readFileSync(join(directory, name), 'utf8').includes(passphrase));
    }
  });

  it('may be one, which is told where code runs on the hub', async () => {
    const keys = open({ runsCode: true });
    assert.equal((await keys.setUp({ mode: 'one-key' })).mode, 'one-key');
    assert.equal(keys.signing, 'alone');
    assert.equal((await keys.releaseKey(undefined))?.public.keyid, keys.hubKey().public.keyid);
    assert.deepEqual(
      keys.warnings().map(({ code }) => code),
      [fleetErrors.oneKeyCode.code],
    );
    assert.deepEqual((await reopened()).warnings(), []);
  });

  it('have the release key elsewhere, which has to sign the trust first', async () => {
    const release = makeSigningKey(randomBytes);
    const keys = open();
    const state = await keys.setUp({ mode: 'elsewhere', releaseKey: release.public.text });
    assert.deepEqual([state.mode, state.trust, keys.signing], ['elsewhere', undefined, 'elsewhere']);
    assert.throws(() => keys.trust(), fleetErrors.trustUnsigned.is);
    const again = await reopened();
    const draft = again.draft() ?? '';
    await assert.rejects(again.signTrust(draft), releaseErrors.wrongKey.is);
    const other = addSignature(readEnvelopeOf(trustDocument, draft), makeSigningKey(randomBytes));
    await assert.rejects(again.signTrust(other), releaseErrors.wrongKey.is);
    const signed = addSignature(readEnvelopeOf(trustDocument, draft), release);
    assert.equal((await again.signTrust(signed)).trust, 1);
    assert.equal(again.trust().digest, payloadDigest(draft));
    assert.equal(again.draft(), undefined);
    assert.equal(await again.releaseKey(passphrase), undefined);
    await assert.rejects(again.signTrust(signed), fleetErrors.trustNotAsked.is);
  });

  it('are set up once', async () => {
    const keys = open();
    const state = await keys.setUp({ mode: 'sealed', passphrase });
    await assert.rejects(keys.setUp({ mode: 'one-key' }), fleetErrors.hubExists.is);
    await assert.rejects((await reopened()).setUp({ mode: 'one-key' }), fleetErrors.hubExists.is);
    assert.deepEqual((await reopened()).state(), state);
  });

  it('are refused with a weak passphrase, or a key that is none, and leave nothing behind', async () => {
    const keys = open();
    await assert.rejects(
      keys.setUp({ mode: 'sealed', passphrase: 'short' }),
      releaseErrors.passphraseWeak.is,
    );
    await assert.rejects(
      keys.setUp({ mode: 'elsewhere', releaseKey: 'ed25519:x' }),
      releaseErrors.keyInvalid.is,
    );
    assert.deepEqual([readdirSync(directory), rows.size], [[], 0]);
  });

  it('are taken up where the power ended a set-up; a key is never written over', async () => {
    const keys = open();
    await keys.setUp({ mode: 'sealed', passphrase });
    const { hub } = keys.state();
    rows.clear();
    const again = await reopened();
    assert.equal(again.state().mode, 'none');
    await again.setUp({ mode: 'sealed', passphrase });
    assert.equal(again.state().hub, hub);
    assert.equal(readdirSync(directory).length, 3);
  });

  it('are told to be lost where another key lies there, or none', async () => {
    await open().setUp({ mode: 'one-key' });
    const file = join(directory, 'hub-key.pem');
    const pem = readFileSync(file);
    for (const spoil of [() => rmSync(file), () => writeFileSync(file, 'nothing')]) {
      spoil();
      const keys = open();
      await assert.rejects(keys.load(), fleetErrors.hubKeyLost.is);
      assert.deepEqual(
        keys.warnings().map(({ code }) => code),
        [fleetErrors.hubKeyLost.code],
      );
      await assert.rejects(keys.setUp({ mode: 'one-key' }), fleetErrors.hubKeyLost.is);
    }
    writeFileSync(file, pem);
    assert.equal((await reopened()).state().mode, 'one-key');
  });
});
