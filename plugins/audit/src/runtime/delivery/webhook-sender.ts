import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import { checkpointLine } from '@millwright/ledger';
import { auditErrors } from '../../common/errors.ts';
import type { Destination } from '../../common/settings.ts';
import { failureOf } from './failures.ts';
import type { Sender } from './sender.ts';

export type WebhookDestination = Extract<Destination, { kind: 'webhook' }>;

/** So much is read of what an answer says, in bytes; Node.js itself reads no more than 16 kB of its head. */
const mostAnswer = 64 * 1024;
/** So many preliminary answers (status 1xx) are waited for. */
const mostAnnouncements = 10;

/**
 * An HTTP server: each batch is one POST with an event on each line. Status 2xx is the receipt. Redirects are not
 * followed: what is sent, and the token, are for the one address that people gave. Answers mean nothing but their status;
 * of a long one only the beginning is read.
 *
 * @param destination with its secret
 */
export function openWebhookSender({ url, token, authority }: WebhookDestination): Sender {
  const { protocol, origin } = new URL(url);
  const isSecure = protocol === 'https:';
  const trust = authority === undefined ? {} : { ca: authority };
  const agent = isSecure
    ? new SecureAgent({ keepAlive: true, maxSockets: 1, ...trust })
    : new PlainAgent({ keepAlive: true, maxSockets: 1 });

  function post(body: string, signal: AbortSignal): Promise<void> {
    const headers = {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'millwright-audit',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    };
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers, signal };
      const request: ClientRequest = isSecure
        ? requestSecure(url, { ...options, agent: agent as SecureAgent })
        : requestPlain(url, options);
      request.on('error', (error) => reject(signal.aborted ? signal.reason : failureOf(error, origin)));
      let announcements = 0;
      request.on('information', () => {
        announcements += 1;
        if (announcements > mostAnnouncements)
          request.destroy(auditErrors.receiverEndless({ receiver: origin }));
      });
      // Also where somebody answers with another protocol, which is no error to Node.js.
      request.once('close', () =>
        reject(auditErrors.receiverUnreachable({ receiver: origin, reason: 'ECONNRESET' })),
      );
      request.once('response', (response: IncomingMessage) => {
        const { statusCode: status = 0 } = response;
        response.on('error', reject);
        let read = 0;
        // To its end, so that the connection can be used again; but nobody waits for a long one.
        response.on('data', (piece: Buffer) => {
          read += piece.length;
          if (read > mostAnswer) request.destroy();
        });
        if (status >= 200 && status < 300) resolve();
        else reject(auditErrors.receiverRefused({ receiver: origin, reason: String(status) }));
      });
      request.end(body);
    });
  }

  return {
    send: (records, signal) => post(records.map(({ record }) => `${record}\n`).join(''), signal),
    anchor: ({ size, note }, signal) =>
      post(`${JSON.stringify({ name: 'audit.checkpoint', note: checkpointLine(note), size })}\n`, signal),
    test: (text, signal) => post(`${JSON.stringify({ message: text, name: 'audit.test' })}\n`, signal),
    close: async () => agent.destroy(),
  };
}
