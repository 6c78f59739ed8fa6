import type { ListedCertificates } from '../../nodes/opcua/src/common/certificate-routes.ts';
import type { ListedConnection } from '../../nodes/opcua/src/common/routes.ts';

/** Days count from today: what has expired in a picture has expired. */
const now = Date.now();
const day = 86_400_000;
const certificate = (subject: string, sign: string) => ({
  sha256: sign.repeat(64 / sign.length),
  subject,
  issuer: subject,
  from: now - 30 * day,
  until: now + 300 * day,
  applicationUri: 'urn:boiler',
  hostNames: ['boiler', '10.0.0.7'],
  isAuthority: false,
  keyBits: 2048,
  hash: 'sha256',
});

/** Nothing is there, and nobody needs anything. */
export const nobody = (): ListedCertificates => ({
  applicationUri: 'urn:0:node-red:opcua',
  former: 0,
  pending: [],
  trusted: [],
  issuers: [],
  revocationLists: [],
  inMemory: false,
  used: false,
});

/** A bit of everything, and much to do. */
export const waiting = (): ListedCertificates => ({
  ...nobody(),
  used: true,
  own: { ...certificate('CN=Node-RED on gate', '12'), pem: 'PEM', expiresSoon: true, until: now + 20 * day },
  former: 2,
  inMemory: true,
  pending: [
    {
      ...certificate('CN=Boiler, O=Plant', 'ab01'),
      endpointUrl: 'opc.tcp://10.0.0.7:4840',
      serverUri: 'urn:boiler',
      since: now - day,
      rejected: false,
    },
  ],
  trusted: [
    { ...certificate('CN=Old press', 'cd'), until: now - day, anyTime: false },
    { ...certificate('CN=Older press', 'ce'), until: now - 9 * day, anyTime: true },
  ],
  issuers: [{ ...certificate('CN=Authority', 'ef'), isAuthority: true }],
  revocationLists: [
    {
      sha256: '34'.repeat(32),
      issuer: 'CN=Authority',
      updated: now - 40 * day,
      nextUpdate: now - day,
      revoked: 3,
    },
  ],
});

/** All is well, and nothing is to be done. */
export const calm = (): ListedCertificates => ({
  ...waiting(),
  own: { ...certificate('CN=Node-RED on gate', '12'), pem: 'PEM', expiresSoon: false },
  former: 0,
  inMemory: false,
  pending: [],
  trusted: [
    { ...certificate('CN=Press 7, O=Plant', 'cd'), anyTime: false },
    { ...certificate('CN=Authority of the plant', 'ef'), isAuthority: true, anyTime: false },
  ],
  issuers: [],
  revocationLists: [
    {
      sha256: '34'.repeat(32),
      issuer: 'CN=Authority of the plant',
      updated: now - 2 * day,
      nextUpdate: now + 28 * day,
      revoked: 3,
    },
  ],
});

/** A connection that fares well, protected or not. */
export const online = (name: string, unsecured: boolean): ListedConnection => ({
  id: name,
  name,
  place: 'opc.tcp://10.0.0.7:4840',
  readOnly: false,
  phase: 'online',
  security: unsecured
    ? { policy: 'None', mode: 'None' }
    : { policy: 'Basic256Sha256', mode: 'SignAndEncrypt' },
  unsecured,
  notices: [],
  tables: [],
  counters: {
    requests: 9,
    errors: {},
    latency: { p50: 3, p99: 9 },
    bytes: { in: 900, out: 90 },
    reconnects: 0,
    refused: 0,
    dropped: 0,
    slow: 0,
    suspended: [],
  },
});
