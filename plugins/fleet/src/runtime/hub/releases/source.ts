import type { FlowItem } from '@millwright/flows';
import type { Credentials } from '@millwright/release';
import type { InstalledModule, RunningNodeRed, Services } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId } from '../../../common/fields.ts';

/** Flows that a release can be made of. It holds plain credentials: memory only. */
export interface FlowsSource {
  /** JSON text, as Node-RED stores it. */
  readonly flows: string;
  readonly items: readonly FlowItem[];
  /** Those of the items, by id; without empty ones. */
  readonly credentials: Credentials;
  readonly rev: string;
  /** The version of History that it is. */
  readonly number?: number;
  /** Those that were installed when that version was made. */
  readonly modules?: readonly InstalledModule[];
  /** Where it was changed on a device. */
  readonly adopted?: {
    readonly device: string;
    /** Of the device. */
    readonly name: string;
    /** The release that was changed, while it is here. */
    readonly base?: ReleaseId | undefined;
    /** Of nodes whose credentials stay there. */
    readonly names: readonly string[];
  };
}

/** The flows that are deployed here now. @throws `fleet.no-flows` */
export function runningSource(nodeRed: Pick<RunningNodeRed, 'credentials' | 'getFlows'>): FlowsSource {
  const running = nodeRed.getFlows();
  if (!running) throw fleetErrors.noFlows();
  const { items, rev } = running;
  const entries = items.flatMap(({ id }) => {
    const own = typeof id === 'string' ? nodeRed.credentials(id) : undefined;
    return own ? [[id, own] as const] : [];
  });
  return { flows: JSON.stringify(items), items, rev, credentials: plain(Object.fromEntries(entries)) };
}

/** A version of History. @throws `fleet.no-history`, and what History says of a version that it cannot read */
export async function versionSource(number: number, { history }: Partial<Services>): Promise<FlowsSource> {
  if (!history) throw fleetErrors.noHistory();
  const { flows, rev, credentials, modules } = await history.read(number);
  const items = JSON.parse(flows) as readonly FlowItem[];
  return { flows, items, rev, number, modules, credentials: plain(credentials) };
}

/** As Node-RED writes them to its file: nodes may have put into memory what is no JSON. Empty ones mean the same as none. */
function plain(credentials: Credentials): Credentials {
  const written = JSON.parse(JSON.stringify(credentials)) as Record<string, Record<string, unknown> | null>;
  return Object.fromEntries(
    Object.entries(written).flatMap(([id, own]) =>
      own && Object.keys(own).length > 0 ? [[id, own] as const] : [],
    ),
  );
}
