import { once } from 'node:events';
import { waitFor } from '@millwright/testing';
import WebSocket from 'ws';
import type { Lab } from '../lab.ts';
import type { Trick } from '../trick.ts';
import { outsiders, type User } from '../users.ts';
import type { Reply } from '../wire.ts';

/** The editor's live connection, or the reply of why there is none. */
async function connect(lab: Lab, user: User): Promise<WebSocket | Reply> {
  const socket = new WebSocket(`${lab.nodeRed.adminUrl.replace('http', 'ws')}/comms`);
  await once(socket, 'open');
  const end = once(socket, 'close').then(([code]): Reply => ({ status: 403, text: `closed: ${code}` }));
  const accepted = once(socket, 'message').then(([data]) => JSON.parse(String(data)) as { auth?: string });
  socket.send(JSON.stringify({ auth: lab.tokenOf(user) ?? '' }));
  const first = await Promise.race([accepted, end]);
  if ('status' in first) return first;
  if (first.auth === 'ok') return socket;
  socket.terminate();
  return { status: 401, text: JSON.stringify(first) };
}

interface Decided {
  readonly id: number;
  readonly operation: string;
}

const decisions = async (lab: Lab): Promise<readonly Decided[]> =>
  (await lab.ask<{ decisions: Decided[] }>('GET', '/millwright/access/decisions')).body.decisions;

const heard = async ({ nodeRed }: Lab): Promise<unknown> =>
  (await nodeRed.request('GET', '/memory/messages')).body;

/** Sends a live message, which nobody answers: it is heard, or its refusal is among the decisions. */
async function tell(lab: Lab, user: User, message: object): Promise<Reply> {
  const [last] = await decisions(lab);
  const before = await heard(lab);
  const socket = await connect(lab, user);
  if (!(socket instanceof WebSocket)) return socket;
  let closed = false;
  socket.once('close', () => {
    closed = true;
  });
  try {
    socket.send(JSON.stringify(message));
    const isRefused = ({ id, operation }: Decided): boolean =>
      id > (last?.id ?? 0) && operation === 'comms.message';
    return await waitFor('what becomes of the message', async () => {
      if ((await heard(lab)) !== before) return { status: 200, text: 'heard' };
      return (closed || (await decisions(lab)).some(isRefused)) && { status: 403, text: 'refused' };
    });
  } finally {
    socket.terminate();
  }
}

const topic = 'probe/hello';
const messages: readonly (readonly [string, object])[] = [
  ['a message', { topic, data: {} }],
  ['a message that names another user', { topic, data: {}, user: 'owner', auth: 'owner' }],
];

export const liveTricks: readonly Trick[] = [
  ...messages.map(
    ([trick, message]): Trick => ({
      route: 'comms: message',
      trick,
      by: [...outsiders, 'remote'],
      changes: /^GET \/memory\/messages: /,
      send: (lab, user) => tell(lab, user, message),
      refusal: /^40[13] /,
    }),
  ),
];
