/**
 * The bytes of a base64 text, if it is the one text of these bytes: bits that nothing stands for, missing padding and
 * foreign characters are refused.
 *
 * @see RFC 4648, section 3.5
 */
export function readBase64(text: string, encoding: 'base64' | 'base64url'): Uint8Array | undefined {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}
