import type { Certificate } from './certificate.ts';

interface Demands {
  /** Bits of an RSA key. */
  readonly shortest: number;
  readonly longest: number;
  readonly hashes: readonly string[];
}

const sha2 = ['sha256', 'sha384', 'sha512'] as const;
const deprecated: Demands = { shortest: 1024, longest: 4096, hashes: ['sha1', ...sha2] };
const current: Demands = { shortest: 2048, longest: 4096, hashes: sha2 };

/**
 * What each policy demands of the certificates. The deprecated ones end at 2048 bits; a longer key weakens nothing.
 * @see OPC 10000-7 section 6.6, the security policies
 */
const demands: Readonly<Record<string, Demands>> = {
  // Nothing is signed there, yet a password may be encrypted for the certificate.
  None: deprecated,
  Basic128Rsa15: deprecated,
  Basic256: deprecated,
  Basic256Sha256: current,
  Aes128_Sha256_RsaOaep: current,
  Aes256_Sha256_RsaPss: current,
};

/** In what a certificate falls short of a policy, in words; undefined where it does not. */
export function shortcoming(
  { keyBits, hash }: Pick<Certificate, 'keyBits' | 'hash'>,
  policy: string,
): string | undefined {
  const wanted = demands[policy];
  if (!wanted) return `nothing is known of the policy ${policy}`;
  if (keyBits === undefined) return `${policy} needs an RSA key`;
  if (keyBits < wanted.shortest || keyBits > wanted.longest)
    return `its key has ${keyBits} bits, and ${policy} needs ${wanted.shortest} to ${wanted.longest}`;
  if (hash === undefined || !wanted.hashes.includes(hash))
    return `it is signed with ${hash ?? 'an unknown hash'}, and ${policy} needs ${wanted.hashes.join(' or ')}`;
  return undefined;
}
