import { type Figure, root } from '@millwright/testing';
import { loadablePackages } from '@millwright/tooling';
import { addedShare } from './support/added.ts';
import { differenceOfLargeFlows, differenceOfVersions } from './support/difference.ts';
import { below, noise } from './support/figure.ts';
import { manyVersions } from './support/many-versions.ts';
import { restoreOfOneTab } from './support/restored-tab.ts';
import { estimate, quantile } from './support/statistics.ts';
import type { Switched } from './support/switched.ts';
import { measureHistory } from './support/switched-history.ts';
import { closedSize, Deploys, manyNodes, withArchive } from './support/versions.ts';

const deployed = 1000;

/** What history costs: measured on real Node-REDs and on a real database. */
export async function run(): Promise<Figure[]> {
  return [
    ...(await deployOverhead()),
    await storedSize(),
    ...(await manyVersions()),
    differenceOfLargeFlows(),
    await differenceOfVersions(),
    await restoreOfOneTab(),
  ];
}

async function deployOverhead(): Promise<Figure[]> {
  const others = loadablePackages(root)
    .map(({ name }) => name.replace(/^@[^/]+\//, ''))
    .filter((name) => name !== 'node-red-history');
  const whole = await measureHistory({ without: others });
  const slow = (rounds: typeof whole, name: Switched) =>
    quantile(
      rounds.flatMap((round) => round[name]),
      0.95,
    );
  const slower = (name: 'again' | 'with') =>
    estimate(whole, (rounds) => (slow(rounds, name) / slow(rounds, 'bare') - 1) * 100);
  const deploy = 'deploy at 10,000 nodes, one changed';
  return [
    below(`${deploy}: added to the median`, addedShare(whole, 'with', 'bare'), '%', 5),
    noise(`${deploy}: added to the median`, addedShare(whole, 'again', 'bare'), '%', 5),
    below(`${deploy}: added to the 95th percentile`, slower('with'), '%', 10),
    noise(`${deploy}: added to the 95th percentile`, slower('again'), '%', 10),
  ];
}

async function storedSize(): Promise<Figure> {
  return withArchive(async (archive, directory) => {
    const deploys = new Deploys(manyNodes(50, 200));
    await deploys.make(archive.handlers);
    const one = await closedSize(archive, directory);
    for (let number = 2; number <= deployed; number++) await deploys.make(archive.handlers);
    const all = await closedSize(archive, directory);
    return below(
      'file of 1,000 versions of 10,000 nodes, one node changed each time, to that of one version',
      { value: all / one },
      'x',
      15,
    );
  });
}
