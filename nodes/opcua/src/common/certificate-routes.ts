import { defineRoutes } from '@millwright/schema';
import * as v from 'valibot';

/** Of the routes of this package: `/millwright/opcua/…`. */
const area = 'opcua';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const params = v.object({ sha256 });

/** Bytes of a file that somebody brings: a certificate has some 2 kB, a revocation list grows. */
export const largestFile = 512 * 1024;
const base64 = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(Math.ceil(largestFile / 3) * 4),
  v.regex(/^[A-Za-z0-9+/]+={0,2}$/),
);

const certificate = v.object({
  sha256: v.string(),
  subject: v.string(),
  issuer: v.string(),
  /** Milliseconds since 1970. */
  from: v.number(),
  until: v.number(),
  applicationUri: v.optional(v.string()),
  hostNames: v.array(v.string()),
  isAuthority: v.boolean(),
  keyBits: v.optional(v.number()),
  hash: v.optional(v.string()),
});

const trusted = v.object({
  ...certificate.entries,
  /** Good whatever the time. */
  anyTime: v.boolean(),
});

const pending = v.object({
  ...certificate.entries,
  /** Where it was met, and what the server said that it is. */
  endpointUrl: v.string(),
  serverUri: v.string(),
  /** Milliseconds since 1970; 0 where nobody knows. */
  since: v.number(),
  rejected: v.boolean(),
});

const own = v.object({
  ...certificate.entries,
  /** What is to be copied: the certificate alone, in PEM form. */
  pem: v.string(),
  /** A renewal is due. */
  expiresSoon: v.boolean(),
});

const revocationList = v.object({
  sha256: v.string(),
  issuer: v.string(),
  /** Milliseconds since 1970. */
  updated: v.number(),
  nextUpdate: v.optional(v.number()),
  /** How many certificates it names. */
  revoked: v.number(),
});

const listed = v.object({
  /** Stays, whatever becomes of certificates. */
  applicationUri: v.string(),
  /** Absent until something first needs it. */
  own: v.optional(own),
  /** How many own certificates there were before. */
  former: v.number(),
  pending: v.array(pending),
  trusted: v.array(trusted),
  issuers: v.array(certificate),
  revocationLists: v.array(revocationList),
  /** What changes is gone when Node-RED ends: its folder cannot be written. */
  inMemory: v.boolean(),
  /** There are connections. */
  used: v.boolean(),
});

export type ListedCertificates = v.InferOutput<typeof listed>;
export type ListedCertificate = v.InferOutput<typeof certificate>;
export type OwnCertificate = v.InferOutput<typeof own>;
export type PendingCertificate = v.InferOutput<typeof pending>;
export type TrustedCertificate = v.InferOutput<typeof trusted>;
export type ListedRevocationList = v.InferOutput<typeof revocationList>;

/** Lists that somebody can bring something into. */
export const importLists = ['trusted', 'issuers', 'crl'] as const;
export type ImportList = (typeof importLists)[number];

const changes = { method: 'POST', permission: 'write', response: listed } as const;

/** What each answers is how all of it is by then. */
export const certificateRoutes = defineRoutes(area, {
  listCertificates: {
    method: 'GET',
    path: '/certificates',
    permission: 'read',
    background: true,
    summary:
      'Own certificate, those of servers that wait, those that are trusted, issuers and revocation lists',
    response: listed,
  },
  trustCertificate: {
    ...changes,
    path: '/certificates/:sha256/trust',
    summary: 'Trusts a certificate that waits; connections try again at once',
    params,
  },
  rejectCertificate: {
    ...changes,
    path: '/certificates/:sha256/reject',
    summary: 'Keeps in mind that a certificate is not wanted',
    params,
  },
  removeCertificate: {
    ...changes,
    path: '/certificates/:sha256/remove',
    summary: 'Forgets a certificate or revocation list of one of the lists',
    params,
    body: v.object({ list: v.picklist(['pending', ...importLists]) }),
  },
  setAnyTime: {
    ...changes,
    path: '/certificates/:sha256/any-time',
    summary: 'Lets one trusted certificate be good whatever the time, or no longer',
    params,
    body: v.object({ allowed: v.boolean() }),
  },
  importCertificates: {
    ...changes,
    path: '/certificates/import',
    summary: 'Takes certificates or revocation lists of a file, in DER or PEM form, into a list',
    body: v.object({ list: v.picklist(importLists), file: base64 }),
    maxBodyBytes: Math.ceil(largestFile / 3) * 4 + 1024,
  },
  renewOwn: {
    ...changes,
    path: '/own-certificate',
    summary: 'Makes a new key and certificate of our own, for the same application; what was before is kept',
  },
  downloadOwn: {
    method: 'GET',
    path: '/own-certificate',
    permission: 'read',
    summary: 'Our own certificate in DER form, to be trusted by servers',
    stream: 'application/pkix-cert',
  },
});
