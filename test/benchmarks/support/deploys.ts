import type { NodeRedOptions } from '@millwright/testing';
import type { Times } from './added.ts';
import { type Arms, withArms } from './arms.ts';
import { deployOnce, large } from './deploy.ts';
import { type Round, rounds, visit } from './rounds.ts';

type Name = 'bare' | 'again' | 'with';

/** Two sets of processes: what each compiled when is by chance a little different, for as long as it lives. */
const sets = 2;
const roundsPerSet = 12;

/**
 * Deploys 10,000 nodes, one of them changed, to a Node-RED with packages and to two bare ones beside it. Milliseconds
 * of the whole request. `also` runs with each set of processes, after its deploys.
 */
export async function measureDeploys(
  options: NodeRedOptions,
  also: (arms: Arms<Name>) => Promise<void> = async () => {},
): Promise<Times<Name>> {
  const taken: Round<Name, number>[] = [];
  const bare: NodeRedOptions = { flows: large, without: 'all' };
  for (let set = 0; set < sets; set++)
    await withArms({ bare, again: bare, with: { ...options, flows: large } }, async (arms) => {
      const count = Math.max(1, Math.ceil(rounds(sets * roundsPerSet) / sets));
      const times = await visit(['bare', 'again', 'with'], { count, warmUp: 2 }, async (name) => {
        return (await deployOnce(arms[name])).whole;
      });
      taken.push(...times);
      await also(arms);
    });
  return taken;
}
