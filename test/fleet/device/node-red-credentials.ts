import { createDecipheriv, createHash } from 'node:crypto';

/** Opens Node-RED's file of credentials by what its documentation says, not by our own code. */
export function decryptCredentials(
  text: string,
  secret: string,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { $: sealed } = JSON.parse(text) as { readonly $: string };
  const key = createHash('sha256').update(secret).digest();
  const decipher = createDecipheriv('aes-256-ctr', key, Buffer.from(sealed.slice(0, 32), 'hex'));
  return JSON.parse(decipher.update(sealed.slice(32), 'base64', 'utf8') + decipher.final('utf8'));
}
