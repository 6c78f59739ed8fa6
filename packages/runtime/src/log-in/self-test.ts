import { randomBytes } from 'node:crypto';
import { authenticate } from '../door/authenticate.ts';
import type { LogInProvider } from '../log-in.ts';
import type { NodeRed, Request } from '../red.ts';
import type { Loopback, LoopbackAnswer } from './loopback.ts';

/** A provider that hears of one token which nobody else can know. */
export interface Listening {
  readonly provider: LogInProvider;
  readonly token: string;
  readonly heard: () => boolean;
}

export function listen(provider: LogInProvider): Listening {
  const secret = randomBytes(32).toString('base64url');
  let heard = false;
  return {
    token: secret,
    heard: () => heard,
    provider: {
      user: (name) => provider.user(name),
      authenticate: (name, password) => provider.authenticate(name, password),
      async token(token) {
        if (token !== secret) return provider.token(token);
        heard = true;
        return null;
      },
    },
  };
}

/** Whether Node-RED asks the provider. Resolves with what is wrong, if anything. */
export async function testProvider(
  RED: Pick<NodeRed, 'auth'>,
  { token, heard }: Listening,
): Promise<string | undefined> {
  const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` }, query: {} };
  await authenticate(RED, request as unknown as Request);
  return heard() ? undefined : 'Node-RED did not ask who a token belongs to';
}

/**
 * Whether whoever has no session is turned away, and can log in. Resolves with what is wrong, if anything.
 *
 * @param live whether there are live connections yet
 */
export async function testClosed(loopback: Loopback, live: boolean): Promise<string | undefined> {
  const flows = await loopback.ask('GET', '/flows');
  if (flows.status !== 401) return `the flows were answered with ${flows.status} without a log-in`;
  const page = await loopback.ask('GET', '/auth/login');
  if (member(page, 'type') !== 'credentials') return `the log-in page was answered with ${page.status}`;
  // Without name and password: nobody's attempt.
  const form = { client_id: 'node-red-admin', grant_type: 'password' };
  const token = await loopback.ask('POST', '/auth/token', { form });
  if (member(token, 'error') !== 'invalid_request') return `a log-in was answered with ${token.status}`;
  const revoked = await loopback.ask('POST', '/auth/revoke', { form: {} });
  if (revoked.status !== 401) return `a log-out without a log-in was answered with ${revoked.status}`;
  if (!live) return undefined;
  const connection = await loopback.live({ subscribe: 'millwright/self-test' });
  const first = await connection.first;
  connection.end();
  return first === JSON.stringify({ auth: 'fail' })
    ? undefined
    : 'a live connection was kept open without a log-in';
}

function member({ text }: LoopbackAnswer, name: string): unknown {
  try {
    return (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[name];
  } catch {
    return undefined;
  }
}
