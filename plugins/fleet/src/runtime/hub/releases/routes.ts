import type { Host, RouteCall, RouteHandlers } from '@millwright/runtime';
import type { ReleaseId } from '../../../common/fields.ts';
import type { ReleaseSource } from '../../../common/releases.ts';
import type { releaseRoutes } from '../../../common/routes.ts';
import type { News } from '../../news.ts';
import { demand } from '../../rights.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Deploys } from '../deploys/deploys.ts';
import type { KeyChain } from '../keys/key-chain.ts';
import { checkPassphraseRoad } from '../keys/routes.ts';
import type { Planner } from '../plan/planner.ts';
import type { Releases } from './releases.ts';

export interface ReleaseRooms {
  readonly host: Pick<Host, 'operate'>;
  readonly news: Pick<News, 'tell'>;
  readonly blobs: Pick<Blobs, 'holding'>;
  readonly keys: KeyChain;
  readonly planner: Planner;
  readonly releases: Releases;
  readonly deploys: Deploys;
  /** Blobs may be there that nothing needs any more. */
  readonly sweep: () => void;
}

export const targetOf = ({ name, version }: ReleaseId) =>
  ({ target: { kind: 'release', id: `${name} ${version}` } }) as const;

/** Who is noted to have done it; nobody where nobody has to log in. */
export const personOf = ({ actor }: Pick<RouteCall, 'actor'>): string | undefined => actor.name;

/** What a plan tells of a source, or a release takes from it, is for those who may read it there. @throws as `demand` */
export async function demandSource(
  host: Pick<Host, 'operate'>,
  call: RouteCall,
  { kind }: ReleaseSource,
): Promise<void> {
  await demand(host, call, 'readFlows');
  if (kind === 'version') await demand(host, call, 'readVersions');
}

export const releaseHandlers = (rooms: ReleaseRooms): RouteHandlers<typeof releaseRoutes> => {
  const { host, news, blobs, keys, planner, releases, deploys, sweep } = rooms;
  return {
    async listReleases() {
      return { releases: await releases.list() };
    },

    async makeRelease({ body }, call) {
      await demandSource(host, call, body.source);
      const { source, name, health, floor, passphrase, note } = body;
      const options = {
        name: 'fleet.release.make',
        action: 'fleet.deploy',
        locks: [],
        target: { kind: 'release', id: name },
        ...(note === undefined ? {} : { note }),
      } as const;
      return host.operate(options, async (operation) => {
        checkPassphraseRoad(call, passphrase);
        keys.hubKey();
        const made = await blobs.holding(async () => {
          const ready = await planner.prepare({ source, name, health, floor }, call.signal);
          // A key that lies under a passphrase nobody says stays closed: the release is a draft then.
          const isClosed = passphrase === undefined && keys.signing === 'passphrase';
          const isSigned = ready.existing?.state === 'signed';
          const signer = isSigned || isClosed ? undefined : await keys.releaseKey(passphrase);
          return releases.take(ready, { signer, by: personOf(call) });
        });
        operation.tell({ release: made.name, version: made.version });
        if (made.state === 'signed') await deploys.signed(made);
        news.tell('deploys');
        return releases.summary(made);
      });
    },

    async getManifest({ params }) {
      return { envelope: (await releases.find(params)).manifest };
    },

    signRelease({ params, body }) {
      const options = { name: 'fleet.release.sign', action: 'fleet.deploy', locks: [], ...targetOf(params) };
      return host.operate(options, async () => {
        const row = await releases.sign(params, body.envelope);
        await deploys.signed(row);
        news.tell('deploys');
        return releases.summary(params);
      });
    },

    exportRelease: ({ params, query }) => releases.bundle(params, { drafts: query.draft === 'true' }),

    removeRelease({ params }) {
      const options = { name: 'fleet.release.remove', action: 'fleet.write', locks: [], ...targetOf(params) };
      return host.operate(options, async () => {
        await releases.remove(params, (id) => deploys.waitingFor(id));
        news.tell('deploys');
        sweep();
      });
    },
  };
};
