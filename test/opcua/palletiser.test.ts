import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateStore } from '@millwright/opcua/client';
import { palletiserAddress, palletiserNodes } from '@millwright/simulators';
import { freePort } from '@millwright/testing';
import { DemoPalletiser, palletiserUrl } from '@millwright/tooling';
import { openClient } from './support/client.ts';
import { readerOf, tagAt, valuesOf } from './support/reading.ts';

describe('the palletiser of the demo', function () {
  this.timeout(60_000);
  let directory: string;
  let palletiser: DemoPalletiser;
  let url: string;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-palletiser-'));
    const port = await freePort();
    url = palletiserUrl(port);
    palletiser = new DemoPalletiser({ demoDirectory: directory, port, died: () => undefined });
    await palletiser.start();
  });

  after(async () => {
    await palletiser.end();
    rmSync(directory, { recursive: true, force: true });
  });

  /** A client that trusts what is trusted below the directory. */
  function open() {
    const store = CertificateStore.open({
      directory: join(directory, 'millwright/opcua/pki'),
      onWarning: assert.fail,
    });
    return openClient(url, {
      certificates: store,
      applicationUri: store.applicationUri,
      security: { minimum: 'SignAndEncrypt' },
    });
  }

  it('is strange to Node-RED until the demo has made the two known to each other, and only then', async () => {
    assert.equal(palletiser.knows('node-red'), false);
    {
      await using opened = open();
      await assert.rejects(opened.client.connection.link(opened.signal), {
        code: 'opcua.bad-certificate-untrusted',
      });
    }
    await palletiser.introduce('node-red', directory);
    assert.equal(palletiser.knows('node-red'), true);
  });

  it('shows its state as a structure, and its other values, signed and encrypted', async () => {
    await using opened = open();
    const { client, signal } = opened;
    const tags = Object.entries(palletiserNodes).map(([name, id]) => tagAt(palletiserAddress(id), { name }));
    const { samples } = await readerOf(client).read(tags, { signal });
    assert.equal(client.facts?.securityMode, 'SignAndEncrypt');
    assert.deepEqual(
      samples.map(({ quality }) => quality),
      samples.map(() => 'good'),
    );
    const values = valuesOf(samples);
    const state = values['palletiser.state'] as Readonly<Record<string, unknown>>;
    assert.equal(state['Layers'], 8);
    assert.deepEqual(state['Mode'], { value: 1, name: 'Automatic' });
    assert.deepEqual(values['palletiser.mode'], { value: 1, name: 'Automatic' });
    assert.equal(typeof values['palletiser.gripper_vacuum'], 'number');
  });
});
