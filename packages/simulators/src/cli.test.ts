import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSession } from '@millwright/modbus';
import { waitFor } from '@millwright/testing';
import { S7TestClient } from './s7/client.fixture.ts';

const script = join(import.meta.dirname, 'cli.ts');
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
const never = new AbortController().signal;

describe('millwright-simulate', function () {
  this.timeout(20_000);
  let child: ChildProcess | undefined;

  afterEach(() => {
    child?.kill('SIGKILL');
  });

  function run(...args: string[]): {
    child: ChildProcess;
    lines: AsyncIterator<string>;
    ended: Promise<unknown[]>;
  } {
    const started = spawn(process.execPath, ['--conditions=@millwright/source', script, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child = started;
    const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
    return { child: started, lines, ended: once(started, 'exit') };
  }

  async function next(lines: AsyncIterator<string>): Promise<Record<string, unknown>> {
    return JSON.parse((await lines.next()).value);
  }

  it('says when it is ready, obeys, and says what it does not understand', async () => {
    const { child, lines } = run('plant', '--port', '0', '--seed', '7');
    const ready = await next(lines);
    assert.equal(ready['ready'], 'plant');
    const port = Number(ready['port']);
    const session = await openSession(
      { road: 'tcp', host: '127.0.0.1', port, timeout: 2_000, connectTimeout: 2_000 },
      never,
    );
    assert.deepEqual([...(await session.request(1, Uint8Array.of(3, 0, 0, 0, 1), never))], [3, 2, 0, 1]);
    child.stdin?.write('{"do":"misbehave","fault":{"kind":"exception","code":6,"times":1}}\n');
    assert.deepEqual(await next(lines), { done: 'misbehave' });
    assert.deepEqual([...(await session.request(1, Uint8Array.of(3, 0, 0, 0, 1), never))], [0x83, 6]);
    child.stdin?.write('{"do":"explode"}\n');
    assert.equal((await next(lines))['error'] !== undefined, true);
    await session.close();
  });

  it('plays the meters beside the filler, and hears whom a command is for', async () => {
    const { child, lines } = run('plant', '--port', '0', '--seed', '7');
    const { meter } = await next(lines);
    const { protocol, port } = meter as { protocol: string; port: number };
    assert.equal(protocol, 'modbus-rtu-over-tcp');
    const place = { host: '127.0.0.1', port, timeout: 1_500, connectTimeout: 2_000 };
    const session = await openSession({ road: 'rtu-over-tcp', ...place }, never);
    const read = () => session.request(12, Uint8Array.of(4, 0, 0, 0, 2), never);
    assert.equal((await read()).length, 6);
    const tell = async (command: object): Promise<Record<string, unknown>> => {
      child.stdin?.write(`${JSON.stringify(command)}\n`);
      return next(lines);
    };
    assert.deepEqual(await tell({ do: 'leave', unit: 12, at: 'meter' }), { done: 'leave' });
    await assert.rejects(read());
    const { requests, connections } = await tell({ do: 'report', at: 'meter' });
    assert.equal(Number(requests) >= 1, true);
    assert.equal(connections, 1);
    assert.equal((await tell({ do: 'report' }))['requests'], 0);
    const refused = await tell({ do: 'jam', at: 'meter' });
    assert.equal((refused['error'] as { code: string }).code, 'simulators.bad-command');
    await session.close();
  });

  it('is a Modbus server on any road, with the units that it is told', async () => {
    const { lines } = run('modbus', '--port', '0', '--road', 'udp', '--units', '3', '--absent', 'exception');
    const { port, protocol } = await next(lines);
    assert.equal(protocol, 'modbus-udp');
    const place = { host: '127.0.0.1', port: Number(port), timeout: 2_000, connectTimeout: 2_000 };
    const session = await openSession({ road: 'udp', ...place }, never);
    assert.deepEqual([...(await session.request(3, Uint8Array.of(6, 0, 7, 1, 2), never))], [6, 0, 7, 1, 2]);
    assert.deepEqual(
      [...(await session.request(3, Uint8Array.of(3, 0, 7, 0, 2), never))],
      [3, 4, 1, 2, 0, 8],
    );
    assert.deepEqual([...(await session.request(4, Uint8Array.of(3, 0, 7, 0, 1), never))], [0x83, 11]);
    await session.close();
  });

  it('is an S7 PLC that misbehaves in the ways of its own', async () => {
    const { child, lines } = run('s7', '--port', '0', '--pdu', '240');
    const { port, protocol } = await next(lines);
    assert.equal(protocol, 's7');
    const client = await S7TestClient.connect(Number(port));
    assert.equal(client.pdu, 240);
    assert.equal((await client.read({ db: 1, start: 300, length: 2 })).toString('hex'), 'ff040010012c');
    child.stdin?.write('{"do":"misbehave","fault":{"kind":"item","code":5,"on":"read","times":1}}\n');
    assert.deepEqual(await next(lines), { done: 'misbehave' });
    assert.equal((await client.read({ db: 1, start: 300, length: 2 })).toString('hex'), '05000000');
    child.stdin?.write('{"do":"misbehave","fault":{"kind":"busy"}}\n');
    assert.equal(((await next(lines))['error'] as { code: string }).code, 'simulators.bad-command');
    child.stdin?.write('{"do":"leave","unit":1}\n');
    assert.equal(((await next(lines))['error'] as { code: string }).code, 'simulators.bad-command');
    client.close();
  });

  it('takes commands from a file, and is on again by itself', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'millwright-simulate-'));
    try {
      const file = join(directory, 'syslog.log');
      const commands = join(directory, 'commands');
      const { lines } = run('syslog', '--port', '0', '--file', file, '--commands', commands);
      const { ready, port } = await next(lines);
      assert.equal(ready, 'syslog');
      appendFileSync(commands, '{"do":"refuse","seconds":0.2}\n');
      assert.deepEqual(await next(lines), { done: 'refuse' });
      await waitFor('it to be on again', () => answers(Number(port)));
      appendFileSync(commands, '{"do":"jam"}\n');
      assert.equal(((await next(lines))['error'] as { code: string }).code, 'simulators.bad-command');
      appendFileSync(commands, '{"do":"refuse"}\n');
      assert.deepEqual(await next(lines), { done: 'refuse' });
      assert.equal(await answers(Number(port)), false);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  for (const [how, end] of [
    ['its parent closes the pipe to it', (process: ChildProcess) => process.stdin?.end()],
    ['SIGTERM', (process: ChildProcess) => process.kill('SIGTERM')],
    ['SIGINT', (process: ChildProcess) => process.kill('SIGINT')],
  ] as const) {
    it(`ends at ${how}`, async () => {
      const { child, lines, ended } = run('modbus', '--port', '0');
      await next(lines);
      end(child);
      assert.deepEqual(await ended, [0, null]);
    });
  }

  it('explains itself and ends with 2 where the arguments make no sense, or the port is taken', async () => {
    assert.deepEqual(await run('toaster').ended, [2, null]);
    const first = run('modbus', '--port', '0');
    const { port } = await next(first.lines);
    const second = run('modbus', '--port', String(port));
    const [code] = await second.ended;
    assert.equal(code, 2);
    first.child.kill('SIGKILL');
  });
});
