import { changeBetween, differenceBetween, divideFlows } from '@millwright/flows';
import type { Figure } from '@millwright/testing';
import { summarize } from '../../../plugins/history/src/runtime/summary.ts';
import { withArchiveClient } from './archive-client.ts';
import { below } from './figure.ts';
import { plant } from './plant.ts';

const changes = 100;
const rounds = 20;

/** Some of 10,000 nodes renamed, all over. */
const renamed = (items: ReturnType<typeof plant>) =>
  items.map((item, index) =>
    index % Math.ceil(items.length / changes) === 50 ? { ...item, name: `renamed ${index}` } : item,
  );

/** The difference in full between two flows of 10,000 nodes with 100 changes all over, the slowest of some. */
export function differenceOfLargeFlows(): Figure {
  const items = plant();
  const changed = renamed(items);
  const times = Array.from({ length: rounds }, () => {
    const [before, after] = [divideFlows(items), divideFlows(changed)];
    const start = performance.now();
    const { parts } = differenceBetween(before, after);
    const time = performance.now() - start;
    const found = parts.reduce((sum, { nodes }) => sum + nodes.length, 0);
    if (found < changes - 1) throw new Error(`Only ${found} of ${changes} changes were found`);
    return time;
  });
  return below(
    `difference of two flows of 10,000 nodes, ${changes} changes, slowest of ${rounds}`,
    { value: Math.max(...times) },
    'ms',
    100,
  );
}

/** The same between two kept versions: read, opened and compared in the thread that reads. */
export function differenceOfVersions(): Promise<Figure> {
  return withArchiveClient(async (archive) => {
    const items = plant();
    const before = divideFlows(items);
    const after = divideFlows(renamed(items), before);
    for (const [number, document] of [before, after].entries()) {
      await archive.keep(document, {
        time: Date.parse('2026-01-01T00:00:00Z') + number,
        record: {
          actor: { kind: 'user', name: 'ana' },
          operation: 'flows.deploy',
          change: summarize(changeBetween(before, document)),
        },
        rev: `${number}`,
        credentials: '{}',
        modules: '[]',
        settings: '{}',
      });
    }
    const times: number[] = [];
    // The first one waits for the thread to begin.
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      const { parts } = await archive.compare([{ version: 1 }, { version: 2 }]);
      times.push(performance.now() - start);
      const found = parts.reduce((sum, { nodes }) => sum + nodes.length, 0);
      if (found < changes - 1) throw new Error(`Only ${found} of ${changes} changes were found`);
    }
    return below(
      `difference of two kept versions of 10,000 nodes, ${changes} changes, slowest of ${rounds}`,
      { value: Math.max(...times.slice(1)) },
      'ms',
      100,
    );
  });
}
