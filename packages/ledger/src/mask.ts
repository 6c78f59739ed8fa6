const masked = '***';

/**
 * What secrets look like in free text, each with the part that stays before the mask. Long texts cost time in proportion
 * to their length only: no pattern can begin again inside of what it has passed.
 */
const secrets: readonly RegExp[] = [
  /(-----BEGIN [A-Z0-9 ]{0,40}(?:PRIVATE KEY|CERTIFICATE)[A-Z ]{0,20}-----)[\s\S]*?(?:-----END [A-Z0-9 ]{0,60}-----|$)/g,
  // User and password in an address, up to the last @ of its host.
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]{1,500}@/gi,
  /(\b(?:proxy-)?authorization["']?\s{0,3}[:=]\s{0,3}["']?)(?:[A-Za-z]{1,20} )?[^\s"',;]{1,4000}/gi,
  /(\b(?:bearer|basic|digest) )[A-Za-z0-9+/_.~=-]{8,4000}/gi,
  /()\beyJ[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{0,4000}/g,
  /([\w-]{0,40}(?:passwor[dt]|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|kennwort|credentials?)["']?\s{0,3}[:=]\s{0,3})(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'&,;)\]}]{1,2000})/gi,
  // In a query: what signs an address, or lets somebody in.
  /([?&;#](?:sig|signature|x-(?:amz|goog)-[\w-]{1,60}|(?:aws)?access_?key(?:_?id)?|api_?key|key|auth|code)=)[^\s&;#"'<>]{1,4000}/gi,
];

/**
 * A second net: free text (messages of errors, reasons, names) with what looks like a secret in it masked. The first is
 * that an event type says what may be recorded.
 */
export function maskSecrets(text: string): string {
  let result = text;
  for (const secret of secrets)
    result = result.replace(secret, (found, kept: string) =>
      found.endsWith('@') ? `${kept}${masked}@` : `${kept}${masked}`,
    );
  return result;
}
