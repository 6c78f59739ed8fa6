import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readyMadeRoles } from '@millwright/access';

/** Somebody with one of the ready-made roles, and its name. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

/** The account that makes all others. */
export const ownerName = 'owner';

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
  const all = readyMadeRoles.map(({ name }) => ({
    username: name,
    password:
      kept.find(({ username }) => username === name)?.password ?? randomBytes(9).toString('base64url'),
  }));
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return all;
}

/** One line for each, with what it can do; the owner first. */
export function accountLines(all: readonly Account[]): readonly string[] {
  const what = new Map(readyMadeRoles.map(({ name, description = '' }) => [name, description]));
  const rows = [...all]
    .sort((one, other) => Number(other.username === ownerName) - Number(one.username === ownerName))
    .map(({ username, password }) => [username, password, what.get(username) ?? '']);
  return [['user', 'password', 'what it can do'], ...rows].map(
    ([user = '', password = '', can = '']) => `${user.padEnd(10)}  ${password.padEnd(12)}  ${can}`,
  );
}
