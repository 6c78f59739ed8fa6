import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { divideFlows } from '@millwright/flows';
import { type Figure, root } from '@millwright/testing';
import { loadablePackages } from '@millwright/tooling';
import { createArchive } from '../../plugins/history/src/runtime/archive/archive.ts';
import { addedShare } from './support/added.ts';
import { differenceOfLargeFlows } from './support/difference.ts';
import { below, noise } from './support/figure.ts';
import { estimate, quantile } from './support/statistics.ts';
import type { Switched } from './support/switched.ts';
import { measureHistory } from './support/switched-history.ts';

const versions = 10_000;

/** What history costs: measured on real Node-REDs and on a real database. */
export async function run(): Promise<Figure[]> {
  return [...(await deployOverhead()), await listPage(), differenceOfLargeFlows()];
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

async function listPage(): Promise<Figure> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const archive = createArchive(directory, () => new Date());
  try {
    const document = divideFlows([{ id: 't', type: 'tab', label: 'Line 1' }]);
    const keep = (number: number) =>
      archive.handlers.keep({
        time: number,
        document: { ...document, epoch: '' },
        record: {
          actor: { kind: 'user', name: 'ana' },
          operation: 'flows.deploy',
          change: { parts: [], reordered: false },
        },
        rev: `${number}`,
        credentials: JSON.stringify({ t: { number } }),
        modules: '[]',
        settings: '{}',
      });
    for (let number = 0; number < versions; number += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => keep(number + index)));
    }
    const times: number[] = [];
    for (let round = 0; round < 20; round++) {
      const start = performance.now();
      const page = await archive.handlers.list({ limit: 51 });
      times.push(performance.now() - start);
      if (page[0]?.number !== versions) throw new Error('The versions are not there');
    }
    return below(
      'first page of the list at 10,000 versions, slowest of 20',
      { value: Math.max(...times) },
      'ms',
      50,
    );
  } finally {
    await archive.close();
    await rm(directory, { recursive: true });
  }
}
