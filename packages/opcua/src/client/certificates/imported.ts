import { certificateErrors } from '../../certificate-errors.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { chainOf } from './check.ts';
import { parseRevocationList, type RevocationList } from './revocation-list.ts';

/** What a file holds that somebody chose. */
export interface Imported {
  readonly certificates: readonly Certificate[];
  readonly revocationLists: readonly RevocationList[];
}

/**
 * Reads certificates and revocation lists in DER or PEM form, several in one file too.
 * @throws `opcua-certificates.unreadable`, `opcua-certificates.holds-key`
 */
export function readImported(bytes: Buffer): Imported {
  const text = bytes.toString('latin1');
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw certificateErrors.holdsKey();
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g)];
  if (blocks.length === 0) return readDer(bytes);
  const all = blocks.map(([, kind = '', body = '']) => readBlock(kind, Buffer.from(body, 'base64')));
  return {
    certificates: all.flatMap(({ certificates }) => certificates),
    revocationLists: all.flatMap(({ revocationLists }) => revocationLists),
  };
}

function readBlock(kind: string, der: Buffer): Imported {
  const certificate = kind === 'CERTIFICATE' ? parseCertificate(der) : undefined;
  const list = kind === 'X509 CRL' ? parseRevocationList(der) : undefined;
  if (!certificate && !list) throw certificateErrors.unreadable();
  return { certificates: certificate ? [certificate] : [], revocationLists: list ? [list] : [] };
}

function readDer(der: Buffer): Imported {
  const certificates = chainOf(der) ?? [];
  if (certificates.length > 0) return { certificates, revocationLists: [] };
  const list = parseRevocationList(der);
  if (!list) throw certificateErrors.unreadable();
  return { certificates: [], revocationLists: [list] };
}
