import { connectionErrors } from '@millwright/plc';
import { defineErrors } from '@millwright/schema';

/** What the nodes and the routes of this package refuse. */
export const opcuaNodeErrors = defineErrors('opcua-nodes', {
  ...connectionErrors,
  userCertificateMissing: {
    status: 400,
    family: 'caller',
    message: () => 'To log in by a certificate, the connection needs one and its private key',
  },
  userCertificateUnusable: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) =>
      `The user's certificate or its key cannot be used: ${reason}`,
  },
  readOnlyConnection: {
    status: 403,
    family: 'caller',
    message: () => 'The connection is set to read-only, so nothing was sent',
  },
  writeNotAllowed: {
    status: 403,
    family: 'caller',
    message: ({ address }: { address: string }) =>
      `The connection allows writing to some nodes only, and ${address} is none of them. Nothing was sent`,
  },
});
