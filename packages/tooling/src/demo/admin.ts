import type { Account } from './accounts.ts';

/** The owner's password is another than the one that was kept: whoever changed it knows what else is. */
export class OwnerChanged extends Error {}

/**
 * @param url of the admin side
 * @returns an access token. @throws {@link OwnerChanged}
 */
export async function logIn(url: string, { username, password }: Account): Promise<string> {
  const body = { client_id: 'node-red-admin', grant_type: 'password', scope: '', username, password };
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status === 403)
    throw new OwnerChanged(`${username} does not get in with the password that was kept`);
  if (!response.ok)
    throw new Error(
      `${username} does not get in at ${url}: ${response.status} ${await response.text()}. What Node-RED says of it stands in its log`,
    );
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Asks a route of Millwright's, such as `access/people`. */
export async function ask(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}/millwright/${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(
      `${method} ${path} at ${url} was answered ${response.status} ${text}. What Node-RED says of it stands in its log`,
    );
  return text === '' ? undefined : JSON.parse(text);
}
