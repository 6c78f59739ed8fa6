import * as v from 'valibot';
/** Bytes of a file that somebody brings: a certificate has some 2 kB, a revocation list grows. */
export declare const largestFile: number;
declare const certificate: v.ObjectSchema<
  {
    readonly sha256: v.StringSchema<undefined>;
    readonly subject: v.StringSchema<undefined>;
    readonly issuer: v.StringSchema<undefined>;
    /** Milliseconds since 1970. */
    readonly from: v.NumberSchema<undefined>;
    readonly until: v.NumberSchema<undefined>;
    readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    readonly isAuthority: v.BooleanSchema<undefined>;
    readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
  },
  undefined
>;
declare const trusted: v.ObjectSchema<
  {
    readonly sha256: v.StringSchema<undefined>;
    readonly subject: v.StringSchema<undefined>;
    readonly issuer: v.StringSchema<undefined>;
    /** Milliseconds since 1970. */
    readonly from: v.NumberSchema<undefined>;
    readonly until: v.NumberSchema<undefined>;
    readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    readonly isAuthority: v.BooleanSchema<undefined>;
    readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    /** Good whatever the time. */
    readonly anyTime: v.BooleanSchema<undefined>;
  },
  undefined
>;
declare const pending: v.ObjectSchema<
  {
    readonly sha256: v.StringSchema<undefined>;
    readonly subject: v.StringSchema<undefined>;
    readonly issuer: v.StringSchema<undefined>;
    /** Milliseconds since 1970. */
    readonly from: v.NumberSchema<undefined>;
    readonly until: v.NumberSchema<undefined>;
    readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    readonly isAuthority: v.BooleanSchema<undefined>;
    readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    /** Where it was met, and what the server said that it is. */
    readonly endpointUrl: v.StringSchema<undefined>;
    readonly serverUri: v.StringSchema<undefined>;
    /** Milliseconds since 1970; 0 where nobody knows. */
    readonly since: v.NumberSchema<undefined>;
    readonly rejected: v.BooleanSchema<undefined>;
  },
  undefined
>;
declare const own: v.ObjectSchema<
  {
    readonly sha256: v.StringSchema<undefined>;
    readonly subject: v.StringSchema<undefined>;
    readonly issuer: v.StringSchema<undefined>;
    /** Milliseconds since 1970. */
    readonly from: v.NumberSchema<undefined>;
    readonly until: v.NumberSchema<undefined>;
    readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
    readonly isAuthority: v.BooleanSchema<undefined>;
    readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
    /** What is to be copied: the certificate alone, in PEM form. */
    readonly pem: v.StringSchema<undefined>;
    /** A renewal is due. */
    readonly expiresSoon: v.BooleanSchema<undefined>;
  },
  undefined
>;
declare const revocationList: v.ObjectSchema<
  {
    readonly sha256: v.StringSchema<undefined>;
    readonly issuer: v.StringSchema<undefined>;
    /** Milliseconds since 1970. */
    readonly updated: v.NumberSchema<undefined>;
    readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
    /** How many certificates it names. */
    readonly revoked: v.NumberSchema<undefined>;
  },
  undefined
