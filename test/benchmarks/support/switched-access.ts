import type { NodeRedOptions } from '@millwright/testing';
import type { CurrentPolicy } from '../../../plugins/access/src/common/policies.ts';
import { base, setUpCode } from '../../access/access.ts';
import type { Times } from './added.ts';
import { type Arm, withArms } from './arms.ts';
import { deployOnce, large } from './deploy.ts';
import { rounds } from './rounds.ts';
import { measureSwitched, type Switched } from './switched.ts';
import { twoHundredRules } from './two-hundred-rules.ts';

/** Who deploys. */
export const user = 'ana';

/**
 * Deploys 10,000 nodes, one of them changed, to one Node-RED with rules that are enforced and without, in turn. People
 * log in by `settings.js`, with and without. Milliseconds of the whole request. After each, what one may do is asked, as
 * every open editor does: so the rules have seen what was deployed without them, and the next deploy does not pay for it.
 */
export function measureAccess(options: NodeRedOptions): Promise<Times<Switched>> {
  const users = [{ username: user, password: user, permissions: '*' }];
  return withArms({ large: { ...options, users, flows: large } }, async ({ large: arm }) => {
    const token = await arm.nodeRed.token(user, user);
    await enforceRules(arm, token);
    return measureSwitched(arm, { count: rounds(30), warmUp: 3 }, async () => {
      const { whole } = await deployOnce(arm, { token });
      await askWhatOneMayDo(arm, token);
      return whole;
    });
  });
}

export async function askWhatOneMayDo({ nodeRed }: Arm, token: string): Promise<void> {
  const { status } = await nodeRed.request('GET', `${base}/me`, undefined, { token });
  if (status !== 200) throw new Error(`What one may do was answered ${status}`);
}

/** Sets access up, with rules by which {@link user} may do everything. */
export async function enforceRules({ nodeRed }: Arm, token: string): Promise<void> {
  const send = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const answer = await nodeRed.request<Body>(method, `${base}${path}`, body, { token });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  };
  await send('POST', '/setup', { code: setUpCode(nodeRed) });
  const { policy, revision } = await send<CurrentPolicy>('GET', '/policy');
  const { roles, bindings } = twoHundredRules(user);
  await send('PUT', '/policy', {
    revision,
    policy: { ...policy, roles: [...policy.roles, ...roles], bindings: [...policy.bindings, ...bindings] },
  });
  const refused = await nodeRed.request('POST', '/flows', []);
  if (refused.status !== 401) throw new Error(`Who is not logged in was answered ${refused.status}`);
}
