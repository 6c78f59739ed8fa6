import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateErrors } from '../../certificate-errors.ts';
import { CertificateStore, type StoreOptions } from './certificate-store.ts';
import { type Made, makeAuthority, makeRevocationList, makeServer } from './certificates.fixture.ts';
import { expiresSoon } from './expiry.ts';
import { readImported } from './imported.ts';
import { mostPending } from './pending.ts';

const day = 86_400_000;

describe('the store of certificates', function () {
  this.timeout(60_000);

  let directory = '';
  let warnings: string[] = [];
  const open = (options: Partial<StoreOptions> = {}): CertificateStore =>
    CertificateStore.open({ directory, bits: 2048, onWarning: (text) => warnings.push(text), ...options });
  const show = ({ der }: Made, applicationUri = 'urn:plc') => ({
    chain: der,
    applicationUri,
    endpointUrl: 'opc.tcp://localhost:4840',
    securityPolicy: 'Basic256Sha256',
  });
  const bring = (store: CertificateStore, folder: 'trusted' | 'issuers' | 'crl', file: Buffer): void => {
    const { certificates, revocationLists } = readImported(file);
    for (const each of certificates) store.keep(folder === 'crl' ? assert.fail() : folder, each);
    for (const each of revocationLists) store.keepRevocationList(each);
  };
  const sha256 = ({ der }: Made): string =>
    new X509Certificate(der).fingerprint256.replaceAll(':', '').toLowerCase();
  const statusOf = (store: CertificateStore, server: Made): string => {
    const verdict = store.check(show(server));
    return verdict.accepted ? 'Good' : verdict.status;
  };

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'pki-')), 'pki');
    warnings = [];
  });
  afterEach(() => {
    assert.deepEqual(warnings, []);
    rmSync(join(directory, '..'), { recursive: true, force: true });
  });

  it('makes a certificate of its own once, for this application, and keeps it', async () => {
    const store = open();
    const own = await store.own();
    const x509 = new X509Certificate(own.certificateChain);
    assert.match(own.applicationUri, /^urn:[0-9a-f-]{36}:node-red:opcua$/);
    assert.match(x509.subjectAltName ?? '', new RegExp(`URI:${own.applicationUri}`));
    assert.ok(x509.checkPrivateKey(own.privateKey));
    assert.equal(Math.round((own.expires.getTime() - Date.now()) / day), 730);
    assert.equal(await store.own(), own);
    const again = await open({ hosts: () => ({ name: 'other', dns: ['other'], addresses: [] }) }).own();
    assert.equal(again.sha256, own.sha256);
    assert.equal(again.applicationUri, own.applicationUri);
  });

  it('has 3,072 bits where nothing else is said', async () => {
    const { certificateChain } = await CertificateStore.open({ directory, onWarning: assert.fail }).own();
    const { publicKey } = new X509Certificate(certificateChain);
    assert.equal(
      createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).asymmetricKeyDetails?.modulusLength,
      3072,
    );
  });

  it('finds itself again from its certificate where the file that names it is lost or damaged', async () => {
    const { sha256, applicationUri } = await open().own();
    for (const spoil of [(file: string) => rmSync(file), (file: string) => writeFileSync(file, '{')]) {
      spoil(join(directory, 'own/instance.json'));
      const own = await open().own();
      assert.deepEqual([own.sha256, own.applicationUri], [sha256, applicationUri]);
    }
  });

  it('says so where its key is damaged, and stays the same application', async () => {
    const { sha256, applicationUri } = await open().own();
    writeFileSync(join(directory, `own/${sha256}.key.pem`), 'nothing');
    const own = await open().own();
    assert.notEqual(own.sha256, sha256);
    assert.equal(own.applicationUri, applicationUri);
    assert.match(warnings.splice(0).join(), /gone or damaged/);
  });

  it('gives files and folders to their owner alone', async () => {
    mkdirSync(join(directory, 'trusted'), { recursive: true, mode: 0o755 });
    const store = open();
    await store.own();
    store.check(show(await makeServer()));
    for (const folder of ['.', 'own', 'trusted', 'issuers', 'crl', 'pending']) {
      assert.equal(statSync(join(directory, folder)).mode & 0o777, 0o700, folder);
      for (const entry of readdirSync(join(directory, folder), { withFileTypes: true }))
        if (entry.isFile())
          assert.equal(statSync(join(directory, folder, entry.name)).mode & 0o777, 0o600, entry.name);
    }
  });

  it('takes a key from all others, and warns of it once', async () => {
    const { sha256 } = await open().own();
    const key = join(directory, `own/${sha256}.key.pem`);
    chmodSync(key, 0o644);
    await open().own();
    assert.equal(statSync(key).mode & 0o777, 0o600);
    assert.equal(warnings.splice(0).length, 1);
    await open().own();
  });

  it('renews for the same application, and keeps what was before', async () => {
    const store = open();
    const before = await store.own();
    const after = await store.renewOwn();
    assert.notEqual(after.sha256, before.sha256);
    assert.equal(after.applicationUri, before.applicationUri);
    assert.equal((await open().own()).sha256, after.sha256);
    assert.deepEqual(
      open()
        .formerOwn()
        .map(({ sha256 }) => sha256),
      [before.sha256],
    );
    assert.ok(existsSync(join(directory, `own/${before.sha256}.key.pem`)));
  });

  it('has a renewal due from 30 days before the end on', () => {
    const now = Date.now();
    assert.equal(expiresSoon(new Date(now + 31 * day), now), false);
    assert.equal(expiresSoon(new Date(now + 29 * day), now), true);
    assert.equal(expiresSoon(new Date(now - day), now), true);
  });

  it('lists an unknown server once, trusts it for good, and tells who waits', async () => {
    const store = open();
    const server = await makeServer();
    let told = 0;
    const stop = store.onTrustChange(() => {
      told += 1;
    });
    for (const _ of [1, 2, 3]) assert.equal(statusOf(store, server), 'BadCertificateUntrusted');
    const [pending, ...others] = store.pending();
    assert.deepEqual(others, []);
    assert.equal(pending?.certificate.sha256, sha256(server));
    assert.deepEqual([pending?.endpointUrl, pending?.rejected], ['opc.tcp://localhost:4840', false]);
    assert.equal(told, 0);
    store.trust(sha256(server));
    assert.equal(told, 1);
    assert.equal(statusOf(store, server), 'Good');
    assert.deepEqual(store.pending(), []);
    assert.equal(statusOf(open(), server), 'Good');
    stop();
    store.remove('trusted', sha256(server));
    assert.equal(told, 1);
    assert.equal(statusOf(store, server), 'BadCertificateUntrusted');
  });

  it('keeps in mind what was rejected, which may still be trusted', async () => {
    const store = open();
    const server = await makeServer();
    store.check(show(server));
    store.reject(sha256(server));
    assert.equal(statusOf(store, server), 'BadCertificateUntrusted');
    assert.deepEqual(
      store.pending().map(({ rejected }) => rejected),
      [true],
    );
    store.trust(sha256(server));
    assert.equal(statusOf(store, server), 'Good');
  });

  it('drops the oldest of too many that wait', async () => {
    let now = Date.now();
    const store = open({ now: () => now });
    const servers: Made[] = [];
    for (let count = 0; count <= mostPending; count += 1) {
      const server = await makeServer();
      servers.push(server);
      store.check(show(server));
      now += 1;
    }
    const listed = store.pending().map(({ certificate }) => certificate.sha256);
    assert.equal(listed.length, mostPending);
    assert.deepEqual(listed, servers.slice(1).toReversed().map(sha256));
  });

  it('knows only what is there', () => {
    const store = open();
    const nowhere = '0'.repeat(64);
    assert.throws(() => store.trust(nowhere), certificateErrors.unknown.is);
    assert.throws(() => store.reject(nowhere), certificateErrors.unknown.is);
    assert.throws(() => store.setAnyTime(nowhere, true), certificateErrors.unknown.is);
    for (const from of ['trusted', 'issuers', 'pending', 'crl'] as const)
      assert.throws(() => store.remove(from, nowhere), certificateErrors.unknown.is);
    assert.throws(() => store.remove('trusted', '../own/instance'), certificateErrors.unknown.is);
  });

  it('lets one certificate be good whatever the time', async () => {
    const expired = { from: Date.now() - 9 * day, to: Date.now() - day };
    const [one, other] = [await makeServer(expired), await makeServer(expired)];
    const store = open();
    bring(store, 'trusted', Buffer.concat([one.der, other.der]));
    store.setAnyTime(sha256(one), true);
    assert.deepEqual([statusOf(store, one), statusOf(store, other)], ['Good', 'BadCertificateTimeInvalid']);
    assert.deepEqual([...open().anyTime()], [sha256(one)]);
    store.setAnyTime(sha256(one), false);
    assert.equal(statusOf(store, one), 'BadCertificateTimeInvalid');
    store.setAnyTime(sha256(one), true);
    store.remove('trusted', sha256(one));
    assert.deepEqual([...store.anyTime()], []);
  });

  it('imports certificates and lists, in either form, and says what is wrong with others', async () => {
    const store = open();
    const [authority, stranger] = [await makeAuthority('authority'), await makeAuthority('stranger')];
    const server = await makeServer({}, authority);
    const list = await makeRevocationList(authority, []);
    const pem = (kind: string, der: Buffer): Buffer =>
      Buffer.from(`-----BEGIN ${kind}-----\n${der.toString('base64')}\n-----END ${kind}-----\n`);
    assert.throws(() => bring(store, 'crl', list), certificateErrors.listWithoutIssuer.is);
    bring(store, 'trusted', pem('CERTIFICATE', authority.der));
    assert.equal(statusOf(store, server), 'BadCertificateRevocationUnknown');
    bring(store, 'crl', pem('X509 CRL', list));
    assert.equal(statusOf(store, server), 'Good');
    const newer = await makeRevocationList(authority, [server]);
    bring(store, 'crl', newer);
    assert.equal(statusOf(store, server), 'BadCertificateRevoked');
    assert.equal(store.revocationLists().length, 1);
    bring(store, 'issuers', stranger.der);
    assert.throws(() => bring(store, 'issuers', server.der), certificateErrors.noAuthority.is);
    const { privateKey } = await store.own();
    const key = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    assert.throws(
      () => readImported(Buffer.concat([pem('CERTIFICATE', server.der), key])),
      certificateErrors.holdsKey.is,
    );
    for (const bytes of ['', 'nothing', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])
      assert.throws(() => readImported(Buffer.from(bytes)), certificateErrors.unreadable.is);
    assert.equal(store.list('trusted').length, 1);
  });

  it('reads what was put into its folders by hand, and passes over what is nothing', async () => {
    const store = open();
    const server = await makeServer();
    writeFileSync(join(directory, 'trusted/readme.txt'), 'Put certificates here');
    writeFileSync(
      join(directory, 'trusted/plc.crt'),
      `-----BEGIN CERTIFICATE-----\n${server.der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    );
    assert.equal(statusOf(store, server), 'Good');
    store.remove('trusted', sha256(server));
    assert.deepEqual(readdirSync(join(directory, 'trusted')), ['readme.txt']);
  });

  it('works in memory where nothing can be written, and warns of it once', async () => {
    // A file stands where the folder should: that stops the administrator of a machine, too.
    writeFileSync(join(directory), '');
    const store = open();
    const own = await store.own();
    assert.equal((await store.own()).sha256, own.sha256);
    const renewed = await store.renewOwn();
    assert.equal(renewed.applicationUri, own.applicationUri);
    const server = await makeServer();
    assert.equal(statusOf(store, server), 'BadCertificateUntrusted');
    store.trust(sha256(server));
    assert.equal(statusOf(store, server), 'Good');
    store.remove('trusted', sha256(server));
    assert.equal(statusOf(store, server), 'BadCertificateUntrusted');
    assert.ok(store.inMemory);
    assert.equal(warnings.splice(0).length, 1);
    assert.equal(readFileSync(directory, 'utf8'), '');
  });
});
