import type { Figure } from '@millwright/testing';
import { Arm } from './arms.ts';
import type { LargeLog } from './audit-large.ts';
import { below } from './figure.ts';

/** All of a log as a file, out of a real Node-RED: how long its event loop was kept from anything else meanwhile. */
export async function wholeExport(log: LargeLog): Promise<Figure[]> {
  const arm = await Arm.start({ userDirectory: log.userDirectory });
  try {
    const figures: Figure[] = [];
    for (const format of ['jsonl', 'csv']) {
      await arm.collect();
      await arm.blocked();
      const took = await arm.time('GET', `/millwright/audit/export?format=${format}`);
      const blocked = await arm.blocked();
      const name = `export of ${log.events.toLocaleString('en')} events as ${format}, in ${Math.round(took / 1000)} s`;
      figures.push(
        below(`${name}: the longest time that the event loop was blocked`, { value: blocked }, 'ms', 20),
      );
    }
    return figures;
  } finally {
    await arm.stop();
  }
}
