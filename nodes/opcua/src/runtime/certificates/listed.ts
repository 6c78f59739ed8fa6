import type { Certificate, CertificateStore } from '@millwright/opcua/client';
import type { ListedCertificate, ListedCertificates } from '../../common/certificate-routes.ts';

/** All of a store as the editor gets it. @param expiresSoon whether a renewal is due */
export function listedOf(
  store: CertificateStore,
  used: boolean,
  expiresSoon: (expires: Date) => boolean,
): ListedCertificates {
  const own = store.shownOwn();
  const anyTime = store.anyTime();
  return {
    applicationUri: store.applicationUri,
    ...(own && {
      own: { ...plain(own), pem: own.x509.toString(), expiresSoon: expiresSoon(own.notAfter) },
    }),
    former: store.formerOwn().length,
    pending: store.pending().map(({ certificate, endpointUrl, applicationUri, since, rejected }) => ({
      ...plain(certificate),
      endpointUrl,
      serverUri: applicationUri,
      since,
      rejected,
    })),
    trusted: store.list('trusted').map((each) => ({ ...plain(each), anyTime: anyTime.has(each.sha256) })),
    issuers: store.list('issuers').map(plain),
    revocationLists: store.revocationLists().map(({ sha256, issuer, updated, nextUpdate, revoked }) => ({
      sha256,
      issuer,
      updated: updated.getTime(),
      ...(nextUpdate && { nextUpdate: nextUpdate.getTime() }),
      revoked: revoked.size,
    })),
    inMemory: store.inMemory,
    used,
  };
}

function plain(certificate: Certificate): ListedCertificate {
  const { sha256, subject, issuer, notBefore, notAfter, hostNames, isAuthority } = certificate;
  const { applicationUri, keyBits, hash } = certificate;
  return {
    sha256,
    subject,
    issuer,
    from: notBefore.getTime(),
    until: notAfter.getTime(),
    hostNames: [...hostNames],
    isAuthority,
    ...(applicationUri !== undefined && { applicationUri }),
    ...(keyBits !== undefined && { keyBits }),
    ...(hash !== undefined && { hash }),
  };
}
