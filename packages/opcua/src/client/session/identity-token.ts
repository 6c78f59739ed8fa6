import { X509Certificate } from 'node:crypto';
import { computeSignature, getCryptoFactory, type SecurityPolicy } from 'node-opcua-secure-channel';
import {
  AnonymousIdentityToken,
  type SignatureData,
  UserNameIdentityToken,
  X509IdentityToken,
} from 'node-opcua-types';
import { opcuaErrors } from '../../errors.ts';
import { policyUri, type SecurityPolicyName } from '../channel/security.ts';
import type { Endpoint, TokenPolicy } from '../endpoints/endpoint.ts';
import { firstCertificate } from './certificate-chain.ts';
import type { UserIdentity } from './user-identity.ts';

/** What of an answer to CreateSession goes into the proof of who logs in. */
export interface ServerProof {
  /** DER, the server's own one first. */
  readonly certificate?: Uint8Array;
  readonly nonce: Uint8Array;
}

export interface IdentityToken {
  readonly token: AnonymousIdentityToken | UserNameIdentityToken | X509IdentityToken;
  readonly signature?: SignatureData;
}

/** The better protected ones first. */
const preference: readonly (SecurityPolicyName | 'unknown')[] = [
  'Aes256_Sha256_RsaPss',
  'Aes128_Sha256_RsaOaep',
  'Basic256Sha256',
  'Basic256',
  'Basic128Rsa15',
  'None',
];

/** The policy under which a secret goes to a server by a token policy. */
export function protectionOf({ policy }: TokenPolicy, endpoint: Endpoint): SecurityPolicyName | 'unknown' {
  return policy ?? endpoint.policy ?? 'unknown';
}

/**
 * The way to log in at an endpoint.
 * @throws `opcua.identity-not-offered`; `opcua.password-in-clear` where nothing would protect a password and that is not allowed
 */
export function chooseToken(
  endpoint: Endpoint,
  { kind }: UserIdentity,
  allowClearPassword: boolean,
): TokenPolicy {
  const rank = (token: TokenPolicy): number => preference.indexOf(protectionOf(token, endpoint));
  const [best] = endpoint.tokens
    .filter((token) => token.kind === kind && (kind === 'anonymous' || rank(token) >= 0))
    .sort((a, b) => rank(a) - rank(b));
  // An endpoint that names no way to log in asks for nothing.
  if (!best && kind === 'anonymous' && endpoint.tokens.length === 0) return { policyId: null, kind };
  if (!best) {
    const offered = [...new Set(endpoint.tokens.map((token) => words[token.kind]))];
    throw opcuaErrors.identityNotOffered({ wanted: words[kind], offered });
  }
  const isClear = protectionOf(best, endpoint) === 'None' && endpoint.mode !== 'SignAndEncrypt';
  if (kind === 'user-name' && isClear && !allowClearPassword) throw opcuaErrors.passwordInClear();
  return best;
}

const words: Readonly<Record<TokenPolicy['kind'], string>> = {
  anonymous: 'no name at all',
  'user-name': 'a user name and password',
  certificate: 'a certificate',
  issued: 'a token of another server',
};

/**
 * What says to the server who logs in.
 * @see OPC 10000-4, section 7.41 UserIdentityToken parameters
 * @throws `opcua.server-not-proved`, `opcua.bad-user-certificate`
 */
export function identityToken(
  identity: UserIdentity,
  tokenPolicy: TokenPolicy,
  endpoint: Endpoint,
  proof: ServerProof,
): IdentityToken {
  const { policyId } = tokenPolicy;
  const protection = protectionOf(tokenPolicy, endpoint);
  switch (identity.kind) {
    case 'anonymous':
      return { token: new AnonymousIdentityToken({ policyId }) };
    case 'user-name': {
      const { userName } = identity;
      if (protection === 'None' || protection === 'unknown') {
        const password = Buffer.from(identity.password, 'utf8');
        return { token: new UserNameIdentityToken({ policyId, userName, password }) };
      }
      const { password, encryptionAlgorithm } = encryptPassword(identity.password, protection, proof);
      return { token: new UserNameIdentityToken({ policyId, userName, password, encryptionAlgorithm }) };
    }
    case 'certificate': {
      const certificateData = Buffer.from(identity.certificate);
      const token = new X509IdentityToken({ policyId, certificateData });
      if (protection === 'None' || protection === 'unknown') return { token };
      const signature = signProof(proof, { hidden: identity.privateKey }, protection);
      if (!signature) throw opcuaErrors.badUserCertificate({ reason: 'its key does not sign' });
      return { token, signature };
    }
  }
}

/** The signature of what a server sent last, which proves that we have a key. Undefined where there is nothing to sign. */
export function signProof(
  { certificate, nonce }: ServerProof,
  key: Parameters<typeof computeSignature>[2],
  policy: SecurityPolicyName,
): SignatureData | undefined {
  if (!certificate) return undefined;
  const uri = policyUri(policy) as SecurityPolicy;
  return computeSignature(Buffer.from(certificate), Buffer.from(nonce), key, uri);
}

/** @see OPC 10000-4, section 7.41.2.2 Legacy Encrypted Token Secret Format */
function encryptPassword(
  text: string,
  policy: SecurityPolicyName,
  { certificate, nonce }: ServerProof,
): { readonly password: Buffer; readonly encryptionAlgorithm: string } {
  const crypto = getCryptoFactory(policyUri(policy) as SecurityPolicy);
  if (!certificate || !crypto)
    throw opcuaErrors.serverNotProved({ reason: 'it sent none, and the password is to be encrypted for it' });
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length + nonce.length);
  const secret = Buffer.concat([length, bytes, nonce]);
  const { publicKey } = new X509Certificate(firstCertificate(certificate));
  return {
    password: crypto.asymmetricEncrypt(secret, publicKey),
    encryptionAlgorithm: crypto.asymmetricEncryptionAlgorithm,
  };
}
