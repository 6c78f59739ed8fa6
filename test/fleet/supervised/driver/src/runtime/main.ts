import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowItem } from '@millwright/flows';
import { revisionOf } from '@millwright/release';
import type { Desired, Health } from '@millwright/rollout';
import { definePlugin, type Host } from '@millwright/runtime';
import { Core } from '../../../../../../plugins/fleet/src/runtime/device/core.ts';
import type { HubSide } from '../../../../../../plugins/fleet/src/runtime/device/make-machine.ts';

/** What a test puts in `wanted.json` of the user directory, in place of a hub. */
export interface Wanted {
  readonly desired: Desired;
  readonly flows: readonly FlowItem[];
  readonly health: Health;
  /** Node-RED has to be started anew for it. */
  readonly restart: boolean;
}

function wantedIn(userDirectory: string): Wanted | undefined {
  const file = join(userDirectory, 'wanted.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const never = (): Promise<never> => Promise.reject(new Error('This test adopts nothing'));

/** The half of a device that asks a hub, with the file of a test in place of one. */
function hubSideFor(userDirectory: string): (core: Core) => HubSide {
  const wanted = (): Wanted => {
    const found = wantedIn(userDirectory);
    if (!found) throw new Error('Nothing is wanted');
    return found;
  };
  return (core) => ({
    fetch: async () => ({ kind: 'fetched' }),
    verify: async () => ({ kind: 'verified', restart: wanted().restart, health: wanted().health }),
    async stage({ slot, release }) {
      const { flows } = wanted();
      const rev = revisionOf(flows);
      if (!(await core.slots.mark(slot))) {
        await core.slots.begin(slot);
        const nothing = { credentials: {}, modules: [], dependencies: {}, missing: [] };
        await core.slots.complete(slot, { rev, release, flows, ...nothing });
      }
      return { kind: 'staged', rev };
    },
    adopt: never,
    report: async () => {},
    discardFetched: async () => {},
  });
}

async function start(host: Host): Promise<void> {
  const { userDirectory } = host.nodeRed;
  const core = new Core({
    host,
    directory: join(userDirectory, 'millwright/fleet/device'),
    restartSetting: undefined,
    hub: () => 'the test',
    hubSide: hubSideFor(userDirectory),
  });
  await core.start(false);
  // Node-RED goes on meanwhile.
  const look = setInterval(() => {
    const wanted = wantedIn(userDirectory);
    if (!wanted || wanted.desired.counter <= (core.machine?.state.last?.counter ?? 0)) return;
    void (core.machine ? Promise.resolve(core.machine) : core.begin()).then((machine) =>
      machine.take(wanted.desired),
    );
  }, 100);
  host.onDispose(() => clearInterval(look));
}

export const entries = {
  driver: definePlugin({
    id: 'driver',
    area: 'driver',
    packageName: '@millwright/node-red-driver',
    version: '0.1.0',
    startPatience: 60_000,
    start,
  }),
};
