import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { revisionOf } from '@millwright/release';
import type { Health } from '@millwright/rollout';
import type { Core } from '../../../../../../plugins/fleet/src/runtime/device/core.ts';
import type { HubSide } from '../../../../../../plugins/fleet/src/runtime/device/make-machine.ts';

/** A release as a test writes it: `releases/<digest>.json` in the user directory. */
export interface TestRelease {
  readonly flows: readonly { readonly id: string; readonly type: string }[];
  readonly credentials: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly modules: readonly { readonly name: string; readonly version: string }[];
  /** A folder with a `node_modules`. */
  readonly modulesFrom?: string;
  readonly health: Health;
}

/** In place of what comes from a hub: releases that a test has put beside. */
export function hubSide(core: Core, userDirectory: string): HubSide {
  const releaseOf = async (digest: string): Promise<TestRelease> =>
    JSON.parse(await readFile(join(userDirectory, 'releases', `${digest}.json`), 'utf8'));
  return {
    async fetch() {
      return { kind: 'fetched' };
    },
    async verify({ release }) {
      const { modules, health } = await releaseOf(release.digest);
      return { kind: 'verified', restart: await core.modules.differ(modules), health };
    },
    async stage({ slot, release }, signal) {
      const { flows, credentials, modules, modulesFrom } = await releaseOf(release.digest);
      const rev = revisionOf(flows);
      const mark = await core.slots.mark(slot);
      if (mark?.made === release.digest) return { kind: 'staged', rev };
      await core.slots.begin(slot);
      if (modulesFrom !== undefined)
        await cp(modulesFrom, core.slots.modulesFolder(slot), { recursive: true });
      const dependencies = Object.fromEntries(modules.map(({ name, version }) => [name, version]));
      await core.slots.complete(
        slot,
        {
          flows,
          credentials,
          rev,
          release,
          made: release.digest,
          modules: [...modules],
          dependencies,
          missing: [],
        },
        { signal },
      );
      return { kind: 'staged', rev };
    },
    async adopt() {
      return { kind: 'adopted' };
    },
    async report() {},
    async discardFetched() {},
  };
}
