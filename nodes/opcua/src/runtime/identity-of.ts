import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { UserIdentity } from '@millwright/opcua/client';
import { opcuaNodeErrors } from '../common/errors.ts';
import type { ConnectionConfig } from '../mw-opcua-connection/schema.ts';

type Secrets = Readonly<Record<string, string>>;

/**
 * Who logs in.
 * @throws `opcua-nodes.user-certificate-missing`, `.user-certificate-unusable`
 */
export function identityOf(
  { identity, userName }: Pick<ConnectionConfig, 'identity' | 'userName'>,
  secrets: Secrets,
): UserIdentity {
  switch (identity) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'user-name':
      return { kind: 'user-name', userName, password: secrets['password'] ?? '' };
    case 'certificate':
      return certificateOf(secrets);
  }
}

function certificateOf({ userCertificate, userKey, passphrase }: Secrets): UserIdentity {
  if (userCertificate === undefined || userKey === undefined) throw opcuaNodeErrors.userCertificateMissing();
  const certificate = read('the certificate is not in PEM form', () => new X509Certificate(userCertificate));
  const privateKey = read('the key is not in PEM form, or the passphrase does not open it', () =>
    createPrivateKey({ key: userKey, ...(passphrase !== undefined && { passphrase }) }),
  );
  if (!certificate.checkPrivateKey(privateKey))
    throw opcuaNodeErrors.userCertificateUnusable({ reason: 'the key is not the one of the certificate' });
  return { kind: 'certificate', certificate: certificate.raw, privateKey };
}

/** What OpenSSL says of a key that it cannot read is no help to anybody, and may quote from it. */
function read<Result>(reason: string, parse: () => Result): Result {
  try {
    return parse();
  } catch {
    throw opcuaNodeErrors.userCertificateUnusable({ reason });
  }
}
