/**
 * The first of several certificates that stand one behind the other.
 * @see ITU-T X.690, section 8.1.3: a sequence begins with its tag and its length
 */
export function firstCertificate(der: Uint8Array): Uint8Array {
  const [tag, short = 0] = der;
  if (tag !== 0x30 || short < 0x80) return der;
  const bytes = der.subarray(2, 2 + (short & 0x7f));
  const length = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return der.subarray(0, 2 + bytes.length + length);
}

/** Each of several certificates that stand one behind the other. */
export function splitCertificates(der: Uint8Array): readonly Uint8Array[] {
  const certificates: Uint8Array[] = [];
  for (let rest = der; rest.length > 0; ) {
    const first = firstCertificate(rest);
    certificates.push(first);
    rest = rest.subarray(first.length);
  }
  return certificates;
}
