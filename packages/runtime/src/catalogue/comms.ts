import { isDeeperThan, maxNesting } from '@millwright/schema';
import type { OperationInput } from '../operation.ts';
import { functionRows, named } from './row.ts';

interface Client {
  readonly user?: unknown;
  readonly ws?: { readonly readyState: number; close(code: number, reason: string): void };
}

const client = ({ client: given }: OperationInput): Client => (given ?? {}) as Client;

/** WebSocket's own number for "open" (WHATWG WebSockets, `readyState`). */
const open = 1;

/** Its client has gone, or was refused: nothing more is to reach it. */
const isGone = (input: OperationInput): boolean => {
  const { ws } = client(input);
  return ws !== undefined && ws.readyState !== open;
};

/** Longer ones are of no editor; a pattern that Node-RED makes of one may be too long for a regular expression. */
const longestTopic = 1_000;

/** Node-RED takes whatever a client sends for a topic to be text, and would end with what is none. */
const hasTopic = ({ topic }: OperationInput): boolean =>
  typeof topic === 'string' && topic.length <= longestTopic;

/** What those who listen make text or numbers of. Node-RED would end with what cannot be made either. */
const plainly = ['session', 'workspace', 'node'];

/** Where editors tell of themselves, Node-RED takes the data as they are. */
function isUnderstood({ topic, data }: OperationInput): boolean {
  if (!String(topic).startsWith('multiplayer/')) return true;
  if (!isObject(data) || isDeeperThan(data, maxNesting)) return false;
  const { cursor } = data;
  const values = [
    ...plainly.map((name) => data[name]),
    ...(isObject(cursor) ? [cursor['x'], cursor['y']] : []),
  ];
  return values.every((value) => typeof value !== 'object' || value === null);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** WebSocket's own code for "against policy" (RFC 6455, section 7.4.1). */
export const policyViolation = 1008;

/** The editor's live connection. Node-RED waits for none of these calls. */
export const commsRows = functionRows('comms', [
  {
    name: 'comms.open',
    title: 'Open a live connection',
    call: 'addConnection',
    action: 'live.connect',
    kind: 'read',
    background: true,
    requests: [],
    uncaught: true,
    user: (input) => client(input).user,
    refuse: (input) => client(input).ws?.close(policyViolation, 'refused'),
    isVoid: isGone,
  },
  {
    name: 'comms.subscribe',
    title: 'Ask for what a topic last said',
    call: 'subscribe',
    action: 'live.connect',
    kind: 'read',
    background: true,
    requests: [],
    uncaught: true,
    target: named('topic', 'topic'),
    // The topic stays silent.
    refuse: () => {},
    isVoid: (input) => isGone(input) || !hasTopic(input),
  },
  {
    name: 'comms.close',
    title: 'Close a live connection',
    call: 'removeConnection',
    action: 'live.connect',
    kind: 'read',
    requests: [],
    uncaught: true,
    user: (input) => client(input).user,
  },
  {
    name: 'comms.message',
    title: 'Send a live message',
    call: 'receive',
    action: 'live.send',
    kind: 'write',
    requests: [],
    uncaught: true,
    target: named('topic', 'topic'),
    // The message is not handed on, which is all that there is to do.
    refuse: () => {},
    isVoid: (input) => !hasTopic(input) || !isUnderstood(input),
  },
]);
