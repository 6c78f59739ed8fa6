import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, ownerName } from './accounts.ts';
import { ask, logIn } from './admin.ts';

/**
 * Sets access up as an administrator would: with the code that it wrote down, once, and then an account for each
 * ready-made role that is not there yet.
 *
 * @param url of the admin side
 * @param directory the user directory
 * @returns the owner's access token
 * @throws `OwnerChanged`
 */
export async function setUpAccess(
  url: string,
  directory: string,
  accounts: readonly Account[],
): Promise<string> {
  const owner = accounts.find(({ username }) => username === ownerName);
  if (!owner)
    throw new Error(
      `There is no "${ownerName}" among the accounts: delete accounts.json, and all are made anew`,
    );
  const codeFile = join(directory, 'millwright/set-up-code');
  if (existsSync(codeFile)) {
    const code = readFileSync(codeFile, 'utf8').trim();
    const token = await logIn(url, { username: 'setup', password: code });
    const body = { code, owner: { name: owner.username, password: owner.password } };
    await ask(url, token, 'POST', 'access/setup', body);
  }
  const token = await logIn(url, owner);
  const answer = (await ask(url, token, 'GET', 'access/people')) as { people: readonly { name: string }[] };
  const there = new Set(answer.people.map(({ name }) => name));
  for (const { username: name, password } of accounts)
    if (!there.has(name)) await ask(url, token, 'POST', 'access/people', { name, password, roles: [name] });
  return token;
}
