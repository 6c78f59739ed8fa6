import { type Figure, root } from '@millwright/testing';
import { loadablePackages } from '@millwright/tooling';
import { added, addedShare } from './support/added.ts';
import { durableAppends } from './support/audit-appends.ts';
import { largeLog } from './support/audit-large.ts';
import { below, noise } from './support/figure.ts';
import { measureAll } from './support/switched-all.ts';
import { measureAudit } from './support/switched-audit.ts';

/** What audit costs: measured on real Node-REDs and on real logs. */
export async function run(): Promise<Figure[]> {
  return [await durableAppends(), ...(await largeLog()), ...(await smallDeploys()), ...(await allTogether())];
}

async function smallDeploys(): Promise<Figure[]> {
  const others = loadablePackages(root)
    .map(({ name }) => name.replace(/^@[^/]+\//, ''))
    .filter((name) => name !== 'node-red-audit');
  const times = await measureAudit({ without: others });
  const deploy = 'deploy of 100 nodes, one changed, with audit';
  return [
    below(`${deploy}: added to the median`, added(times, 'with', 'bare'), 'ms', 5),
    noise(deploy, added(times, 'again', 'bare'), 'ms', 5),
  ];
}

async function allTogether(): Promise<Figure[]> {
  const times = await measureAll({});
  const deploy = 'deploy at 10,000 nodes, one changed, with history, audit and access by 200 rules';
  return [
    below(`${deploy}: added to the median`, addedShare(times, 'with', 'bare'), '%', 8),
    noise(deploy, addedShare(times, 'again', 'bare'), '%', 8),
  ];
}
