import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { findCheckpoints } from '@millwright/ledger';
import { type Certificates, makeCertificates, requirePeer, waitFor } from '@millwright/testing';
import { afterEach, describe, it } from 'mocha';
import type { WebhookDestination } from '../../../plugins/audit/src/runtime/delivery/webhook-sender.ts';
import { common, deliveryForEach } from './delivery.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly method: string;
  readonly body: string;
}

type Answer = (received: Received, response: ServerResponse) => void;

const canary = 'token-canary';

describe('a webhook', () => {
  const fixture = deliveryForEach();
  const servers = new Set<Server>();

  afterEach(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    servers.clear();
  });

  async function serve(answer: Answer, certificates?: Certificates) {
    const received: Received[] = [];
    const listener: RequestListener = (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (piece: string) => {
        body += piece;
      });
      request.on('end', () => {
        const one = { headers: request.headers, method: request.method ?? '', body };
        received.push(one);
        answer(one, response);
      });
    };
    const server: Server = certificates
      ? createServer(
          { cert: readFileSync(certificates.certificate), key: readFileSync(certificates.key) },
          listener,
        )
      : createPlainServer(listener);
    servers.add(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const destination: WebhookDestination = {
      ...common,
      kind: 'webhook',
      url: `${certificates ? 'https' : 'http'}://127.0.0.1:${port}/in?key=query-canary`,
      token: canary,
      anchor: true,
      ...(certificates ? { authority: readFileSync(certificates.authority, 'utf8') } : {}),
    };
    return { server, received, destination };
  }

  const ok: Answer = (_received, response) => response.writeHead(204).end();
  const linesOf = (received: readonly Received[]): readonly string[] =>
    received.flatMap(({ body }) => body.split('\n').filter((line) => line !== ''));
  const certificates = (context: Mocha.Context, names?: string): Certificates =>
    makeCertificates(requirePeer(context, 'openssl'), fixture.directory, names);

  it('gets events as lines over HTTPS with an authority of its own, and checkpoints after them', async function () {
    const { received, destination } = await serve(ok, certificates(this));
    const delivery = await fixture.deliver(destination);
    await fixture.append(600, { reason: '"\\é漢' });
    const { note, size } = await fixture.audit.log.checkpoint();
    await waitFor('it is anchored', async () => (await delivery.state()).anchored === size);
    const records = fixture.records();
    const lines = linesOf(received).filter((line) => !line.includes('"audit.checkpoint"'));
    assert.deepEqual(lines, records);
    assert.equal(findCheckpoints(received.at(-1)?.body ?? '').at(-1)?.note, note);
    for (const { headers, method } of received) {
      assert.equal(method, 'POST');
      assert.equal(headers.authorization, `Bearer ${canary}`);
      assert.match(headers['content-type'] ?? '', /^application\/x-ndjson/);
    }
  });

  it('gets again what it did not confirm, and says with which status it refused', async () => {
    let refusals = 2;
    const { received, destination } = await serve((one, response) => {
      if (refusals > 0) {
        refusals -= 1;
        response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`private-canary ${one.body}`);
      } else ok(one, response);
    });
    const delivery = await fixture.deliver(destination);
    await fixture.append(5);
    const state = await delivery.until('waiting');
    assert.deepEqual(
      [state.problem?.code, state.problem?.details?.reason],
      ['audit.receiver-refused', '500'],
    );
    assert.doesNotMatch(JSON.stringify(state), /canary/);
    await delivery.until('up-to-date');
    const records = fixture.records();
    assert.deepEqual([...new Set(linesOf(received))].slice(0, records.length), records);
  });

  it('is not followed elsewhere, neither with events nor with the token', async () => {
    const elsewhere = await serve(ok);
    const { destination } = await serve((_received, response) =>
      response.writeHead(307, { Location: elsewhere.destination.url }).end(),
    );
    const delivery = await fixture.deliver(destination);
    await fixture.append(1);
    const { problem } = await delivery.until('waiting');
    assert.deepEqual([problem?.code, problem?.details?.reason], ['audit.receiver-refused', '307']);
    assert.deepEqual(elsewhere.received, []);
  });

  it('does not get a byte where its certificate is for another name, or by another authority', async function () {
    const { received, destination } = await serve(ok, certificates(this, 'DNS:elsewhere.example'));
    const delivery = await fixture.deliver(destination);
    await fixture.append(1);
    const wrongName = await delivery.until('waiting');
    assert.deepEqual(
      [wrongName.problem?.code, wrongName.problem?.details?.reason],
      ['audit.receiver-untrusted', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    );
    const { authority: _authority, ...untrusted } = destination;
    await delivery.replace(untrusted);
    const wrongAuthority = await delivery.until('waiting');
    assert.equal(wrongAuthority.problem?.code, 'audit.receiver-untrusted');
    assert.deepEqual(received, []);
  });

  it('that answers without an end is read no further than its beginning', async () => {
    const sent = { body: 0, announcements: 0 };
    const endless = (response: ServerResponse, spew: () => boolean) => {
      const go = (): void => {
        while (!response.destroyed && spew());
      };
      response.socket?.on('drain', go);
      response.on('drain', go);
      go();
    };
    const piece = Buffer.alloc(16_384, 'x');
    const body = await serve((_received, response) => {
      response.writeHead(200);
      endless(response, () => {
        sent.body += piece.length;
        return response.write(piece);
      });
    });
    const head = await serve((_received, response) => {
      endless(response, () => {
        sent.announcements += 1;
        return response.socket?.write('HTTP/1.1 102 Processing\r\n\r\n') ?? false;
      });
    });
    await fixture.append(1);
    const delivery = await fixture.deliver(
      { ...body.destination, id: 'body', anchor: false },
      { ...head.destination, id: 'head', anchor: false },
    );
    await delivery.until('up-to-date', 'body');
    const { problem } = await delivery.until('waiting', 'head');
    assert.deepEqual(
      [problem?.code, problem?.details?.receiver],
      ['audit.receiver-endless', new URL(head.destination.url).origin],
    );
    // What two systems keep of a connection, and no more: the rest was never taken.
    assert.ok(sent.body < 20_000_000, String(sent.body));
  });

  it('that answers with another protocol does not count as one that took it', async () => {
    const { destination } = await serve((_received, response) =>
      response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    );
    await fixture.append(1);
    const delivery = await fixture.deliver(destination);
    const { problem } = await delivery.until('waiting');
    assert.equal(problem?.code, 'audit.receiver-unreachable');
  });

  it('that is slow or broken holds up nobody else', async () => {
    const slow = await serve(() => {});
    const broken = await serve((_received, response) => response.destroy());
    const fast = await serve(ok);
    const delivery = await fixture.deliver(
      { ...slow.destination, id: 'slow' },
      { ...broken.destination, id: 'broken' },
      { ...fast.destination, id: 'fast' },
    );
    await fixture.append(300);
    await delivery.until('up-to-date', 'fast');
    await delivery.until('waiting', 'broken');
    const records = fixture.records();
    assert.deepEqual(linesOf(fast.received).slice(0, records.length), records);
    assert.equal((await delivery.state('slow')).state, 'delivering');
  });
});
