import type { Host, RouteCall } from '@millwright/runtime';
import { fleetErrors } from '../common/errors.ts';
import { furtherRights } from '../common/rights.ts';

/** What rules are asked for beside a permission, as an operation of its own: its name and its action. */
const asked: { readonly [Name in keyof typeof furtherRights]?: readonly [name: string, action: string] } = {
  handOutCredentials: ['fleet.credentials.hand-out', 'credential.read'],
  readFlows: ['fleet.flows.read', 'flow.read'],
  readVersions: ['fleet.version.read', 'history.read'],
};

/** @throws `fleet.right-needed`, and what refuses the operation */
export async function demand(
  host: Pick<Host, 'operate'>,
  { allows }: Pick<RouteCall, 'allows'>,
  name: keyof typeof furtherRights,
): Promise<void> {
  const permission = furtherRights[name];
  if (!(await allows(permission))) throw fleetErrors.rightNeeded({ permission });
  const operation = asked[name];
  if (!operation) return;
  const [of, action] = operation;
  await host.operate({ name: of, action, kind: 'read', locks: [] }, async () => undefined);
}
