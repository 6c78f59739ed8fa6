import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { freePort, Mosquitto, makeCertificates, requirePeer, waitFor } from '@millwright/testing';
import { afterEach, describe, it } from 'mocha';
import mqtt from 'mqtt';
import { readAnchors } from '../../../plugins/audit/src/runtime/delivery/anchors.ts';
import type { MqttDestination } from '../../../plugins/audit/src/runtime/delivery/mqtt-connection.ts';
import { Turns } from '../../../plugins/audit/src/runtime/settings/turns.ts';
import { common, deliveryForEach } from './delivery.ts';

interface Received {
  readonly topic: string;
  readonly text: string;
  readonly qos: number;
  readonly retain: boolean;
}

describe('a broker of MQTT (mosquitto)', () => {
  const fixture = deliveryForEach();
  const running = new Set<Mosquitto>();
  const clients = new Set<mqtt.MqttClient>();

  afterEach(async () => {
    await Promise.all([...clients].map((client) => client.endAsync(true)));
    await Promise.all([...running].map((broker) => broker.stop()));
    clients.clear();
    running.clear();
  });

  async function broker(context: Mocha.Context, lines?: (port: number) => readonly string[]) {
    const program = requirePeer(context, 'mosquitto');
    const port = await freePort();
    const made = new Mosquitto({
      program,
      directory: fixture.directory,
      port,
      ...(lines ? { lines: lines(port) } : {}),
    });
    running.add(made);
    await made.start();
    const destination: MqttDestination = {
      ...common,
      kind: 'mqtt',
      url: `mqtt://127.0.0.1:${port}`,
      topic: 'plant 1/audit',
      anchor: true,
    };
    return { broker: made, port, destination };
  }

  /** Hears everything from now on, and what is retained. */
  async function listen(port: number, options: mqtt.IClientOptions = {}): Promise<readonly Received[]> {
    const received: Received[] = [];
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5, ...options });
    clients.add(client);
    client.on('message', (topic, payload, { qos, retain }) =>
      received.push({ topic, text: payload.toString(), qos, retain }),
    );
    await client.subscribeAsync('plant 1/audit/#', { qos: 1, rap: true });
    return received;
  }

  const eventsOf = (received: readonly Received[]): readonly string[] =>
    received.filter(({ topic }) => topic === 'plant 1/audit/events').map(({ text }) => text);

  it('gets each event with quality of service 1, and retains the last checkpoint', async function () {
    const { port, destination } = await broker(this);
    const received = await listen(port);
    const delivery = await fixture.deliver(destination);
    await fixture.append(20, { reason: '"\\é漢\u0000' });
    const { note, size } = await fixture.audit.log.checkpoint();
    await waitFor('it is anchored', async () => (await delivery.state()).anchored === size);
    await waitFor('all have arrived', () => eventsOf(received).length >= size);
    assert.deepEqual(eventsOf(received), fixture.records());
    assert.ok(
      received.every(({ qos, retain, topic }) => qos === 1 && retain === topic.endsWith('/checkpoint')),
    );

    const late = await listen(port);
    await waitFor('what is retained has arrived', () => late.length > 0);
    assert.deepEqual(late, [{ topic: 'plant 1/audit/checkpoint', text: note, qos: 1, retain: true }]);
    const tools = {
      complete: () => destination,
      directory: async (path: string) => path,
      turns: new Turns(),
    };
    assert.deepEqual(await readAnchors([destination], tools, new AbortController().signal), [
      { destination, text: note },
    ]);
  });

  it('misses nothing when it is restarted, and is given the last checkpoint again', async function () {
    const { broker: mosquitto, port, destination } = await broker(this);
    const first = await listen(port, { reconnectPeriod: 0 });
    const delivery = await fixture.deliver(destination);
    await fixture.append(30);
    await waitFor('the first have arrived', () => eventsOf(first).length >= 30);
    await delivery.until('up-to-date');
    await mosquitto.stop();
    await fixture.append(600);
    assert.equal((await delivery.until('waiting')).problem?.code, 'audit.receiver-unreachable');
    // Each broker on its own: nobody listens while the new one starts, so what comes first is retained nowhere.
    await mosquitto.start();
    const second = await listen(port);
    await delivery.until('up-to-date');
    const records = fixture.records();
    await waitFor('the rest has arrived', () => eventsOf([...first, ...second]).length >= 600);
    const { note, size } = await fixture.audit.log.checkpoint();
    await waitFor('it is anchored', async () => (await delivery.state()).anchored === size);
    assert.ok(records.length >= 630);
    assert.ok(second.some(({ topic, text }) => topic.endsWith('/checkpoint') && text === note));
  });

  it('is not believed where it does not let Millwright publish or log in', async function () {
    const passwords = join(fixture.directory, 'passwords');
    const rights = join(fixture.directory, 'rights');
    const program = requirePeer(this, 'mosquitto');
    writeFileSync(passwords, 'millwright:secret\n', { mode: 0o600 });
    spawnSync(join(program, '../../bin/mosquitto_passwd'), ['-U', passwords]);
    writeFileSync(rights, 'user millwright\ntopic write allowed/#\n', { mode: 0o600 });
    const { destination } = await broker(this, () => [
      'allow_anonymous false',
      `password_file ${passwords}`,
      `acl_file ${rights}`,
      'user root',
    ]);
    const delivery = await fixture.deliver(destination);
    await fixture.append(1);
    const refusedOf = async () => (await delivery.until('waiting')).problem;
    assert.deepEqual((await refusedOf())?.details?.reason, 'not authorised');
    await delivery.replace({ ...destination, user: 'millwright', password: 'wrong' });
    assert.deepEqual((await refusedOf())?.code, 'audit.receiver-refused');
    await delivery.replace({ ...destination, user: 'millwright', password: 'secret' });
    const problem = await refusedOf();
    assert.deepEqual([problem?.code, problem?.details?.reason], ['audit.receiver-refused', 'not authorised']);
    await delivery.replace({
      ...destination,
      user: 'millwright',
      password: 'secret',
      topic: 'allowed/audit',
    });
    await delivery.until('up-to-date');
  });

  const huge = Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1, 0x61, 0]);
  const small = Buffer.from([0x30, 5, 0, 1, 0x61, 0, 0x41]);
  for (const [title, first, piece] of [
    ['a packet of 256 MB', huge, Buffer.alloc(65_536, 'x')],
    ['messages that nobody asked for, without an end', small, Buffer.concat(Array(4000).fill(small))],
  ] as const)
    it(`is cut off when it sends ${title}`, async () => {
      let sent = 0;
      const server = createServer((socket) => {
        const spew = (): void => {
          while (!socket.destroyed && socket.write(piece)) sent += piece.length;
        };
        socket.on('error', () => {});
        socket.once('data', () => {
          // A connection that is accepted (MQTT 5).
          socket.write(Buffer.from([0x20, 3, 0, 0, 0]));
          socket.write(first);
          socket.on('drain', spew);
          spew();
        });
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      try {
        await fixture.append(1);
        const delivery = await fixture.deliver({
          ...common,
          kind: 'mqtt',
          url: `mqtt://127.0.0.1:${port}`,
          topic: 'plant 1/audit',
        });
        const { problem } = await delivery.until('waiting');
        assert.equal(problem?.code, 'audit.receiver-endless');
        assert.ok(sent < 20_000_000, String(sent));
        await delivery.replace();
      } finally {
        server.close();
      }
    });

  it('is reached over TLS only with a certificate that is trusted', async function () {
    const { authority, certificate, key } = makeCertificates(requirePeer(this, 'openssl'), fixture.directory);
    const { port, destination } = await broker(this, () => [
      'allow_anonymous true',
      `certfile ${certificate}`,
      `keyfile ${key}`,
      'user root',
    ]);
    const secure = { ...destination, url: `mqtts://127.0.0.1:${port}` };
    const delivery = await fixture.deliver(secure);
    await fixture.append(1);
    assert.equal((await delivery.until('waiting')).problem?.code, 'audit.receiver-untrusted');
    await delivery.replace({ ...secure, authority: readFileSync(authority, 'utf8') });
    await delivery.until('up-to-date');
  });
});
