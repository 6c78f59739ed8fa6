import { pipeline } from 'node:stream/promises';
import { type FileAnswer, type FilePiece, isCodedError } from '@millwright/schema';
import { runtimeErrors } from '../errors.ts';
import type { Response } from '../red.ts';
import { ofParser } from './parser-error.ts';

/** Headers of everything that is answered below `/millwright`. */
export function setHeaders(response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

/** Answers a value as JSON, or 204 for undefined. */
export function answer(response: Response, value: unknown): void {
  if (value === undefined) {
    setHeaders(response);
    response.writeHead(204).end();
    return;
  }
  sendJson(response, 200, value);
}

/** What a client may ask for again is named, so that it can ask for the rest of it alone. */
function pieceHeaders({ from, to, size, tag }: FilePiece): Readonly<Record<string, string | number>> {
  const isWhole = from === 0 && to === size;
  return {
    'Accept-Ranges': 'bytes',
    ETag: `"${tag}"`,
    'Content-Length': to - from,
    ...(isWhole ? {} : { 'Content-Range': `bytes ${from}-${to - 1}/${size}` }),
  };
}

/**
 * Sends a file as it is made, as fast as the client takes it. What fails before there is anything of it is answered as an
 * error; what fails on the way cuts it off, so that the client notices. A client that goes away is no failure.
 */
export async function sendFile(
  response: Response,
  { fileName, mediaType, chunks, piece, patience }: FileAnswer,
): Promise<void> {
  const made = chunks[Symbol.asyncIterator]();
  const first = await made.next();
  const all = async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => made };
  };
  setHeaders(response);
  const headers = piece ? pieceHeaders(piece) : {};
  response.writeHead('Content-Range' in headers ? 206 : 200, {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    ...headers,
  });
  if (patience !== undefined) response.setTimeout(patience, () => response.destroy());
  try {
    await pipeline(all(), response);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  } finally {
    // Where the client went before the second piece, nobody has told it yet.
    await made.return?.();
  }
}

/**
 * Answers an error as `{ code, message, details? }`.
 *
 * A detail `retryAfter`, in seconds, is said in the header of that name too.
 *
 * @param fault is told of what people cannot act on: our bugs, which the answer does not explain
 */
export function answerError(response: Response, error: unknown, fault: (error: unknown) => void): void {
  const coded = isCodedError(error) ? error : (ofParser(error) ?? runtimeErrors.unexpected());
  if (coded.family === 'bug') fault(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { code, message, details } = coded;
  const { retryAfter } = (details ?? {}) as { readonly retryAfter?: unknown };
  if (typeof retryAfter === 'number') response.setHeader('Retry-After', Math.ceil(retryAfter));
  sendJson(response, coded.status, details === undefined ? { code, message } : { code, message, details });
}

function sendJson(response: Response, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  setHeaders(response);
  response
    .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length })
    .end(body);
}