>;
declare const listed: v.ObjectSchema<
  {
    /** Stays, whatever becomes of certificates. */
    readonly applicationUri: v.StringSchema<undefined>;
    /** Absent until something first needs it. */
    readonly own: v.OptionalSchema<
      v.ObjectSchema<
        {
          readonly sha256: v.StringSchema<undefined>;
          readonly subject: v.StringSchema<undefined>;
          readonly issuer: v.StringSchema<undefined>;
          /** Milliseconds since 1970. */
          readonly from: v.NumberSchema<undefined>;
          readonly until: v.NumberSchema<undefined>;
          readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
          readonly isAuthority: v.BooleanSchema<undefined>;
          readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          /** What is to be copied: the certificate alone, in PEM form. */
          readonly pem: v.StringSchema<undefined>;
          /** A renewal is due. */
          readonly expiresSoon: v.BooleanSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
    /** How many own certificates there were before. */
    readonly former: v.NumberSchema<undefined>;
    readonly pending: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly sha256: v.StringSchema<undefined>;
          readonly subject: v.StringSchema<undefined>;
          readonly issuer: v.StringSchema<undefined>;
          /** Milliseconds since 1970. */
          readonly from: v.NumberSchema<undefined>;
          readonly until: v.NumberSchema<undefined>;
          readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
          readonly isAuthority: v.BooleanSchema<undefined>;
          readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          /** Where it was met, and what the server said that it is. */
          readonly endpointUrl: v.StringSchema<undefined>;
          readonly serverUri: v.StringSchema<undefined>;
          /** Milliseconds since 1970; 0 where nobody knows. */
          readonly since: v.NumberSchema<undefined>;
          readonly rejected: v.BooleanSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
    readonly trusted: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly sha256: v.StringSchema<undefined>;
          readonly subject: v.StringSchema<undefined>;
          readonly issuer: v.StringSchema<undefined>;
          /** Milliseconds since 1970. */
          readonly from: v.NumberSchema<undefined>;
          readonly until: v.NumberSchema<undefined>;
          readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
          readonly isAuthority: v.BooleanSchema<undefined>;
          readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          /** Good whatever the time. */
          readonly anyTime: v.BooleanSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
    readonly issuers: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly sha256: v.StringSchema<undefined>;
          readonly subject: v.StringSchema<undefined>;
          readonly issuer: v.StringSchema<undefined>;
          /** Milliseconds since 1970. */
          readonly from: v.NumberSchema<undefined>;
          readonly until: v.NumberSchema<undefined>;
          readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
          readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
          readonly isAuthority: v.BooleanSchema<undefined>;
          readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
        },
        undefined
      >,
      undefined
    >;
    readonly revocationLists: v.ArraySchema<
      v.ObjectSchema<
        {
          readonly sha256: v.StringSchema<undefined>;
          readonly issuer: v.StringSchema<undefined>;
          /** Milliseconds since 1970. */
          readonly updated: v.NumberSchema<undefined>;
          readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
          /** How many certificates it names. */
          readonly revoked: v.NumberSchema<undefined>;
        },
        undefined
      >,
      undefined
    >;
    /** What changes is gone when Node-RED ends: its folder cannot be written. */
    readonly inMemory: v.BooleanSchema<undefined>;
    /** There are connections. */
    readonly used: v.BooleanSchema<undefined>;
  },
  undefined
