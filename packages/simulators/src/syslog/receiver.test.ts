import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@millwright/testing';
import { simulatorErrors } from '../errors.ts';
import { SyslogReceiver } from './receiver.ts';

describe('syslog receiver', () => {
  let directory: string;
  let file: string;
  let receiver: SyslogReceiver;
  let problems: Error[];
  const sockets: Socket[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'millwright-syslog-'));
    file = join(directory, 'syslog.log');
    problems = [];
    receiver = new SyslogReceiver({ port: 0, file, onProblem: (error) => problems.push(error) });
    await receiver.listen();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await receiver.close();
    await rm(directory, { recursive: true });
  });

  const open = async (): Promise<Socket> => {
    const socket = connect(receiver.port, receiver.host);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  const framed = (text: string): string => {
    const message = `<110>1 2026-11-25T10:00:00.000Z plant millwright 7 event - ${text}`;
    return `${Buffer.byteLength(message)} ${message}`;
  };
  const texts = (): readonly string[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' - ')[1] ?? '');

  it('keeps what it gets, a message a line, in a file that only its owner can read', async () => {
    const socket = await open();
    socket.write(framed('one') + framed('zwölf') + framed('two\nlines'));
    await waitFor('three messages', () => receiver.received === 3);
    assert.deepEqual(texts(), ['one', 'zwölf', 'two#012lines']);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(problems, []);
  });

  it('closes the connection at what is no syslog, and says why', async () => {
    const socket = await open();
    socket.write(`${framed('good')}GET / HTTP/1.1\r\n`);
    await once(socket, 'close');
    assert.deepEqual(texts(), ['good']);
    assert.ok(problems.length === 1 && simulatorErrors.badSyslog.is(problems[0]));
  });

  it('can be switched off and on: who was connected is cut, nobody else gets in, the port is the same', async () => {
    const { port } = receiver;
    const socket = await open();
    socket.write(framed('before'));
    await waitFor('a message', () => receiver.received === 1);
    const closed = once(socket, 'close');
    await receiver.refuse();
    await closed;
    await assert.rejects(open(), { code: 'ECONNREFUSED' });
    await receiver.listen();
    assert.equal(receiver.port, port);
    (await open()).write(framed('after'));
    await waitFor('another message', () => receiver.received === 2);
    assert.deepEqual(texts(), ['before', 'after']);
  });

  it('says that its port is taken', async () => {
    const second = new SyslogReceiver({ port: receiver.port, file, onProblem: () => undefined });
    await assert.rejects(second.listen(), simulatorErrors.listenFailed.is);
  });
});
