import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { DataType, Variant } from 'node-opcua-variant';
import { assertSelfContained, noRegistry, npmInstall, outsideOfRepository, pack } from './install.ts';

const [target] = targets();

const flows = (url: string): readonly object[] => [
  { id: 'tab', type: 'tab', label: 'OPC UA' },
  { id: 'connection', type: 'mw-opcua-connection', schema: 1, url, security: 'none', unsecured: true },
  {
    id: 'tags',
    type: 'mw-opcua-tags',
    schema: 1,
    connection: 'connection',
    tags: [{ name: 'level', address: 'ns=1;s=level' }],
  },
  {
    id: 'inject',
    type: 'inject',
    z: 'tab',
    once: true,
    onceDelay: 0.1,
    props: [],
    x: 100,
    y: 100,
    wires: [['read']],
  },
  {
    id: 'read',
    type: 'mw-opcua-read',
    z: 'tab',
    schema: 1,
    tags: 'tags',
    x: 300,
    y: 100,
    wires: [['debug']],
  },
  {
    id: 'debug',
    type: 'debug',
    z: 'tab',
    name: 'level',
    active: true,
    console: true,
    complete: 'payload',
    targetType: 'msg',
    x: 500,
    y: 100,
    wires: [],
  },
];

describe('the packed OPC UA nodes, with no registry in reach', function () {
  this.timeout(180_000);
  let scratch: string;
  let tarball: string;
  let server: SimulatedUaServer;
  let nodeRed: NodeRedProcess | undefined;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-opcua-'));
    tarball = pack('nodes/opcua', scratch);
    server = new SimulatedUaServer({
      nodes: { 'ns=1;s=level': { value: new Variant({ dataType: DataType.Double, value: 42.5 }) } },
    });
    await server.listen();
  });

  after(async () => {
    await nodeRed?.stop();
    await server?.dispose();
    await rm(scratch, { recursive: true, force: true });
  });

  it('hold all that they use, with the licence of each part', () => {
    assertSelfContained(tarball);
    const notices = execFileSync('tar', ['-xzOf', tarball, 'package/dist/THIRD-PARTY-NOTICES.txt'], {
      encoding: 'utf8',
    });
    for (const name of ['node-opcua-secure-channel', 'node-opcua-types', 'node-opcua-crypto', 'asn1js'])
      assert.ok(notices.includes(`\n${name} `), name);
    assert.doesNotMatch(notices, /The package carries no licence file/);
  });

  it('are installed, connect and read a value', async () => {
    assert.ok(target);
    const running = await startNodeRed({
      target: await outsideOfRepository(target),
      environment: noRegistry,
    });
    nodeRed = running;
    await running.halt();
    npmInstall(running.userDirectory, [tarball]);
    await running.start();
    const deployed = await running.deploy(flows(server.url));
    assert.equal(deployed.status, 200, deployed.text);
    await running.waitForLog(/\[debug:level\]\s+42\.5/, { deadline: 15_000 });
  });
});