>;
export type ListedCertificates = v.InferOutput<typeof listed>;
export type ListedCertificate = v.InferOutput<typeof certificate>;
export type OwnCertificate = v.InferOutput<typeof own>;
export type PendingCertificate = v.InferOutput<typeof pending>;
export type TrustedCertificate = v.InferOutput<typeof trusted>;
export type ListedRevocationList = v.InferOutput<typeof revocationList>;
/** Lists that somebody can bring something into. */
export declare const importLists: readonly ['trusted', 'issuers', 'crl'];
export type ImportList = (typeof importLists)[number];
/** What each answers is how all of it is by then. */
export declare const certificateRoutes: import('@millwright/schema').Routes<{
  readonly listCertificates: {
    readonly method: 'GET';
    readonly path: '/certificates';
    readonly permission: 'read';
    readonly background: true;
    readonly summary: 'Own certificate, those of servers that wait, those that are trusted, issuers and revocation lists';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
  };
  readonly trustCertificate: {
    readonly method: 'POST';
    readonly permission: 'write';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
    readonly path: '/certificates/:sha256/trust';
    readonly summary: 'Trusts a certificate that waits; connections try again at once';
    readonly params: v.ObjectSchema<
      {
        readonly sha256: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
        >;
      },
      undefined
    >;
  };
  readonly rejectCertificate: {
    readonly method: 'POST';
    readonly permission: 'write';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
    readonly path: '/certificates/:sha256/reject';
    readonly summary: 'Keeps in mind that a certificate is not wanted';
    readonly params: v.ObjectSchema<
      {
        readonly sha256: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
        >;
      },
      undefined
    >;
  };
  readonly removeCertificate: {
    readonly method: 'POST';
    readonly permission: 'write';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
    readonly path: '/certificates/:sha256/remove';
    readonly summary: 'Forgets a certificate or revocation list of one of the lists';
    readonly params: v.ObjectSchema<
      {
        readonly sha256: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
        >;
      },
      undefined
    >;
    readonly body: v.ObjectSchema<
      {
        readonly list: v.PicklistSchema<['pending', 'trusted', 'issuers', 'crl'], undefined>;
      },
      undefined
    >;
  };
  readonly setAnyTime: {
    readonly method: 'POST';
    readonly permission: 'write';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
    readonly path: '/certificates/:sha256/any-time';
    readonly summary: 'Lets one trusted certificate be good whatever the time, or no longer';
    readonly params: v.ObjectSchema<
      {
        readonly sha256: v.SchemaWithPipe<
          readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]
        >;
      },
      undefined
    >;
    readonly body: v.ObjectSchema<
      {
        readonly allowed: v.BooleanSchema<undefined>;
      },
      undefined
    >;
  };
  readonly importCertificates: {
    readonly method: 'POST';
    readonly permission: 'write';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
    readonly path: '/certificates/import';
    readonly summary: 'Takes certificates or revocation lists of a file, in DER or PEM form, into a list';
    readonly body: v.ObjectSchema<
      {
        readonly list: v.PicklistSchema<readonly ['trusted', 'issuers', 'crl'], undefined>;
        readonly file: v.SchemaWithPipe<
          readonly [
            v.StringSchema<undefined>,
            v.MinLengthAction<string, 1, undefined>,
            v.MaxLengthAction<string, number, undefined>,
            v.RegexAction<string, undefined>,
          ]
        >;
      },
      undefined
    >;
    readonly maxBodyBytes: number;
  };
  readonly renewOwn: {
    readonly method: 'POST';
    readonly permission: 'write';
    readonly response: v.ObjectSchema<
      {
        /** Stays, whatever becomes of certificates. */
        readonly applicationUri: v.StringSchema<undefined>;
        /** Absent until something first needs it. */
        readonly own: v.OptionalSchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** What is to be copied: the certificate alone, in PEM form. */
              readonly pem: v.StringSchema<undefined>;
              /** A renewal is due. */
              readonly expiresSoon: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** How many own certificates there were before. */
        readonly former: v.NumberSchema<undefined>;
        readonly pending: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Where it was met, and what the server said that it is. */
              readonly endpointUrl: v.StringSchema<undefined>;
              readonly serverUri: v.StringSchema<undefined>;
              /** Milliseconds since 1970; 0 where nobody knows. */
              readonly since: v.NumberSchema<undefined>;
              readonly rejected: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly trusted: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              /** Good whatever the time. */
              readonly anyTime: v.BooleanSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly issuers: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly subject: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly from: v.NumberSchema<undefined>;
              readonly until: v.NumberSchema<undefined>;
              readonly applicationUri: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
              readonly hostNames: v.ArraySchema<v.StringSchema<undefined>, undefined>;
              readonly isAuthority: v.BooleanSchema<undefined>;
              readonly keyBits: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              readonly hash: v.OptionalSchema<v.StringSchema<undefined>, undefined>;
            },
            undefined
          >,
          undefined
        >;
        readonly revocationLists: v.ArraySchema<
          v.ObjectSchema<
            {
              readonly sha256: v.StringSchema<undefined>;
              readonly issuer: v.StringSchema<undefined>;
              /** Milliseconds since 1970. */
              readonly updated: v.NumberSchema<undefined>;
              readonly nextUpdate: v.OptionalSchema<v.NumberSchema<undefined>, undefined>;
              /** How many certificates it names. */
              readonly revoked: v.NumberSchema<undefined>;
            },
            undefined
          >,
          undefined
        >;
        /** What changes is gone when Node-RED ends: its folder cannot be written. */
        readonly inMemory: v.BooleanSchema<undefined>;
        /** There are connections. */
        readonly used: v.BooleanSchema<undefined>;
      },
      undefined
    >;
    readonly path: '/own-certificate';
    readonly summary: 'Makes a new key and certificate of our own, for the same application; what was before is kept';
  };
  readonly downloadOwn: {
    readonly method: 'GET';
    readonly path: '/own-certificate';
    readonly permission: 'read';
    readonly summary: 'Our own certificate in DER form, to be trusted by servers';
    readonly stream: 'application/pkix-cert';
  };
}>;
//# sourceMappingURL=certificate-routes.d.ts.map
