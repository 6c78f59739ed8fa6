import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S7Memory, SimulatedS7Plc } from '@millwright/simulators/s7';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { assertSelfContained, noRegistry, npmInstall, outsideOfRepository, pack } from './install.ts';

const [target] = targets();

const flows = (port: number): readonly object[] => [
  { id: 'tab', type: 'tab', label: 'S7' },
  { id: 'connection', type: 'mw-s7-connection', schema: 1, host: '127.0.0.1', port },
  {
    id: 'tags',
    type: 'mw-s7-tags',
    schema: 1,
    connection: 'connection',
    tags: [{ name: 'level', address: 'DB1.DBD4:REAL' }],
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
  { id: 'read', type: 'mw-s7-read', z: 'tab', schema: 1, tags: 'tags', x: 300, y: 100, wires: [['debug']] },
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

describe('the packed S7 nodes, with no registry in reach', function () {
  this.timeout(180_000);
  let scratch: string;
  let tarball: string;
  let plc: SimulatedS7Plc;
  let nodeRed: NodeRedProcess | undefined;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-s7-'));
    tarball = pack('nodes/s7', scratch);
    const memory = new S7Memory({ blocks: { 1: 16 } });
    memory.block(1).writeFloatBE(42.5, 4);
    plc = new SimulatedS7Plc({ memory });
    await plc.listen();
  });

  after(async () => {
    await nodeRed?.stop();
    await plc?.close();
    await rm(scratch, { recursive: true, force: true });
  });

  const fileOf = (name: string): string =>
    execFileSync('tar', ['-xzOf', tarball, `package/${name}`], { encoding: 'utf8' });

  it('hold all that they use, with the licence of each part, in less than a megabyte', () => {
    assertSelfContained(tarball);
    const notices = fileOf('dist/THIRD-PARTY-NOTICES.txt');
    for (const name of ['valibot', 'jsonata', 'lit-html']) assert.ok(notices.includes(`\n${name} `), name);
    assert.doesNotMatch(notices, /The package carries no licence file|GNU GENERAL PUBLIC LICENSE/);
    assert.ok(statSync(tarball).size < 1_000_000, `${statSync(tarball).size} bytes`);
  });

  it('run nothing when they are installed', () => {
    const { scripts = {}, optionalDependencies = {} } = JSON.parse(fileOf('package.json'));
    assert.deepEqual([scripts, optionalDependencies], [{}, {}]);
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
    const deployed = await running.deploy(flows(plc.port));
    assert.equal(deployed.status, 200, deployed.text);
    await running.waitForLog(/\[debug:level\]\s+42\.5/, { deadline: 15_000 });
  });
});
