import { defineErrors } from '@millwright/schema';

/** What the store of certificates refuses. */
export const certificateErrors = defineErrors('opcua-certificates', {
  unknown: {
    status: 404,
    family: 'caller',
    message: ({ sha256 }: { sha256: string }) =>
      `No such certificate or list is here (any more): ${sha256.slice(0, 16)}…`,
  },
  unreadable: {
    status: 400,
    family: 'caller',
    message: () => 'This is neither a certificate nor a revocation list, in DER or PEM form',
  },
  holdsKey: {
    status: 400,
    family: 'caller',
    message: () => 'This file holds a private key, which belongs to its owner alone. Nothing was kept of it',
  },
  noAuthority: {
    status: 400,
    family: 'caller',
    message: ({ subject }: { subject: string }) =>
      `${subject} may not issue certificates: it is no authority`,
  },
  listWithoutIssuer: {
    status: 409,
    family: 'caller',
    message: ({ issuer }: { issuer: string }) =>
      `No certificate that is here signed this list. Import that of its authority first: ${issuer}`,
  },
  notMade: {
    status: 500,
    family: 'bug',
    message: () => 'The certificate that was made for this Node-RED cannot be read',
  },
  full: {
    status: 409,
    family: 'caller',
    message: ({ most }: { most: number }) =>
      `There are ${most} of them already. Remove what is not needed first`,
  },
});
