import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Files in PEM form. */
export interface Certificates {
  readonly authority: string;
  /** Of a server at `localhost` and 127.0.0.1. */
  readonly certificate: string;
  readonly key: string;
}

/**
 * An authority of its own, and what it certifies.
 *
 * @param openssl where the program is: see `requirePeer`
 * @param directory which files are written into
 * @param names as `subjectAltName` has them
 */
export function makeCertificates(
  openssl: string,
  directory: string,
  names = 'DNS:localhost,IP:127.0.0.1',
): Certificates {
  const at = (name: string): string => join(directory, name);
  const run = (...more: string[]): unknown =>
    execFileSync(
      openssl,
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        ...more,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
  const [authority, authorityKey] = [at('authority.pem'), at('authority.key')];
  run('-subj', '/CN=Authority of a test', '-keyout', authorityKey, '-out', authority);
  const [certificate, key] = [at('server.pem'), at('server.key')];
  const signing = ['-CA', authority, '-CAkey', authorityKey];
  const name = ['-subj', '/CN=Server of a test', '-addext', `subjectAltName=${names}`];
  run(
    ...signing,
    ...name,
    '-addext',
    'basicConstraints=critical,CA:false',
    '-keyout',
    key,
    '-out',
    certificate,
  );
  return { authority, certificate, key };
}

/** A certificate and its key, in PEM form. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * One more certificate of the authority that {@link makeCertificates} has left in a directory.
 *
 * @param name of its files, and whom it certifies
 * @param days that it holds; less than none where it has expired
 */
export function makeCertificate(
  openssl: string,
  directory: string,
  name: string,
  {
    days = 2,
    names = 'DNS:localhost,IP:127.0.0.1',
  }: { readonly days?: number; readonly names?: string } = {},
): Certificate {
  const at = (file: string): string => join(directory, file);
  const run = (...more: string[]): unknown =>
    execFileSync(openssl, more, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [request, certificate, key] = [at(`${name}.csr`), at(`${name}.pem`), at(`${name}.key`)];
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
  run('req', '-new', ...fresh, '-subj', `/CN=${name}`, '-addext', `subjectAltName=${names}`, '-out', request);
  const signing = ['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-CAcreateserial'];
  run(
    'x509',
    '-req',
    '-in',
    request,
    ...signing,
    '-days',
    String(days),
    '-copy_extensions',
    'copy',
    '-out',
    certificate,
  );
  return { certificate, key };
}
