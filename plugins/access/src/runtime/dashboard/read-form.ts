import type { IncomingMessage } from 'node:http';

const mostBytes = 8192;

/**
 * The fields of a form that was sent as browsers send them; undefined for anything else, and for more than a log-in takes.
 */
export async function readForm(
  request: IncomingMessage & { readonly body?: unknown },
): Promise<Readonly<Record<string, string>> | undefined> {
  if (!/^application\/x-www-form-urlencoded(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    return undefined;
  // Where the admin side has the same root it has read the body already.
  const { body } = request;
  if (typeof body === 'object' && body !== null) return textsOf(Object.entries(body));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return textsOf(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
}

function textsOf(fields: Iterable<readonly [string, unknown]>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...fields].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
  );
}
