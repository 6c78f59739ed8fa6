import type { Credentials, FlowsState, Host, RunningNodeRed } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { historyErrors } from '../../common/errors.ts';
import { credentialsText, credentialsToSet } from '../credentials.ts';
import type { Intended } from './intended.ts';
import { missingTypes } from './missing-types.ts';

/**
 * Deploys what is intended in the place of what runs. Where it can, Node-RED restarts only nodes that differ.
 *
 * @returns what Node-RED reported although it took over the flows: it saves and takes them over before it stops and
 * starts nodes
 * @throws `history.restore-failed`, and whoever refuses the deploy; what ran before runs then
 */
export async function deploy(
  { nodeRed }: Pick<Host, 'nodeRed'>,
  number: number,
  { items, credentials }: Intended,
  before: FlowsState,
): Promise<{ readonly fault?: string }> {
  const wanted = JSON.parse(credentials) as Credentials;
  const former = JSON.parse(credentialsText(before.items, (id) => nodeRed.credentials(id))) as Credentials;
  const set = credentialsToSet(items, wanted, (id) => nodeRed.credentials(id)) ?? {};
  const others = new Set(items.filter(({ id }) => typeof id === 'string' && Object.hasOwn(set, id)));
  const all =
    [before.items, items].some((flows) => notRunning(flows, nodeRed)) || [...others].some(isNotSeen);
  try {
    await nodeRed.setFlows({
      flows: all ? items : items.map((item) => (others.has(item) ? { ...item, credentials: {} } : item)),
      ...(others.size > 0 ? { credentials: set } : {}),
      deploymentType: all ? 'full' : 'nodes',
      rev: before.rev,
    });
    return {};
  } catch (error) {
    // Each deploy makes another state, also one of the same flows with other credentials.
    if (nodeRed.getFlows() !== before) return { fault: reasonOf(error) };
    putBack(nodeRed, before, former);
    if (isCodedError(error)) throw error;
    throw historyErrors.restoreFailed({ number, reason: reasonOf(error) }, { cause: error });
  }
}

/** While a type is missing Node-RED starts nothing, and knows only in a full deploy what it has to stop and to start. */
const notRunning = (items: FlowsState['items'], nodeRed: RunningNodeRed): boolean =>
  missingTypes(items, (type) => nodeRed.hasNodeType(type)).length > 0;

/** Node-RED sees other credentials of a node in the item itself, but does not look there at those of a tab. */
const isNotSeen = (item: Intended['items'][number]): boolean =>
  item.type === 'tab' || Object.hasOwn(item, 'credentials');

/** Node-RED takes credentials into its memory before it writes the flows, and leaves them there if that fails. */
function putBack(nodeRed: RunningNodeRed, { items }: FlowsState, former: Credentials): void {
  const changed = credentialsToSet(items, former, (id) => nodeRed.credentials(id)) ?? {};
  for (const [id, credentials] of Object.entries(changed)) nodeRed.setCredentials(id, credentials);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.message || String((error as { code?: unknown }).code ?? error.name)
    : String(error);
