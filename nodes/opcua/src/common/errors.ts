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
  notDeployed: {
    status: 400,
    family: 'caller',
    message: () => 'Only the servers of connections that are configured and deployed can be browsed',
  },
  browseNotAllowed: {
    status: 403,
    family: 'caller',
    message: () => 'Only who may change flows may look into the servers of their connections',
  },
  browseTooOften: {
    status: 429,
    family: 'caller',
    message: ({ retryAfter }: { retryAfter: number }) =>
      `Dialogs ask servers eight things at a time, and 300 a minute at most. Try again in ${retryAfter} s`,
  },
  badBrowse: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The message does not say what to browse: ${reason}`,
  },
  badWatch: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) =>
      `The message does not say how to watch: ${reason}. Nothing was changed`,
  },
  noMethod: {
    status: 400,
    family: 'caller',
    message: () => 'Neither the node nor msg.method says which method to call. Nothing was called',
  },
  badCallAddress: {
    status: 400,
    family: 'caller',
    message: ({ name }: { name: string }) =>
      `msg.${name} is no address: it has to be text. Nothing was called`,
  },
});
