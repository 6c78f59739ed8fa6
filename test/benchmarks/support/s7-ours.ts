import { parseAddress } from '@millwright/s7';
import { S7Client, S7Table, type S7TableOptions } from '@millwright/s7/client';
import type { Cycles } from './s7-cycles.ts';

// Ours, in a process of its own as nodes7 is in `s7-nodes7.mjs`, and told the same.

interface Task {
  readonly port: number;
  /** Addresses. */
  readonly tags: readonly string[];
  readonly warmUp: number;
  readonly cycles: number;
  readonly plan?: S7TableOptions['plan'];
}

const { port, tags, warmUp, cycles, plan = {} }: Task = JSON.parse(process.argv[2] ?? '');
const client = new S7Client({
  host: '127.0.0.1',
  port,
  rack: 0,
  slot: 1,
  timeout: 5_000,
  connectTimeout: 5_000,
});
const table = new S7Table({
  client,
  plan,
  tags: tags.map((address) => {
    const { place, shape } = parseAddress(address);
    if (!shape) throw new RangeError(`${address} says no type`);
    return { name: address, address, place, ...shape };
  }),
});
client.connection.need();
const terms = { source: 'benchmark', signal: new AbortController().signal };
const durations: number[] = [];
let failed = 0;
let before = process.cpuUsage();
for (let cycle = -warmUp; cycle < cycles; cycle += 1) {
  if (cycle === 0) {
    before = process.cpuUsage();
    failed = 0;
  }
  const began = performance.now();
  const { samples } = await table.read(undefined, terms);
  if (cycle >= 0) durations.push(performance.now() - began);
  if (samples.some(({ quality }) => quality !== 'good')) failed += 1;
}
const { user, system } = process.cpuUsage(before);
await client.close();
const told: Cycles = { durations, failed, cost: (user + system) / cycles };
process.stdout.write(JSON.stringify(told));
