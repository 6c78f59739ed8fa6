import type { NodeRedOptions } from '@millwright/testing';
import type { Times } from './added.ts';
import { type Arms, withArms } from './arms.ts';
import { plant } from './plant.ts';
import { type Round, rounds, visit } from './rounds.ts';

interface Deploy {
  /** Milliseconds from the first byte of the request to the last of the answer. */
  readonly whole: number;
  /** Milliseconds of it outside Node-RED's own function. */
  readonly outside: number;
}

type Name = 'bare' | 'again' | 'with';

export interface DeployTimes {
  readonly whole: Times<Name>;
  readonly outside: Times<Name>;
}

/** Two sets of processes: what each compiled when is by chance a little different, for as long as it lives. */
const sets = 2;
const roundsPerSet = 12;

const flows = plant();

/**
 * Deploys 10,000 nodes, one of them changed, to a Node-RED with packages and to two bare ones beside it. `also` runs
 * with each set of processes, after its deploys.
 */
export async function measureDeploys(
  options: NodeRedOptions,
  also: (arms: Arms<Name>) => Promise<void> = async () => {},
): Promise<DeployTimes> {
  const taken: Round<Name, Deploy>[] = [];
  const bare: NodeRedOptions = { flows, without: 'all' };
  for (let set = 0; set < sets; set++)
    await withArms({ bare, again: bare, with: { ...options, flows } }, async (arms) => {
      const count = Math.max(1, Math.ceil(rounds(sets * roundsPerSet) / sets));
      taken.push(
        ...(await visit(['bare', 'again', 'with'], { count, warmUp: 2 }, (name) => deploy(arms[name]))),
      );
      await also(arms);
    });
  const times = (part: keyof Deploy): Times<Name> =>
    taken.map(({ bare, again, with: other }) => ({
      bare: bare.map((visit) => visit[part]),
      again: again.map((visit) => visit[part]),
      with: other.map((visit) => visit[part]),
    }));
  return { whole: times('whole'), outside: times('outside') };
}

let deploys = 0;

async function deploy(arm: Arms<Name>[Name]): Promise<Deploy> {
  deploys += 1;
  const changed = flows.map((item, index) =>
    index === 5000 ? { ...item, name: `deploy ${deploys}` } : item,
  );
  const body = Buffer.from(JSON.stringify({ flows: changed }));
  const headers = { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': 'nodes' };
  await arm.collect();
  const whole = await arm.time('POST', '/flows', { body, headers });
  return { whole, outside: whole - (await arm.applied()) };
}
