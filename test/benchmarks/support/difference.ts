import { differenceBetween, divideFlows } from '@millwright/flows';
import type { Figure } from '@millwright/testing';
import { below } from './figure.ts';
import { plant } from './plant.ts';

const changes = 100;
const rounds = 20;

/** The difference in full between two flows of 10,000 nodes with 100 changes all over, the slowest of some. */
export function differenceOfLargeFlows(): Figure {
  const items = plant();
  const changed = items.map((item, index) =>
    index % Math.ceil(items.length / changes) === 50 ? { ...item, name: `renamed ${index}` } : item,
  );
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
