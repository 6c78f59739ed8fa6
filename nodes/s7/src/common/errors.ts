import { connectionErrors } from '@millwright/plc';
import { defineErrors } from '@millwright/schema';

/** What the nodes and the routes of this package refuse. */
export const s7NodeErrors = defineErrors('s7-nodes', {
  ...connectionErrors,
  readOnlyConnection: {
    status: 403,
    family: 'caller',
    message: () => 'The connection is set to read-only, so nothing was sent',
  },
  notArmed: {
    status: 403,
    family: 'caller',
    message: () => 'The message is not armed: msg.arm has to be true. Nothing was sent',
  },
  actionUnknown: {
    status: 400,
    family: 'caller',
    message: ({ actions }: { actions: readonly string[] }) =>
      `The message names no action that there is: msg.action is one of ${actions.join(', ')}. Nothing was sent`,
  },
  badTime: {
    status: 400,
    family: 'caller',
    message: () =>
      'msg.payload is no time for the clock: a Date, ISO text with its zone, or milliseconds since 1970. Nothing was sent',
  },
  badQuestion: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The message does not say what to ask the PLC: ${reason}`,
  },
  writeNotAllowed: {
    status: 403,
    family: 'caller',
    message: ({ address }: { address: string }) =>
      `The connection allows writing to some ranges only, and ${address} is in none of them. Nothing was sent`,
  },
});
