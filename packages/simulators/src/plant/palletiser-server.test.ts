import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@millwright/testing';
import { PalletiserServer } from './palletiser-server.ts';

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('the palletiser behind its server', function () {
  this.timeout(30_000);
  let directory: string;
  let server: PalletiserServer;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-palletiser-'));
    server = new PalletiserServer({ port: 0, directory, seed: 7, speed: 100 });
    await server.listen();
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('has a certificate of its own, and plays by itself', async () => {
    assert.ok(existsSync(server.certificateFile));
    await waitFor('a layer', () => server.palletiser.values().layer > 1);
  });

  it('is off when it is told so, and on again at the same port', async () => {
    const { port } = server;
    assert.equal(await answers(port), true);
    await server.refuse();
    assert.equal(await answers(port), false);
    await server.listen();
    assert.equal(server.port, port);
    assert.equal(await answers(port), true);
  });

  it('says where it cannot listen', async () => {
    const second = new PalletiserServer({ port: server.port, directory: join(directory, 'second'), seed: 7 });
    await assert.rejects(second.listen(), { code: 'simulators.listen-failed' });
    await second.close();
  });
});
