import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Account {
  readonly username: string;
  readonly password: string;
  /** As Node-RED's adminAuth has them. */
  readonly permissions: string;
}

const names: readonly Pick<Account, 'username' | 'permissions'>[] = [{ username: 'owner', permissions: '*' }];

function readAccounts(file: string): readonly Account[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} does not hold accounts any more. Delete it, and new passwords are made.`, {
      cause,
    });
  }
}

/**
 * The demo's accounts. Passwords are made at the first start and kept in a file that only its owner can read,
 * so that a demo on a plant's network never has a password that others know.
 */
export function accounts(demoDirectory: string): readonly Account[] {
  const file = join(demoDirectory, 'accounts.json');
  const kept = existsSync(file) ? readAccounts(file) : [];
  const all = names.map((name) => ({
    ...name,
    password:
      kept.find(({ username }) => username === name.username)?.password ??
      randomBytes(9).toString('base64url'),
  }));
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  return all;
}
