import type { Host, RouteCall } from '@millwright/runtime';
import { fleetErrors } from '../common/errors.ts';

interface Right {
  /** Of Node-RED. */
  readonly permission: string;
  /** What the rules are asked for, as an operation of its own: its name and its action. */
  readonly operation?: readonly [name: string, action: string];
}

/** What some routes need beside their own permission, since more than the fleet is touched. */
const rights = {
  /** A device has credentials and secret values in the clear. */
  handOutCredentials: {
    permission: 'flows.write',
    operation: ['fleet.credentials.hand-out', 'credential.read'],
  },
  /** A plan tells what flows hold, and a release is made of them. */
  readFlows: { permission: 'flows.read', operation: ['fleet.flows.read', 'flow.read'] },
  readVersions: { permission: 'millwright.history.read', operation: ['fleet.version.read', 'history.read'] },
  /** The instance goes where it is told, from inside of its network. */
  connect: { permission: 'flows.write' },
} as const satisfies Readonly<Record<string, Right>>;

/** @throws `fleet.right-needed`, and what refuses the operation */
export async function demand(
  host: Pick<Host, 'operate'>,
  { allows }: Pick<RouteCall, 'allows'>,
  name: keyof typeof rights,
): Promise<void> {
  const { permission, operation }: Right = rights[name];
  if (!(await allows(permission))) throw fleetErrors.rightNeeded({ permission });
  if (!operation) return;
  const [of, action] = operation;
  await host.operate({ name: of, action, kind: 'read', locks: [] }, async () => undefined);
}
