import { Watcher } from '@millwright/opcua/client';
import { openClient } from './client.ts';

/**
 * A consumer that takes half a second for each batch, in a process of its own with a small heap: watches tags for a while and
 * prints what it counted as JSON.
 */
const [url = '', prefix = '', count = '0', seconds = '0'] = process.argv.slice(2);
const open = openClient(url);
const watcher = new Watcher(open.client, {
  onFault: (error) => {
    throw error;
  },
});
const last = new Map<string, unknown>();
let droppedTold = 0;
let mostHeap = 0;
const watch = watcher.watch({
  publishingInterval: 100,
  tags: Array.from({ length: Number(count) }, (_, index) => ({
    name: `t${index}`,
    address: `${prefix}t${index}`,
  })),
  onSamples: (samples) => {
    for (const { tag, value } of samples) last.set(tag, value);
    mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed);
    return new Promise((resolve) => setTimeout(resolve, 500));
  },
  onGap: () => {},
  onDropped: (dropped) => {
    droppedTold = dropped;
  },
});
setTimeout(() => {
  process.stdout.write('stop\n');
  // What still waits is handed on before it is counted.
  setTimeout(async () => {
    const { received, delivered, dropped } = watch.snapshot();
    const values = [...new Set(last.values())];
    const counted = { received, delivered, dropped, droppedTold, mostHeap, values, tags: last.size };
    process.stdout.write(`${JSON.stringify(counted)}\n`);
    await watcher.close();
    await open[Symbol.asyncDispose]();
  }, 3_000);
}, Number(seconds) * 1_000);
