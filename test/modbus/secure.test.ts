import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  makeCertificates,
  type NodeRedProcess,
  requirePeer,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import type { ListedServer } from '../../nodes/modbus/src/common/routes.ts';
import { connection, type FlowNode, isStatus, observed, read, tags, waitToSee, watch } from './flow.ts';
import { StorePlc } from './store-plc.ts';

const passphrase = 'canary-of-the-passphrase';
const row = { name: 'speed', area: 'holding-register', address: '0', type: 'uint16' };

for (const target of targets()) {
  describe(`Modbus over TLS in ${target.title}`, function () {
    this.timeout(60_000);
    let directory: string;
    let nodeRed: NodeRedProcess;
    let plain: StorePlc;
    let port: number;
    let pem: { readonly authority: string; readonly certificate: string; readonly key: string };

    before(async function () {
      const openssl = requirePeer(this, 'openssl');
      directory = mkdtempSync(join(tmpdir(), 'millwright-modbus-'));
      const files = makeCertificates(openssl, directory);
      const text = (path: string): string => readFileSync(path, 'utf8');
      pem = { authority: text(files.authority), certificate: text(files.certificate), key: text(files.key) };
      port = await freePort();
      plain = await StorePlc.listening();
      nodeRed = await startNodeRed({
        target,
        settings: "logging: { console: { level: 'trace', metrics: true, audit: true } },",
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await plain?.close();
      if (directory) rmSync(directory, { recursive: true, force: true });
    });

    const tls = (id: string): FlowNode => ({
      id,
      type: 'tls-config',
      name: '',
      certType: 'files',
      cert: '',
      key: '',
      ca: '',
      servername: '',
      verifyservercert: true,
    });
    const server = (): FlowNode => ({
      id: 'server',
      type: 'mw-modbus-server',
      z: 'tab',
      schema: 1,
      road: 'tls',
      host: '127.0.0.1',
      port,
      tls: 'mutual',
      tags: [{ ...row, value: '42' }],
      wires: [[]],
    });
    const credentials = () => ({
      mutual: { certdata: pem.certificate, keydata: pem.key, cadata: pem.authority, passphrase },
      stranger: { certdata: '', keydata: '', cadata: pem.authority, passphrase },
    });
    const deploy = async (...nodes: readonly FlowNode[]): Promise<number> => {
      const from = nodeRed.log.length;
      await nodeRed.deploy(observed(...nodes, tls('mutual'), tls('stranger')), {
        credentials: credentials(),
      });
      await nodeRed.waitForLog(/Started flows/, { from });
      return from;
    };

    it('reads from a server that knows its client, and the client its server', async () => {
      const from = await deploy(
        server(),
        connection(port, { road: 'tls', tls: 'mutual' }),
        tags([row]),
        watch(50),
      );
      const { payload } = await waitToSee(nodeRed, 'the value', ({ sample }) => sample?.quality === 'good', {
        from,
      });
      assert.equal(payload, 42);
    });

    it('refuses a client without a certificate, and a server that is plain', async () => {
      const from = await deploy(
        server(),
        connection(port, { road: 'tls', tls: 'stranger' }),
        tags([row]),
        watch(50),
        connection(plain.port, { id: 'to-plain', road: 'tls', tls: 'mutual' }),
        tags([row], { id: 'plain-tags', connection: 'to-plain' }),
        watch(50, { id: 'plain', tags: 'plain-tags' }),
        ...read(),
      );
      for (const id of ['watch', 'plain'])
        await waitToSee(nodeRed, `${id} to wait`, isStatus(id, /^(retry in|no answer|connecting)/), { from });
      assert.equal(plain.asked.length, 0);
      await nodeRed.request('POST', '/inject/inject');
      await waitToSee(nodeRed, 'the refusal', (what) => what.from === 'error', { from });
      const refusing = await waitFor('the client to be counted', async () => {
        const path = '/millwright/modbus/status';
        const { body } = await nodeRed.request<{ servers: readonly ListedServer[] }>('GET', path);
        return body.servers.find(({ counters }) => counters.refused > 0);
      });
      assert.deepEqual(
        [refusing.clients, refusing.lastError?.code, refusing.lastError?.details],
        [0, 'modbus.handshake-failed', { reason: 'it shows no certificate' }],
      );
    });

    it('says no secret: not in any level of the log, not to whoever asks', async () => {
      const test = {
        config: { road: 'tls', host: '127.0.0.1', port: plain.port, tls: 'mutual', timeout: 300 },
      };
      const answers = [
        await nodeRed.request('POST', '/millwright/modbus/test', test),
        await nodeRed.request('GET', '/millwright/modbus/status'),
        await nodeRed.request('GET', '/flows'),
      ].map(({ text }) => text);
      const keyLines = pem.key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));
      assert.ok(keyLines.length > 0);
      for (const secret of [passphrase, ...keyLines]) {
        assert.ok(!nodeRed.log.includes(secret), 'in the log');
        for (const answer of answers) assert.ok(!answer.includes(secret), 'in an answer');
      }
    });
  });
}
