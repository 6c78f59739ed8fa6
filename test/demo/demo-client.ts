import assert from 'node:assert/strict';
import type { DemoAccount } from './demo-process.ts';

/** Logs somebody in. */
export async function token(url: string, account: DemoAccount | undefined, scope = '*'): Promise<string> {
  assert.ok(account, 'an account was printed');
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id: 'node-red-admin', grant_type: 'password', scope, ...account }),
  });
  assert.equal(response.status, 200, 'the printed account logs in');
  const answer = (await response.json()) as { access_token: string };
  return answer.access_token;
}

/** Deploys what runs, with another note on a tab: who may is told by the status. */
export async function redeploy(url: string, accessToken: string, info = 'changed'): Promise<number> {
  const headers = {
    Authorization: `Bearer ${accessToken}`,
    'Content-Type': 'application/json',
    'Node-RED-API-Version': 'v2',
  };
  const { flows } = (await (await fetch(`${url}/flows`, { headers })).json()) as {
    flows: { type: string }[];
  };
  const changed = flows.map((item) => (item.type === 'tab' ? { ...item, info } : item));
  const deployed = await fetch(`${url}/flows`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ flows: changed }),
  });
  return deployed.status;
}

/** Asks a route of the admin side; `body` goes as JSON. */
export async function ask<T>(
  url: string,
  accessToken: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly body: T }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: (isJson ? JSON.parse(text) : undefined) as T };
}
