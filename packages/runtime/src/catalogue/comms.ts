import type { OperationInput } from '../operation.ts';
import { functionRows, named } from './row.ts';

interface Client {
  readonly user?: unknown;
  readonly ws?: { close(code: number, reason: string): void };
}

const client = ({ client: given }: OperationInput): Client => (given ?? {}) as Client;

/** WebSocket's own code for "against policy" (RFC 6455, section 7.4.1). */
const policyViolation = 1008;

/** The editor's live connection. Node-RED waits for none of these calls. */
export const commsRows = functionRows('comms', [
  {
    name: 'comms.open',
    title: 'Open a live connection',
    call: 'addConnection',
    action: 'live.connect',
    kind: 'read',
    requests: [],
    uncaught: true,
    user: (input) => client(input).user,
    refuse: (input) => client(input).ws?.close(policyViolation, 'refused'),
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
  },
]);
