import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A server of one test, for what a real Node-RED does not do when asked: breaking off, being of another age, answering
 * in the very moment that a test needs.
 *
 * @param answers by method and path below `/millwright/<area>/`; anything else is not there
 */
export async function serving(
  answers: Readonly<Record<string, Answer>>,
  work: (url: string) => Promise<void>,
  area = 'history',
): Promise<void> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(`/millwright/${area}/`, '').replace(/\?.*$/, '');
    const answer = answers[`${request.method} ${path}`];
    if (answer) answer(request, response);
    else response.writeHead(404).end('Cannot do that');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export const json =
  (value: unknown, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
