import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import {
  ModbusClient,
  ModbusServer,
  modbusErrors,
  openSession,
  type ServerLimits,
  type TlsClientOptions,
} from '@millwright/modbus';
import { patternMemory, SimulatedPlc } from '@millwright/simulators';
import {
  type Certificate,
  type Certificates,
  makeCertificate,
  makeCertificates,
  requirePeer,
  waitFor,
} from '@millwright/testing';
import { readOver } from './memory.ts';
import { startServer } from './peers.ts';

const never = new AbortController().signal;
const read = { area: 'holding-register', address: 7, quantity: 1 } as const;
const pem = (path: string): Buffer => readFileSync(path);

/** What a failure says about a connection that was not secure enough. */
const refusal = (pattern: RegExp) => (error: unknown) => {
  assert.ok(modbusErrors.tlsRefused.is(error), String(error));
  assert.match(error.message, pattern);
  return true;
};

describe('Modbus over TLS', function () {
  this.timeout(60_000);
  const directory = mkdtempSync(join(tmpdir(), 'millwright-tls-'));
  let own: Certificates;
  let client: Certificate;
  let foreign: Certificates;
  let tls: TlsClientOptions;
  let plc: SimulatedPlc;

  before(async function () {
    const openssl = requirePeer(this as unknown as Mocha.Context, 'openssl');
    own = makeCertificates(openssl, directory);
    client = makeCertificate(openssl, directory, 'client');
    foreign = makeCertificates(openssl, mkdtempSync(join(directory, 'foreign-')));
    tls = { ca: pem(own.authority), cert: pem(client.certificate), key: pem(client.key) };
    plc = await serve({ certificate: own.certificate, key: own.key });
  });

  after(async () => {
    await plc?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** A PLC with Modbus/TCP Security: it wants a certificate of its clients. */
  async function serve({ certificate, key }: Certificate): Promise<SimulatedPlc> {
    const server = new SimulatedPlc({
      road: 'tls',
      memory: patternMemory,
      tls: { cert: pem(certificate), key: pem(key), ca: pem(own.authority) },
    });
    await server.listen();
    return server;
  }

  const open = (port: number, options: TlsClientOptions) =>
    openSession(
      { road: 'tls', host: '127.0.0.1', port, timeout: 2_000, connectTimeout: 2_000, tls: options },
      never,
    );

  /** What a read comes to over a connection of its own. */
  async function readWith(port: number, options: TlsClientOptions): Promise<readonly number[]> {
    const session = await open(port, options);
    try {
      return await readOver(session, read);
    } finally {
      await session.close();
    }
  }

  it('M-T-17: reads where both sides trust each other', async () => {
    assert.deepEqual(await readWith(plc.port, tls), [7]);
  });

  it('M-T-17: reads from pymodbus where both sides trust each other', async function () {
    const files = [own.certificate, own.key, own.authority];
    const server = await startServer(this, 'pymodbus', 'tls', { files });
    try {
      assert.deepEqual(await readWith(server.port, tls), [7]);
    } finally {
      await server.kill();
    }
  });

  it('M-T-17: refuses a server that an authority has signed which it does not know', async () => {
    const { ca: _, ...others } = tls;
    await assert.rejects(open(plc.port, others), refusal(/signed by nobody that is trusted here/));
    await assert.rejects(
      open(plc.port, { ...tls, ca: pem(foreign.authority) }),
      refusal(/signed by nobody that is trusted here/),
    );
  });

  it('M-T-17: refuses a server whose certificate has expired, or is for another name', async function () {
    const openssl = requirePeer(this, 'openssl');
    for (const [certificate, pattern] of [
      [makeCertificate(openssl, directory, 'expired', { days: -1 }), /has expired/],
      [makeCertificate(openssl, directory, 'other', { names: 'DNS:other.invalid' }), /for another name/],
    ] as const) {
      const server = await serve(certificate);
      try {
        await assert.rejects(open(server.port, tls), refusal(pattern));
      } finally {
        await server.close();
      }
    }
  });

  it('M-T-17: is refused without a certificate of its own, or with one of another authority, and says so', async () => {
    const { ca } = tls;
    assert.ok(ca);
    await assert.rejects(readWith(plc.port, { ca }), refusal(/wants a client certificate/));
    await assert.rejects(
      readWith(plc.port, { ca, cert: pem(foreign.certificate), key: pem(foreign.key) }),
      /does not trust our certificate/,
    );
  });

  it('M-T-17: says where a certificate or key is none, before anything is sent', async () => {
    const accepted = plc.accepted;
    await assert.rejects(open(plc.port, { ...tls, key: 'no key' }), modbusErrors.tlsRefused.is);
    assert.equal(plc.accepted, accepted);
  });

  describe('a server, towards who connects and says nothing', () => {
    let server: ModbusServer;
    let sockets: Socket[];

    afterEach(async () => {
      for (const socket of sockets) socket.destroy();
      await server.close();
    });

    async function listen(limits: ServerLimits): Promise<void> {
      sockets = [];
      const [cert, key] = [pem(own.certificate), pem(own.key)];
      const place = { road: 'tls', host: '127.0.0.1', port: 0, tls: { cert, key } } as const;
      server = new ModbusServer({ ...place, serve: () => ({ exception: 4 }), limits });
      await server.listen();
    }

    /** Resolves when it has connected; `gone` when the server has ended that. */
    async function enter(): Promise<{ readonly gone: Promise<unknown> }> {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => {});
      sockets.push(socket);
      const gone = once(socket, 'close');
      await once(socket, 'connect');
      return { gone };
    }

    it('M-S-06: turns away whoever is not on its list', async () => {
      await listen({ allow: ['192.0.2.7'] });
      await (await enter()).gone;
      assert.equal(server.refused, 1);
    });

    it('M-S-06: counts who does not show a certificate that it trusts, and says why', async () => {
      sockets = [];
      const reasons: string[] = [];
      server = new ModbusServer({
        road: 'tls',
        host: '127.0.0.1',
        port: 0,
        tls: { cert: pem(own.certificate), key: pem(own.key), ca: pem(own.authority) },
        serve: () => ({ exception: 4 }),
        onFailed: (error) => {
          if (modbusErrors.handshakeFailed.is(error)) reasons.push(error.message);
        },
      });
      await server.listen();
      const { ca } = tls;
      assert.ok(ca);
      await assert.rejects(readWith(server.port, { ca }));
      await waitFor('the first to be counted', () => server.refused === 1);
      await assert.rejects(
        readWith(server.port, { ca, cert: pem(foreign.certificate), key: pem(foreign.key) }),
      );
      await waitFor('the second to be counted', () => server.refused === 2);
      assert.deepEqual(reasons, [
        'A client got no secure connection: it shows no certificate',
        'A client got no secure connection: its certificate is signed by nobody that is trusted here',
      ]);
      assert.deepEqual([server.accepted, server.connections], [0, 0]);
    });

    it('M-S-06: lets in so many and not one more', async () => {
      await listen({ maxConnections: 2 });
      await enter();
      await enter();
      await (await enter()).gone;
      assert.equal(server.refused, 1);
      assert.equal(server.connections, 0);
    });

    it('has a place again when one has gone', async () => {
      await listen({ maxConnections: 1 });
      const ca = pem(own.authority);
      // A place is free when the server has heard that whoever had it has gone: only who is let in can tell.
      const isServed = (): Promise<boolean> =>
        readWith(server.port, { ca }).then(() => false, modbusErrors.exception.is);
      for (let turn = 0; turn < 3; turn += 1) await waitFor('a place', isServed);
      assert.equal(server.accepted, 3);
    });

    it('closes at once', async () => {
      await listen({});
      const { gone } = await enter();
      await server.close();
      await gone;
    });
  });

  it('takes what is garbled behind an answer for a lost connection, and not for a refusal', async () => {
    const sockets: Socket[] = [];
    const between = createServer((near) => {
      const far = connect(plc.port, '127.0.0.1');
      sockets.push(near, far);
      for (const socket of [near, far]) socket.on('error', () => {});
      near.pipe(far).pipe(near);
    });
    const port = await listening(between);
    try {
      const session = await open(port, tls);
      assert.deepEqual(await readOver(session, read), [7]);
      const ended = new Promise((resolve) => session.onEnd(resolve));
      const [near] = sockets;
      // A record of data that was not made with their key.
      near?.write(Uint8Array.of(23, 3, 3, 0, 32, ...new Uint8Array(32)));
      assert.ok(modbusErrors.connectionLost.is(await ended));
      await session.close();
    } finally {
      for (const socket of sockets) socket.destroy();
      between.close();
    }
  });

  it('M-T-17: speaks no TLS older than 1.2', async () => {
    const old = createTlsServer({
      cert: pem(own.certificate),
      key: pem(own.key),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    old.on('tlsClientError', () => {});
    const port = await listening(old);
    try {
      await assert.rejects(open(port, tls), refusal(/no version of TLS that is safe/));
    } finally {
      old.close();
    }
  });

  it('M-T-17: never falls back to a plain connection', async () => {
    const heard: Buffer[] = [];
    const plain = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        heard.push(chunk);
        socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      });
    });
    const port = await listening(plain);
    const modbus = new ModbusClient({
      road: 'tls',
      host: '127.0.0.1',
      port,
      timeout: 500,
      connectTimeout: 500,
      tls,
      policy: { firstDelay: 1, longestDelay: 2, refusedDelay: 2 },
    });
    const release = modbus.connection.need();
    try {
      await waitFor('several attempts', () => heard.length >= 3);
      // Each begins a handshake of TLS and nothing else.
      for (const chunk of heard) assert.equal(chunk[0], 0x16);
      const { state } = modbus.connection;
      assert.notEqual(state.phase, 'online');
    } finally {
      release();
      await modbus.close();
      plain.close();
    }
  });
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
}
