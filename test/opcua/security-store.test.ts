import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateStore, expiresSoon } from '@millwright/opcua/client';
import { makeServer, openStore, scratch, trust } from './support/certificates.ts';

const day = 86_400_000;
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the certificates of an OPC UA client on disk', function () {
  this.timeout(60_000);

  const { directory, remove } = scratch();
  after(remove);

  it('SEC-14: keys are 0600 and folders 0700, and a key found with 0644 is taken back with one warning', async () => {
    const pki = join(directory, 'modes', 'pki');
    const { store, warnings } = openStore(pki);
    const { sha256 } = await store.own();
    await store.renewOwn();
    const server = await makeServer();
    trust(store, server);
    const folders = ['.', 'own', 'trusted', 'issuers', 'crl', 'pending'];
    assert.deepEqual(
      folders.map((folder) => modeOf(join(pki, folder))),
      folders.map(() => '700'),
    );
    const keys = readdirSync(join(pki, 'own')).filter((name) => name.endsWith('.pem'));
    assert.deepEqual(
      keys.map((name) => modeOf(join(pki, 'own', name))),
      ['600', '600'],
    );
    for (const name of keys) assert.match(readFileSync(join(pki, 'own', name), 'utf8'), /BEGIN PRIVATE KEY/);
    assert.deepEqual(warnings, []);
    const key = join(pki, 'own', `${sha256}.key.pem`);
    chmodSync(key, 0o644);
    const again = openStore(pki);
    assert.equal(modeOf(key), '600');
    await again.store.own();
    again.store.pending();
    assert.equal(again.warnings.length, 1);
    assert.ok(again.warnings[0]?.includes(key));
  });

  it('SEC-16: a renewal is due in the last 30 days, stays the same application, and keeps what was', async () => {
    const pki = join(directory, 'renewal');
    let now = Date.now();
    const { store } = openStore(pki, { now: () => now });
    const first = await store.own();
    now = first.expires.getTime() - 31 * day;
    assert.equal(expiresSoon(first.expires, now), false);
    now = first.expires.getTime() - 29 * day;
    assert.equal(expiresSoon(first.expires, now), true);
    const second = await store.renewOwn();
    assert.equal(expiresSoon(second.expires, now), false);
    assert.equal(second.applicationUri, first.applicationUri);
    assert.notEqual(second.sha256, first.sha256);
    const { store: later } = openStore(pki, { now: () => now });
    assert.equal((await later.own()).sha256, second.sha256);
    const former = later.formerOwn().map(({ sha256 }) => sha256);
    assert.deepEqual(former, [first.sha256]);
    assert.ok(readdirSync(join(pki, 'own')).includes(`${first.sha256}.key.pem`));
  });

  it('makes a key of 3,072 bits that is good for two years where nothing else is said', async () => {
    const store = CertificateStore.open({ directory: join(directory, 'long'), onWarning: assert.fail });
    const { privateKey, expires } = await store.own();
    assert.equal(privateKey.asymmetricKeyDetails?.modulusLength, 3072);
    assert.equal(Math.round((expires.getTime() - Date.now()) / day), 730);
  });
});
