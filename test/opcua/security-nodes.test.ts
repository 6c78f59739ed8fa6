import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateStore } from '@millwright/opcua/client';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { ListedCertificates } from '../../nodes/opcua/src/common/certificate-routes.ts';
import type { ListedConnection } from '../../nodes/opcua/src/common/routes.ts';
import { recordsIn } from '../audit/records.ts';
import {
  keyOf,
  makeAuthority,
  makeRevocationList,
  makeServer,
  pemOf,
  scratch,
  serverFiles,
} from './support/certificates.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const base = '/millwright/opcua';
const day = 86_400_000;
const uri = 'urn:test:server';
const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'a-very-good-one', permissions: 'read' },
];

/** Secrets as people type them, none of which may be found anywhere but in the credentials file. */
const secrets = {
  password: 'planted-password-1-of-the-server',
  wrongPassword: 'planted-password-2-that-is-wrong',
  lostPassword: 'planted-password-3-of-nowhere',
  passphrase: 'planted-passphrase-4-of-the-user',
  wrongPassphrase: 'planted-passphrase-5-that-is-wrong',
  testedPassword: 'planted-password-6-of-a-dialog',
  testedPassphrase: 'planted-passphrase-7-of-a-dialog',
};

const [target] = targets();

describe(`OPC UA certificates in ${target?.title}`, function () {
  this.timeout(60_000);

  const { directory, remove } = scratch();
  let server: OpcUaServer;
  let nodeRed: NodeRedProcess;
  let token = '';
  let pki = '';
  /** What has to be found nowhere, by what it is. */
  const planted = new Map<string, string>(Object.entries(secrets));

  const ask = <T>(method: string, path: string, body?: unknown, as = token) =>
    nodeRed.request<T>(method, `${base}${path}`, body, { token: as });
  const listed = async (): Promise<ListedCertificates> => {
    const { status, body, text } = await ask<ListedCertificates>('GET', '/certificates');
    assert.equal(status, 200, text);
    return body;
  };
  const connections = async (): Promise<readonly ListedConnection[]> =>
    (await ask<{ connections: ListedConnection[] }>('GET', '/status')).body.connections;
  const connectionOf = async (id: string): Promise<ListedConnection> =>
    (await connections()).find((each) => each.id === id) ?? assert.fail(`There is no ${id}`);
  const events = (name: string) =>
    recordsIn(nodeRed.userDirectory).filter((each) => each.name === `opcua.certificate.${name}`);
  const warnings = (pattern: RegExp, from = 0): number =>
    nodeRed.log
      .slice(from)
      .split('\n')
      .filter((line) => line.includes('[warn]') && pattern.test(line)).length;
  /** Puts a certificate of our own into the store that is good for so many days from now. */
  const putOwn = async (days: number, renew: boolean): Promise<void> => {
    const store = CertificateStore.open({
      directory: pki,
      bits: 2048,
      now: () => Date.now() - (730 - days) * day,
      onWarning: assert.fail,
    });
    await (renew ? store.renewOwn() : store.own());
  };

  const connection = (id: string, more: object = {}) => ({
    id,
    type: 'mw-opcua-connection',
    schema: 1,
    name: `Server ${id}`,
    url: server.url,
    keepAlive: 500,
    connectTimeout: 2000,
    ...more,
  });
  const watched = (id: string) => [
    {
      id: `${id}-tags`,
      type: 'mw-opcua-tags',
      schema: 1,
      name: `Tags of ${id}`,
      connection: id,
      tags: [{ name: 'time', address: 'i=2258' }],
    },
    {
      id: `${id}-watch`,
      type: 'mw-opcua-watch',
      z: 'tab',
      schema: 1,
      tags: `${id}-tags`,
      publishing: 100,
      x: 100,
      y: 100,
      wires: [[]],
    },
  ];

  before(async function () {
    const made = await makeServer({ name: 'plant', uri, dns: [] });
    server = await startOpcUaServer(this, {
      directory,
      policies: ['Basic256Sha256', 'None'],
      modes: ['SignAndEncrypt', 'None'],
      applicationUri: uri,
      users: { anna: secrets.password },
      ...(await serverFiles(made, directory, 'server')),
    });
    nodeRed = await startNodeRed({
      target,
      users,
      credentialSecret: false,
      only: ['node-red-opcua', 'node-red-audit'],
    });
    pki = join(nodeRed.userDirectory, 'millwright/opcua/pki');
    await putOwn(31, false);
    token = await nodeRed.token('anna', 'a-very-good-one');
    const user = await makeServer({ name: 'user', uri: 'urn:user', dns: [], ip: [] });
    const key = (await keyOf(user))
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: secrets.passphrase })
      .toString();
    planted.set('line of the user’s key', key.split('\n')[5] ?? '');
    planted.set('plain line of it', plainLine(key, secrets.passphrase));
    const byName = { identity: 'user-name', userName: 'anna' };
    const byCertificate = {
      identity: 'certificate',
      credentials: {
        userCertificate: pemOf('CERTIFICATE', user.der),
        userKey: key,
        passphrase: secrets.passphrase,
      },
    };
    const { status, text } = await nodeRed.deploy(
      [
        { id: 'tab', type: 'tab', label: 'OPC UA' },
        connection('by-name', { ...byName, credentials: { password: secrets.password } }),
        connection('by-certificate', byCertificate),
        connection('refused', { ...byName, credentials: { password: secrets.wrongPassword } }),
        connection('lost', {
          ...byName,
          url: 'opc.tcp://127.0.0.1:1',
          credentials: { password: secrets.lostPassword },
        }),
        ...['by-name', 'by-certificate', 'refused', 'lost'].flatMap(watched),
      ],
      { token },
    );
    assert.equal(status, 200, text);
  });
  after(async () => {
    await nodeRed?.stop();
    await server?.close();
    remove();
  });

  it('hold an unknown server once, trust it without a deploy, and record that (node-opcua)', async () => {
    const pending = await waitFor('the certificate', async () => (await listed()).pending[0]);
    const { sha256 } = pending;
    await waitFor(
      'the refusal',
      async () => (await connectionOf('by-name')).code === 'opcua.bad-certificate-untrusted',
    );
    assert.equal((await listed()).pending.length, 1);
    assert.equal((await server.count()).created, 0);
    const began = Date.now();
    const { status, body } = await ask<ListedCertificates>('POST', `/certificates/${sha256}/trust`);
    assert.equal(status, 200);
    assert.deepEqual([body.pending.length, body.trusted[0]?.sha256], [0, sha256]);
    const online = async (id: string) => (await connectionOf(id)).phase === 'online';
    await waitFor('the session', () => online('by-name'));
    await waitFor('the session of the certificate', () => online('by-certificate'));
    assert.ok(Date.now() - began < 20_000, 'without waiting for the next attempt');
    const { security } = await connectionOf('by-name');
    assert.deepEqual(security, { policy: 'Basic256Sha256', mode: 'SignAndEncrypt' });
    await waitFor('the event', () => events('trust').length === 1);
    const [event] = events('trust');
    assert.deepEqual(
      [event?.outcome, event?.actor.name, event?.target],
      ['success', 'anna', { kind: 'certificate', id: sha256 }],
    );
  });

  it('SEC-17: let a user log in by a certificate whose key is in no flow (node-opcua)', async () => {
    await waitFor('the session', async () => (await connectionOf('by-certificate')).phase === 'online');
    const { security } = await server.count();
    assert.ok(security.some(({ user }) => /^[0-9a-f]{64}$/.test(user ?? '')));
    const flows = readFileSync(join(nodeRed.userDirectory, 'flows.json'), 'utf8');
    assert.equal(flows.match(/PRIVATE KEY/g), null);
  });

  it('SEC-18: leave secrets in the credentials file alone (node-opcua)', async () => {
    const three = [secrets.password, planted.get('line of the user’s key') ?? '', secrets.passphrase];
    const { flows } = await nodeRed.flows(token);
    for (const secret of three) assert.ok(!JSON.stringify(flows).includes(secret), 'the export');
    const holders = new Set<string>();
    for (const entry of readdirSync(nodeRed.userDirectory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'latin1');
      if (three.some((secret) => text.includes(secret))) holders.add(entry.name);
    }
    // Node-RED keeps the file before the last save as a backup of it.
    holders.delete('.flows_cred.json.backup');
    assert.deepEqual([...holders], ['flows_cred.json']);
    const held = readFileSync(join(nodeRed.userDirectory, 'flows_cred.json'), 'latin1');
    for (const secret of three) assert.ok(held.includes(secret));
  });

  it('take certificates, issuers and lists as files, one event each, and refuse what is none (node-opcua)', async () => {
    const authority = await makeAuthority('Authority of the plant');
    const bring = (list: string, file: Uint8Array, as = token) =>
      ask<ListedCertificates & { code?: string }>(
        'POST',
        '/certificates/import',
        { list, file: Buffer.from(file).toString('base64') },
        as,
      );
    const revoked = await makeRevocationList(authority, []);
    assert.equal((await bring('crl', revoked)).body.code, 'opcua-certificates.list-without-issuer');
    const both = Buffer.from(`${pemOf('CERTIFICATE', authority.der)}${pemOf('X509 CRL', revoked)}`);
    assert.equal((await bring('issuers', both)).body.issuers.length, 1);
    const { body } = await bring('crl', revoked);
    assert.equal(body.revocationLists[0]?.issuer, 'CN=Authority of the plant');
    assert.equal((await bring('trusted', Buffer.from('nothing'))).body.code, 'opcua-certificates.unreadable');
    assert.equal((await bring('trusted', Buffer.alloc(600 * 1024))).status, 413);
    const otto = await nodeRed.token('otto', 'a-very-good-one', 'read');
    assert.ok([401, 403].includes((await bring('trusted', authority.der, otto)).status));
    assert.equal((await ask('GET', '/certificates', undefined, otto)).status, 200);
    const kept = [
      ['issuers', body.issuers[0]?.sha256],
      ['crl', body.revocationLists[0]?.sha256],
    ] as const;
    for (const [list, sha256] of kept)
      assert.equal((await ask('POST', `/certificates/${sha256}/remove`, { list })).status, 200);
    const nowhere = await ask<{ code: string }>('POST', `/certificates/${'0'.repeat(64)}/trust`);
    assert.deepEqual([nowhere.status, nowhere.body.code], [404, 'opcua-certificates.unknown']);
    const imported = () => events('import').filter(({ outcome }) => outcome === 'success');
    await waitFor('the events', () => imported().length === 2 && events('remove').length === 2);
    assert.deepEqual(
      imported().map((each) => each.target?.id),
      events('remove').map((each) => each.target?.id),
    );
  });

  it('let the time of one certificate not count, and count again, each as one event (node-opcua)', async () => {
    const { trusted } = await listed();
    const sha256 = trusted[0]?.sha256 ?? '';
    const set = async (allowed: boolean) =>
      (await ask<ListedCertificates>('POST', `/certificates/${sha256}/any-time`, { allowed })).body
        .trusted[0];
    assert.equal((await set(true))?.anyTime, true);
    assert.equal((await set(false))?.anyTime, false);
    await waitFor('the events', () => events('any-time').length === 2);
    for (const each of events('any-time')) assert.equal(each.target?.id, sha256);
  });

  it('give our certificate as a file (node-opcua)', async () => {
    const { own } = await listed();
    const response = await fetch(`${nodeRed.adminUrl}${base}/own-certificate`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 200);
    const der = Buffer.from(await response.arrayBuffer());
    assert.equal(pemOf('CERTIFICATE', der), own?.pem);
    assert.doesNotMatch(own?.pem ?? '', /PRIVATE/);
  });

  it('SEC-21: write none of ten planted secrets into a log of any level (node-opcua)', async () => {
    const test = async (config: object, typed: object) => ask('POST', '/test', { config, secrets: typed });
    const url = server.url;
    await test({ url, identity: 'user-name', userName: 'anna' }, { password: secrets.testedPassword });
    await test(
      { url, identity: 'certificate' },
      {
        userCertificate: pemOf('CERTIFICATE', (await makeServer({ name: 'user' })).der),
        userKey: (await keyOf(await makeServer({ name: 'user' })))
          .export({
            type: 'pkcs8',
            format: 'pem',
            cipher: 'aes-256-cbc',
            passphrase: secrets.testedPassphrase,
          })
          .toString(),
        passphrase: secrets.wrongPassphrase,
      },
    );
    await waitFor(
      'the refusal of the password',
      async () => (await connectionOf('refused')).code !== undefined,
    );
    const own = readdirSync(join(pki, 'own')).find((name) => name.endsWith('.pem')) ?? '';
    planted.set('line of our own key', readFileSync(join(pki, 'own', own), 'utf8').split('\n')[5] ?? '');
    assert.equal(planted.size, 10);
    assert.match(nodeRed.log, /\[trace\]/);
    for (const [what, secret] of planted) {
      assert.ok(secret.length > 20, what);
      assert.ok(!nodeRed.log.includes(secret), what);
    }
  });

  it('SEC-16: warn from 30 days before the end on, in status and panel, and renew the same application (node-opcua)', async () => {
    const before = await listed();
    assert.equal(before.own?.expiresSoon, false);
    assert.deepEqual((await connectionOf('by-name')).notices, []);
    assert.equal(warnings(/certificate of this Node-RED is good until/), 0);
    await nodeRed.halt();
    await putOwn(29, true);
    const [key = ''] = readdirSync(join(pki, 'own')).filter((name) => name.endsWith('.pem'));
    chmodSync(join(pki, 'own', key), 0o644);
    const from = nodeRed.log.length;
    await nodeRed.start();
    token = await nodeRed.token('anna', 'a-very-good-one');
    const after = await listed();
    const date = new Date(after.own?.until ?? 0).toISOString().slice(0, 10);
    assert.equal(after.own?.expiresSoon, true);
    assert.equal(after.applicationUri, before.applicationUri);
    const { notices } = await connectionOf('by-name');
    assert.equal(notices.length, 1);
    assert.ok(notices[0]?.includes(date));
    assert.equal(warnings(/certificate of this Node-RED is good until/, from), 1);
    const { status, body } = await ask<ListedCertificates>('POST', '/own-certificate');
    assert.equal(status, 200);
    assert.deepEqual(
      [body.own?.expiresSoon, body.applicationUri, body.former],
      [false, before.applicationUri, 2],
    );
    assert.deepEqual((await connectionOf('by-name')).notices, []);
    await waitFor('the event', () => events('renew').length === 1);
  });

  it('SEC-14: keep keys to 0600 and folders to 0700, and take back a key that was open with one warning (node-opcua)', () => {
    for (const entry of readdirSync(pki, { recursive: true, withFileTypes: true })) {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      assert.equal(mode.toString(8), entry.isDirectory() ? '700' : '600', entry.name);
    }
    assert.equal(warnings(/could be read by others/), 1);
  });
});

/** A line in the midst of a key as it is without its passphrase. */
function plainLine(key: string, passphrase: string): string {
  const plain = createPrivateKey({ key, passphrase }).export({ type: 'pkcs8', format: 'pem' }).toString();
  return plain.split('\n')[5] ?? '';
}
