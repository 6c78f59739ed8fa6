import { setTimeout as sleep } from 'node:timers/promises';
import { FaultProxy, waitFor } from '@millwright/testing';
import { heldMemory, megabyte } from '@millwright/testing/memory';
import { openClient } from './client.ts';
import { type Held, held } from './resources.ts';

/** What a process saw that opened and closed a client many times. */
export interface Cycled {
  /** Megabytes that are resident after the 50th cycle, and after the last. */
  readonly early: number;
  readonly late: number;
  readonly before: Held;
  readonly after: Held;
  readonly connections: number;
}

/** In a process of its own, whose memory no other test has stretched: the port of the server, and how many cycles. Every second one is cut. */
async function cycle(target: number, cycles: number): Promise<Cycled> {
  const line = new FaultProxy({ target });
  await line.listen();
  const before = held();
  let early = 0;
  for (let turn = 1; turn <= cycles; turn += 1) {
    await once(line, turn % 2 === 0);
    if (turn === 50) early = (await heldMemory()).resident / megabyte;
  }
  const late = (await heldMemory()).resident / megabyte;
  await waitFor('the line to be empty', () => line.connections === 0);
  // What ends a moment later is not left over.
  for (let left = 50; left > 0 && held().timers + held().sockets > 0; left -= 1) await sleep(20);
  const after = held();
  const { connections } = line;
  await line.close();
  return { early, late, before, after, connections };
}

async function once(line: FaultProxy, isCut: boolean): Promise<void> {
  await using open = openClient(`opc.tcp://127.0.0.1:${line.port}`, {
    policy: { firstDelay: 20, longestDelay: 20, linger: 10 },
    sessionTimeout: 5_000,
  });
  const { connection } = open.client;
  await connection.link(open.signal);
  if (!isCut) return;
  line.cut('reset');
  await waitFor('the loss', () => connection.state.phase !== 'online', { every: 1 });
}

if (import.meta.main) {
  const [port = 0, cycles = 0] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await cycle(port, cycles)));
}
