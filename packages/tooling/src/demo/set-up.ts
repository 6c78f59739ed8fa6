import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, ownerName } from './accounts.ts';

/** The owner's password is another than the one that was kept: whoever changed it knows what else is. */
export class OwnerChanged extends Error {}

/**
 * Sets access up as an administrator would: with the code that it wrote down, once, and then an account for each
 * ready-made role that is not there yet.
 *
 * @param url of the admin side
 * @param directory the user directory
 * @throws {@link OwnerChanged}
 */
export async function setUpAccess(
  url: string,
  directory: string,
  accounts: readonly Account[],
): Promise<void> {
  const owner = accounts.find(({ username }) => username === ownerName);
  if (!owner) return;
  const codeFile = join(directory, 'millwright/set-up-code');
  if (existsSync(codeFile)) {
    const code = readFileSync(codeFile, 'utf8').trim();
    const token = await logIn(url, { username: 'setup', password: code });
    const body = { code, owner: { name: owner.username, password: owner.password } };
    await ask(url, token, 'POST', 'setup', body);
  }
  const token = await logIn(url, owner);
  const { people } = (await ask(url, token, 'GET', 'people')) as { people: readonly { name: string }[] };
  const there = new Set(people.map(({ name }) => name));
  for (const { username: name, password } of accounts)
    if (!there.has(name)) await ask(url, token, 'POST', 'people', { name, password, roles: [name] });
}

async function logIn(url: string, { username, password }: Account): Promise<string> {
  const body = { client_id: 'node-red-admin', grant_type: 'password', scope: '', username, password };
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status === 403)
    throw new OwnerChanged(`${username} does not get in with the password that was kept`);
  if (!response.ok)
    throw new Error(`${username} does not get in: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

async function ask(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}/millwright/access/${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Access did not answer as expected: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
