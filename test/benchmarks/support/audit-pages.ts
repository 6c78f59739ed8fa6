import type { Figure } from '@millwright/testing';
import { Random } from '../../faults/random.ts';
import { Arm } from './arms.ts';
import type { LargeLog } from './audit-large.ts';
import { below } from './figure.ts';
import { rounds } from './rounds.ts';
import { quantile } from './statistics.ts';

type Filter = Record<string, string>;

/**
 * Pages of fifty, narrowed in every way and by several at once, asked of a real Node-RED one after the other: the whole
 * request, and how long its event loop was kept from anything else meanwhile. Some filters find nothing, some all.
 */
export async function filteredPages(log: LargeLog): Promise<Figure[]> {
  const random = new Random(1);
  const arm = await Arm.start({ userDirectory: log.userDirectory });
  try {
    const ask = (filter: Filter): Promise<number> =>
      arm.time('GET', `/millwright/audit/events?${new URLSearchParams(filter)}`);
    for (let warm = 0; warm < 20; warm++) await ask(randomFilter(random, log));
    await arm.collect();
    await arm.blocked();
    const times: { readonly took: number; readonly filter: Filter }[] = [];
    while (times.length < rounds(1000)) {
      const filter = randomFilter(random, log);
      times.push({ took: await ask(filter), filter });
    }
    const blocked = await arm.blocked();
    const slowest = times.toSorted((a, b) => b.took - a.took)[0];
    const took = times.map((one) => one.took);
    const page = `page of 50 of ${log.events.toLocaleString('en')} events`;
    return [
      below(`${page}, filtered at random: 99th percentile`, { value: quantile(took, 0.99) }, 'ms', 50),
      {
        ...below(
          `${page}: the slowest (${JSON.stringify(slowest?.filter)})`,
          { value: slowest?.took ?? 0 },
          'ms',
          0,
        ),
        reach: 'to compare',
        ok: true,
      },
      below(`${page}: the longest time that the event loop was blocked`, { value: blocked }, 'ms', 20),
    ];
  } finally {
    await arm.stop();
  }
}

/** Each way of narrowing with what is asked for there: frequent, rare, and what is in no event. */
const ways: Readonly<Record<string, readonly string[]>> = {
  text: ['ana', 'oven', 'shift 2', 'scale 77', 'line fun', 'nothing-like-this', 'jur', '10.0.0.7'],
  actor: ['ana', 'Jürgen Weiß', 'kind:anyone', 'kind:system', 'mallory'],
  name: ['flows.deploy', 'flows.*', 'inject.press', 'audit.*', 'audit.begin', 'no.such'],
  outcomes: ['success', 'refused', 'failed,unknown', 'unknown', 'refused,failed'],
  classes: ['change', 'read', 'log-in', 'system', 'change,system'],
  target: ['tab:tab3', 'node:node7', 'tab:elsewhere'],
  operation: ['operation-500000', 'operation-none'],
};

function randomFilter(random: Random, { began, ended }: LargeLog): Filter {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)] as Item;
  const filter: Filter = { limit: '50' };
  const names = Object.keys(ways);
  const wanted = Math.floor(random.next() * 4);
  while (Object.keys(filter).length <= wanted) {
    const name = one(names);
    // An operation has a handful of events: beside another filter it would only make the question easy.
    if (name === 'operation' && wanted > 1) continue;
    filter[name] = one(ways[name] ?? []);
  }
  const span = ended - began;
  if (random.next() < 0.3) {
    const since = began + Math.floor(random.next() * span);
    filter['since'] = String(since);
    if (random.next() < 0.5) filter['until'] = String(since + Math.floor(random.next() * (ended - since)));
  }
  if (random.next() < 0.3) filter['before'] = String(Math.floor(random.next() * 1_000_000));
  return filter;
}
