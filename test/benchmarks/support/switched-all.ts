import type { NodeRedOptions } from '@millwright/testing';
import type { Times } from './added.ts';
import { withArms } from './arms.ts';
import { deployOnce, large } from './deploy.ts';
import { rounds } from './rounds.ts';
import { measureSwitched, type Switched } from './switched.ts';
import { askWhatOneMayDo, enforceRules, user } from './switched-access.ts';
import { caughtUp } from './switched-history.ts';

/**
 * Deploys 10,000 nodes, one of them changed, to one Node-RED with all of Millwright and rules that are enforced, and
 * without, in turn. What measures access and history alone waits for between two deploys is waited for here.
 */
export function measureAll(options: NodeRedOptions): Promise<Times<Switched>> {
  const users = [{ username: user, password: user, permissions: '*' }];
  return withArms({ large: { ...options, users, flows: large } }, async ({ large: arm }) => {
    const token = await arm.nodeRed.token(user, user);
    await enforceRules(arm, token);
    await caughtUp(arm, token);
    return measureSwitched(arm, { count: rounds(30), warmUp: 3 }, async () => {
      const { whole } = await deployOnce(arm, { token });
      await askWhatOneMayDo(arm, token);
      await caughtUp(arm, token);
      return whole;
    });
  });
}
