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
  writeNotAllowed: {
    status: 403,
    family: 'caller',
    message: ({ address }: { address: string }) =>
      `The connection allows writing to some ranges only, and ${address} is in none of them. Nothing was sent`,
  },
});
