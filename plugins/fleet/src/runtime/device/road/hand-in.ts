import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { canonicalText, type FlowItem, withoutCredentials } from '@millwright/flows';
import {
  adoptionDocument,
  type Credentials,
  digestOf,
  longestNodeId,
  mostAdoptedCredentials,
  revisionOf,
  type SigningKey,
  signDocument,
} from '@millwright/release';
import type { RunningNodeRed } from '@millwright/runtime';
import { isShown } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { longestAdoptedFlows, longestPackedFlows, roadRoutes } from '../../../common/road.ts';
import type { Carry } from '../carry.ts';
import type { HubClient } from './hub-client.ts';
import type { Session } from './session.ts';

export interface HandInOptions {
  readonly nodeRed: Pick<RunningNodeRed, 'credentials' | 'getFlows'>;
  /** Those that came with the release that was changed, by node; empty where they cannot be read. */
  readonly sent: () => Promise<Credentials>;
  readonly device: string;
  readonly key: SigningKey;
  readonly hub: Pick<HubClient, 'call'>;
  readonly session: Pick<Session, 'with'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const zipped = promisify(gzip);

/**
 * Hands in what runs, for people at the hub to look at: flows without credentials, and of which nodes those are others than the
 * hub has. What runs by now counts: had it been changed again meanwhile, the machine asks once more.
 *
 * @throws `fleet.no-flows`, `fleet.adoption-large`, as `HubClient.call`
 */
export function handIn(options: HandInOptions): Carry['adopt'] {
  const { nodeRed, sent, device, key, hub, session, now } = options;
  return async (_effect, signal) => {
    const running = nodeRed.getFlows();
    if (!running) throw fleetErrors.noFlows();
    const items = withoutCredentials(running.items) as readonly FlowItem[];
    const text = Buffer.from(JSON.stringify(items));
    if (text.length > longestAdoptedFlows) throw fleetErrors.adoptionLarge({ most: longestAdoptedFlows });
    const flows = (await zipped(text)).toString('base64');
    if (flows.length > longestPackedFlows) throw fleetErrors.adoptionLarge({ most: longestAdoptedFlows });
    const envelope = signDocument(
      adoptionDocument,
      {
        format: 1,
        device,
        rev: revisionOf(items),
        digest: digestOf(text),
        size: text.length,
        credentials: otherCredentials(items, (id) => nodeRed.credentials(id), await sent()),
        time: now(),
      },
      [key],
    );
    await session.with(signal, (pass) => hub.call(roadRoutes.adopt, { envelope, flows }, { signal, pass }));
    return { kind: 'adopted' };
  };
}

/** Ids of the nodes whose credentials are others than those that were sent. */
function otherCredentials(
  items: readonly FlowItem[],
  ownOf: (id: string) => Readonly<Record<string, unknown>> | undefined,
  sent: Credentials,
): string[] {
  const ids = new Set(items.flatMap(({ id }) => (typeof id === 'string' && isNamed(id) ? [id] : [])));
  return [...ids]
    .filter((id) => plain(ownOf(id)) !== plain(Object.hasOwn(sent, id) ? sent[id] : undefined))
    .slice(0, mostAdoptedCredentials);
}

const isNamed = (id: string): boolean => id !== '' && id.length <= longestNodeId && isShown(id);

/** As Node-RED writes them to its file: nodes may have put into memory what is no JSON. */
const plain = (credentials: object | null | undefined): string =>
  canonicalText(JSON.parse(JSON.stringify(credentials ?? {})));
