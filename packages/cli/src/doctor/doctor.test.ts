import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DoorStatus } from '@millwright/schema';
import { recorded } from '../output.fixture.ts';
import { doctor } from './doctor.ts';

const status: DoorStatus = {
  ok: true,
  api: 1,
  nodeRed: '5.0.7',
  node: '24.1.0',
  checks: [],
  copies: [],
  running: [],
  routes: [],
};

const answers: Readonly<Record<string, unknown>> = {
  '/settings': { version: '5.0.7', user: { username: 'anna' } },
  '/millwright/door/status': status,
};

describe('the doctor on an older Node.js than Millwright needs', () => {
  let server: Server;

  before(async () => {
    server = createServer((request, response) => {
      response.end(JSON.stringify(answers[request.url ?? '']));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('finds nothing wrong with an instance that is well', async () => {
    const surroundings = { ...recorded(), nodeVersion: '20.20.2' };
    const { port } = server.address() as AddressInfo;
    assert.equal(await doctor.run(['--url', `http://127.0.0.1:${port}`], surroundings), 0);
    assert.match(surroundings.text(), /This command\n {2}● works {10}It runs on Node\.js 20\.20\.2\n/);
    assert.doesNotMatch(surroundings.text(), /[Rr]estart/);
  });
});
