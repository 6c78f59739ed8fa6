import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FilePiece } from '@millwright/schema';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { runtimeErrors } from '../errors.ts';
import type { Response } from '../red.ts';
import { answerError, sendFile } from './answer.ts';

describe('a file that is answered while it is made', () => {
  let server: Server;
  let faults: unknown[];
  let piece: FilePiece | undefined;
  let patience: number | undefined;
  let chunks: () => AsyncIterable<string | Uint8Array>;
  /** Settles when the server is through with the request. */
  let served: PromiseWithResolvers<void>;

  beforeEach(async () => {
    faults = [];
    piece = undefined;
    patience = undefined;
    served = Promise.withResolvers();
    server = createServer((_request, response) => {
      const file = {
        ...{ fileName: 'audit.jsonl', mediaType: 'application/jsonl', chunks: chunks() },
        ...(piece && { piece }),
        ...(patience !== undefined && { patience }),
      };
      const work = sendFile(response as Response, file).catch((error: unknown) =>
        answerError(response as Response, error, (fault) => faults.push(fault)),
      );
      void work.then(served.resolve, served.reject);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const ask = async (): Promise<IncomingMessage> => {
    const request = get({ port: (server.address() as AddressInfo).port, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  };
  const textOf = async (response: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return text;
  };

  it('says which bytes of a known file it has, so that the rest can be asked for', async () => {
    chunks = async function* () {
      yield 'cd';
    };
    piece = { from: 2, to: 4, size: 6, tag: 'abc' };
    const some = await ask();
    const { etag, 'content-range': range, 'content-length': length } = some.headers;
    assert.deepEqual([some.statusCode, etag, range, length], [206, '"abc"', 'bytes 2-3/6', '2']);
    assert.equal(await textOf(some), 'cd');
    piece = { from: 0, to: 2, size: 2, tag: 'abc' };
    const all = await ask();
    assert.deepEqual([all.statusCode, all.headers['content-range']], [200, undefined]);
    assert.equal(await textOf(all), 'cd');
  });

  it('arrives whole, under its name', async () => {
    chunks = async function* () {
      yield 'one\n';
      yield Buffer.from('zwei: ü\n');
    };
    const response = await ask();
    assert.equal(response.headers['content-disposition'], 'attachment; filename="audit.jsonl"');
    assert.equal(response.headers['content-type'], 'application/jsonl');
    assert.equal(response.headers['cache-control'], 'no-store');
    assert.equal(await textOf(response), 'one\nzwei: ü\n');
    await served.promise;
    assert.deepEqual(faults, []);
  });

  it('is made no faster than the client takes it', async () => {
    const size = 256 * 1024;
    let made = 0;
    chunks = async function* () {
      for (; made < 400; made++) yield Buffer.alloc(size, 97);
    };
    const response = await ask();
    await once(response, 'readable');
    // Nobody reads: what is made is what the buffers between both hold, and then no more.
    for (let before = -1; before !== made; ) {
      before = made;
      for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
    }
    assert.ok(made < 200, `${made} of 400 were made`);
    let received = 0;
    for await (const chunk of response) received += (chunk as Buffer).length;
    assert.equal(received, 400 * size);
  });

  it('is cut off where the client takes nothing of it for too long', async () => {
    patience = 100;
    let ended = false;
    chunks = async function* () {
      try {
        for (;;) yield Buffer.alloc(256 * 1024, 97);
      } finally {
        ended = true;
      }
    };
    const response = await ask();
    await once(response, 'readable');
    // Nobody reads.
    await served.promise;
    assert.deepEqual([ended, faults], [true, []]);
    response.destroy();
  });

  it('is made no further when the client goes away, which is nobody’s fault', async () => {
    let ended = false;
    chunks = async function* () {
      try {
        for (;;) yield Buffer.alloc(64 * 1024, 97);
      } finally {
        ended = true;
      }
    };
    const response = await ask();
    await once(response, 'readable');
    response.destroy();
    await served.promise;
    assert.deepEqual([ended, faults], [true, []]);
  });

  it('is made no further either when the client goes before it has begun', async () => {
    let ended = false;
    const gone = Promise.withResolvers<void>();
    chunks = async function* () {
      try {
        await gone.promise;
        yield 'one\n';
        yield 'two\n';
      } finally {
        ended = true;
      }
    };
    const asked = once(server, 'request') as Promise<[unknown, Response]>;
    const request = get({ port: (server.address() as AddressInfo).port, agent: false });
    request.on('error', () => undefined);
    const [, response] = await asked;
    request.destroy();
    await once(response, 'close');
    gone.resolve();
    await served.promise;
    assert.deepEqual([ended, faults], [true, []]);
  });

  it('is an error in its place where nothing of it could be made', async () => {
    chunks = async function* () {
      yield* [];
      throw runtimeErrors.malformedJson();
    };
    const response = await ask();
    assert.equal(response.statusCode, 400);
    assert.equal(JSON.parse(await textOf(response)).code, 'runtime.malformed-json');
  });

  it('is cut off where it fails, so that the client does not take it for whole', async () => {
    const failure = new Error('the disk broke');
    const seen = Promise.withResolvers<void>();
    chunks = async function* () {
      yield 'one\n';
      await seen.promise;
      throw failure;
    };
    const response = await ask();
    await once(response, 'readable');
    seen.resolve();
    await assert.rejects(textOf(response), { code: 'ECONNRESET' });
    await served.promise;
    assert.deepEqual(faults, [failure]);
  });
});
