import type { Host, RouteHandlers } from '@millwright/runtime';
import type { deployRoutes } from '../../../common/routes.ts';
import type { News } from '../../news.ts';
import { demand } from '../../rights.ts';
import type { KeyChain } from '../keys/key-chain.ts';
import { checkPassphraseRoad } from '../keys/routes.ts';
import type { Planner } from '../plan/planner.ts';
import { demandSource, personOf, targetOf } from '../releases/routes.ts';
import type { Deploys } from './deploys.ts';

export interface DeployRooms {
  readonly host: Pick<Host, 'operate'>;
  readonly news: Pick<News, 'tell'>;
  readonly keys: KeyChain;
  readonly planner: Planner;
  readonly deploys: Deploys;
}

export const deployHandlers = ({
  host,
  news,
  keys,
  planner,
  deploys,
}: DeployRooms): RouteHandlers<typeof deployRoutes> => ({
  async makePlan({ body }, call) {
    keys.hubKey();
    await demandSource(host, call, body.source);
    return planner.make(body, call.signal, personOf(call));
  },

  async deploy({ body }, call) {
    const { plan, passphrase, note } = body;
    const kept = planner.find(plan);
    await demand(host, call, 'handOutCredentials');
    const options = {
      name: 'fleet.deploy',
      locks: [],
      ...targetOf(kept.plan.release),
      ...(note === undefined ? {} : { note }),
    };
    return host.operate(options, async (operation) => {
      checkPassphraseRoad(call, passphrase);
      const order = { passphrase, note: note ?? operation.note, by: personOf(call) };
      // What has begun is not left half done because somebody closes a browser.
      const deploy = await deploys.carryOut(kept, order, new AbortController().signal);
      operation.tell({
        deploy: deploy.id,
        release: deploy.release.name,
        version: deploy.release.version,
        devices: deploy.devices.length,
        state: deploy.state,
      });
      news.tell('deploys');
      news.tell('devices');
      return deploy;
    });
  },

  async listDeploys() {
    return { deploys: await deploys.list() };
  },

  getDeploy: ({ params }) => deploys.find(params.id),

  async removeDeploy({ params }) {
    const { release } = await deploys.find(params.id);
    const options = { name: 'fleet.deploy.remove', action: 'fleet.deploy', locks: [], ...targetOf(release) };
    return host.operate(options, async (operation) => {
      operation.tell({ deploy: params.id });
      await deploys.callBack(params.id);
      news.tell('deploys');
    });
  },
});
