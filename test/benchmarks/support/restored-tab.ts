import type { Figure } from '@millwright/testing';
import { startWithHistory } from '../../history/client.ts';
import { line, restarted, starts } from '../../history/starts.ts';
import { below } from './figure.ts';

const lines = Array.from({ length: 20 }, (_, index) => `line${index + 1}`);
const plant = (text: string) => [...starts, ...lines.flatMap((id) => line(id, text))];

/** All twenty tabs were changed since: one of them is restored, and the starts of all others are counted. */
export async function restoreOfOneTab(): Promise<Figure> {
  const { nodeRed, history } = await startWithHistory({ flows: plant('one') });
  try {
    const from = nodeRed.log.length;
    const { status, text } = await nodeRed.deploy(plant('two'));
    if (status !== 200) throw new Error(`The deploy was answered with ${status} ${text}`);
    await nodeRed.waitForLog(/Started flows/, { from });
    const touched = await restarted(nodeRed, async () => {
      const answer = await history.restore(1, { scope: { parts: [{ kind: 'tab', id: 'line7' }] } });
      if (answer.status !== 200)
        throw new Error(`The restore was answered with ${answer.status} ${answer.text}`);
    });
    if (!touched.includes('line7')) throw new Error('The restored tab was not restarted');
    return below(
      'restore of one tab among twenty: other tabs whose nodes were restarted',
      { value: touched.length - 1 },
      'tabs',
      1,
    );
  } finally {
    await nodeRed.stop();
  }
}
