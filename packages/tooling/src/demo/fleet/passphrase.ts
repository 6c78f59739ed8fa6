import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo's release key is sealed under: made at the first start, and kept in a file that only its owner can read. */
export function releasePassphrase(demoDirectory: string): string {
  const file = join(demoDirectory, 'release-passphrase');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(12).toString('base64url')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}
