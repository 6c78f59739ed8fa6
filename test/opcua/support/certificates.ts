import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateStore, readImported, type StoreOptions } from '@millwright/opcua/client';
import type { Made } from '../../../packages/opcua/src/client/certificates/certificates.fixture.ts';

export {
  type Made,
  makeAuthority,
  makeRevocationList,
  makeServer,
} from '../../../packages/opcua/src/client/certificates/certificates.fixture.ts';

/** A directory of a test file, which is gone afterwards. */
export function scratch(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'millwright-certificates-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

export const pemOf = (kind: string, der: Uint8Array): string =>
  `-----BEGIN ${kind}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${kind}-----\n`;

export async function keyOf({ keys }: Made): Promise<KeyObject> {
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
}

/** A certificate as a server of the tests takes it. */
export async function serverFiles(
  made: Made,
  directory: string,
  name: string,
): Promise<{ readonly certificateFile: string; readonly privateKeyFile: string }> {
  const certificateFile = join(directory, `${name}.pem`);
  const privateKeyFile = join(directory, `${name}.key.pem`);
  writeFileSync(certificateFile, pemOf('CERTIFICATE', made.der));
  writeFileSync(privateKeyFile, (await keyOf(made)).export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  return { certificateFile, privateKeyFile };
}

/** A store with short keys, and what it warned of. */
export function openStore(
  directory: string,
  options: Partial<StoreOptions> = {},
): { readonly store: CertificateStore; readonly warnings: string[] } {
  const warnings: string[] = [];
  const onWarning = (text: string): number => warnings.push(text);
  return { store: CertificateStore.open({ directory, bits: 2048, onWarning, ...options }), warnings };
}

/** Brings a certificate into a store as a person does with a file. */
export function trust(store: CertificateStore, ...all: readonly Made[]): void {
  for (const { der } of all)
    for (const certificate of readImported(der).certificates) store.keep('trusted', certificate);
}
