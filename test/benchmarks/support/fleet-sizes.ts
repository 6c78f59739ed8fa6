import { type Figure, startNodeRed } from '@millwright/testing';
import { HubClient } from '../../fleet/hub-client.ts';
import { below } from './figure.ts';
import { plant } from './plant.ts';

/** Bytes of a whole signed release to those of the flows in it: no modules, so that only the format counts. */
export async function releaseSizes(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const nodesPerTab of [20, 2000]) {
    const flows = plant({ tabs: 1, nodesPerTab });
    const nodeRed = await startNodeRed({ heavyNodes: 'all', only: ['node-red-fleet'], flows });
    try {
      const hub = new HubClient(nodeRed);
      await hub.setUp();
      const { size } = await hub.make('line');
      const share = (size / Buffer.byteLength(JSON.stringify(flows))) * 100;
      const reach = nodesPerTab < 1000 ? 400 : 40;
      figures.push(
        below(`size of a release of ${nodesPerTab} nodes to its flows`, { value: share }, '%', reach),
      );
    } finally {
      await nodeRed.stop();
    }
  }
  return figures;
}
