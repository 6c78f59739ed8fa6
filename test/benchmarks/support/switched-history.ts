import { type NodeRedOptions, waitFor } from '@millwright/testing';
import type { Times } from './added.ts';
import { type Arm, withArms } from './arms.ts';
import { deployOnce, large } from './deploy.ts';
import { rounds } from './rounds.ts';
import { measureSwitched, type Switched } from './switched.ts';

interface Page {
  readonly versions: readonly { readonly rev?: string; readonly state: string }[];
}

/**
 * Deploys 10,000 nodes, one of them changed, to one Node-RED with history and the pipeline in front of it, and without
 * both, in turn. What was deployed without them is found by history once it has started: the next deploy waits until
 * that is kept, so that nothing of one is measured with another. Milliseconds of the whole request.
 */
export function measureHistory(options: NodeRedOptions): Promise<Times<Switched>> {
  return withArms({ large: { ...options, flows: large } }, async ({ large: arm }) => {
    await caughtUp(arm);
    return measureSwitched(arm, { count: rounds(30), warmUp: 3 }, async () => {
      const { whole } = await deployOnce(arm);
      await caughtUp(arm);
      return whole;
    });
  });
}

/** Resolves once history has what runs. */
export function caughtUp({ nodeRed }: Arm, token?: string): Promise<unknown> {
  return waitFor(
    'what runs to be a version',
    async () => {
      const { body } = await nodeRed.request<Page>('GET', '/millwright/history/versions?limit=1', undefined, {
        token,
      });
      const [newest] = body.versions;
      return newest?.state === 'current' && newest.rev === (await nodeRed.flows(token)).rev;
    },
    { deadline: 60_000 },
  );
}
