import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ask } from './ask.ts';

const question = { path: 'settings', permission: 'settings.read' };
const secret = 'tok-0123456789-secret';

describe('a question to an instance', () => {
  let server: Server | undefined;

  afterEach(async () => {
    const running = server;
    server = undefined;
    running?.closeAllConnections();
    if (running) await new Promise((resolve) => running.close(resolve));
  });

  async function listen(made: Server): Promise<number> {
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    return (made.address() as AddressInfo).port;
  }

  async function asked(answer: RequestListener, { token = secret, patience = 5000 } = {}): Promise<unknown> {
    const port = await listen(createHttpServer(answer));
    return ask({ base: new URL(`http://127.0.0.1:${port}/admin/`), token, patience }, question);
  }

  it('goes below the admin root, with the token', async () => {
    const seen: unknown[] = [];
    const answer = await asked((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      response.end('{"version":"5.0.0"}');
    });
    assert.deepEqual(seen, ['GET', '/admin/settings', `Bearer ${secret}`]);
    assert.deepEqual(answer, { version: '5.0.0' });
  });

  const status =
    (code: number, body = '', headers = {}): RequestListener =>
    (_request, response) => {
      response.writeHead(code, headers).end(body);
    };

  for (const [what, answer, code, says] of [
    ['401 to a token', status(401, 'Unauthorized'), 'cli.token-refused', /settings\.read/],
    ['403', status(403), 'cli.forbidden', /settings\.read/],
    ['404', status(404, '<h1>'), 'cli.not-found', /httpAdminRoot/],
    ['a redirect', status(302, '', { Location: 'http://evil.example/' }), 'cli.redirected', /evil\.example/],
    [
      '503 with a coded error',
      status(503, '{"message":"Not \\u001b[2J ready"}'),
      'cli.unexpected-status',
      /Not {2}\[2J ready/,
    ],
    ['502 with a page', status(502, '<h1>Bad gateway'), 'cli.unexpected-status', /502\. Look/],
    ['a page', status(200, '<html>', { 'Content-Type': 'text/html' }), 'cli.not-json', /text\/html/],
    ['nothing', status(200), 'cli.not-json', /something/],
    ['far too much', status(200, `"${'x'.repeat(5_000_000)}"`), 'cli.answer-too-large', /4194304/],
    [
      'a connection that is closed at once',
      (request) => request.socket.destroy(),
      'cli.other-protocol',
      /Something else answers/,
    ],
    [
      'another protocol',
      (request) => request.socket.end('220 mail.example ESMTP\r\n'),
      'cli.other-protocol',
      /Something else answers/,
    ],
    [
      'an answer that breaks off',
      (request, response) => {
        response.writeHead(200, { 'Content-Length': 100 }).write('{', () => request.socket.destroy());
      },
      'cli.unreachable',
      /could not be reached/,
    ],
  ] as const satisfies readonly (readonly [string, RequestListener, string, RegExp])[]) {
    it(`answered by ${what} is ${code}`, async () => {
      await assert.rejects(asked(answer), (error: Error & { code?: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, new RegExp(secret));
        return true;
      });
    });
  }

  for (const below of ['/settings', '/flows']) {
    it(`at an address that ends with ${below} says that the admin side is meant`, async () => {
      const port = await listen(createHttpServer(status(404)));
      const base = new URL(`http://127.0.0.1:${port}/admin${below}/`);
      await assert.rejects(ask({ base, token: undefined, patience: 5000 }, question), {
        code: 'cli.not-found',
        message: new RegExp(`address of the admin side.*leave out ${below} at its end$`),
      });
    });
  }

  it('that needs a log-in and has no token says so', async () => {
    const port = await listen(createHttpServer(status(401)));
    const base = new URL(`http://127.0.0.1:${port}/`);
    await assert.rejects(ask({ base, token: undefined, patience: 5000 }, question), {
      code: 'cli.log-in-needed',
    });
  });

  it('is given up in time, before the answer begins and in the middle of it', async () => {
    await assert.rejects(
      asked(() => undefined, { patience: 50 }),
      { code: 'cli.timeout' },
    );
    server?.closeAllConnections();
    server?.close();
    await assert.rejects(
      asked((_request, response) => void response.write('{"a":'), { patience: 200 }),
      { code: 'cli.timeout' },
    );
  });

  it('does not trust what does not speak TLS, nor what offers no certificate', async () => {
    const plain = await listen(createHttpServer(status(200, '{}')));
    const to = (port: number) => ({
      base: new URL(`https://127.0.0.1:${port}/`),
      token: secret,
      patience: 5000,
    });
    await assert.rejects(ask(to(plain), question), { code: 'cli.tls' });
    server?.close();
    const bare = await listen(createTlsServer({}, status(200, '{}')));
    await assert.rejects(ask(to(bare), question), { code: 'cli.tls' });
  });

  it('finds nobody there, or not even the machine', async () => {
    const port = await listen(createHttpServer(status(200)));
    await new Promise((resolve) => server?.close(resolve));
    const nobody = { base: new URL(`http://127.0.0.1:${port}/`), token: undefined, patience: 5000 };
    await assert.rejects(ask(nobody, question), { code: 'cli.refused' });
    const unknown = { ...nobody, base: new URL('http://no-such-machine.invalid/') };
    await assert.rejects(ask(unknown, question), { code: 'cli.unknown-host' });
    const odd = { ...nobody, base: new URL('http://127.0.0.1:6000/') };
    await assert.rejects(ask(odd, question), /another protocol/);
  });
});
