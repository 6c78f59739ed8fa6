/** Policies that are safe, by the last part of their URI, as a user may choose among them. */
export const safePolicies = ['Aes256_Sha256_RsaPss', 'Aes128_Sha256_RsaOaep', 'Basic256Sha256'] as const;

/** Policies that the specification has withdrawn: only a server that is old has no other. @see OPC 10000-7 section 6.6 */
export const withdrawnPolicies = ['Basic256', 'Basic128Rsa15'] as const;

/** Modes that protect anything, the better one first. */
export const secureModes = ['SignAndEncrypt', 'Sign'] as const;
