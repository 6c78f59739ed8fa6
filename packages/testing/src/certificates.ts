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
