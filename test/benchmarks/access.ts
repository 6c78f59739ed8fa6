import { compilePolicy, type Policy } from '@millwright/access';
import { type Figure, root } from '@millwright/testing';
import { loadablePackages } from '@millwright/tooling';
import { cedarFor } from '../access/cedar.ts';
import { addedShare } from './support/added.ts';
import { below, noise } from './support/figure.ts';
import { median } from './support/statistics.ts';
import { measureAccess } from './support/switched-access.ts';
import { requests, twoHundredRules } from './support/two-hundred-rules.ts';

/** What a decision takes, and what asking the rules costs a deploy. */
export async function run(): Promise<Figure[]> {
  return [...decisions(), ...(await deployOverhead())];
}

const user = 'ana';
const policy: Policy = { format: 1, ...twoHundredRules(user) };

function decisions(): Figure[] {
  const asked = requests(user);
  const { decide } = compilePolicy(policy);
  const cedar = cedarFor(policy);
  const answered = asked.filter((request) => decide(request).allowed && cedar(request).allowed);
  if (answered.length !== asked.length) throw new Error('Both have to allow what is measured');
  const once = (work: (request: (typeof asked)[number]) => unknown, times: number): number => {
    const started = performance.now();
    for (let time = 0; time < times; time++) for (const request of asked) work(request);
    return ((performance.now() - started) * 1000) / (times * asked.length);
  };
  const medianOf = (rounds: number, take: () => number): number =>
    median(Array.from({ length: rounds }, take));
  const compiling = (): number => {
    const started = performance.now();
    compilePolicy(policy);
    return performance.now() - started;
  };
  once(decide, 100);
  const what = 'a decision at 200 rules, all about the same action';
  return [
    below(what, { value: medianOf(21, () => once(decide, 20)) }, 'µs', 10),
    {
      name: `${what}: the same by Cedar, with its way there and back`,
      value: Math.round(medianOf(3, () => once(cedar, 1))),
      unit: 'µs',
      reach: 'to compare',
      ok: true,
    },
    below('compiling these rules', { value: medianOf(21, compiling) }, 'ms', 50),
  ];
}

async function deployOverhead(): Promise<Figure[]> {
  const without = loadablePackages(root)
    .map(({ name }) => name.replace(/^@[^/]+\//, ''))
    .filter((name) => name !== 'node-red-access');
  const times = await measureAccess({ without });
  const deploy = 'deploy at 10,000 nodes, one changed, by 200 rules';
  return [
    below(`${deploy}: added to the median`, addedShare(times, 'with', 'bare'), '%', 3),
    noise(deploy, addedShare(times, 'again', 'bare'), '%', 3),
  ];
}
