import assert from 'node:assert/strict';
import { S7Client, S7Table } from '@millwright/s7/client';
import { Chance } from '@millwright/simulators';
import { type S7Fault, SimulatedS7Plc } from '@millwright/simulators/s7';
import type { Writing } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { tag } from './support/table-scene.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const terms = { source: 'test', signal: new AbortController().signal };
const begin = 4_000;
const tags = Array.from({ length: 100 }, (_, index) => tag(`DB1.DBD${begin + 4 * index}:DINT`));

/** What each double word of data block 1 has ever held, as its PLC wrote it. */
function witness(plc: SimulatedS7Plc): Set<string> {
  const seen = new Set<string>();
  const block = plc.memory.block(1);
  plc.program = {
    written: ({ start }) => void seen.add(`DB1.DBD${start}:DINT=${block.readInt32BE(start)}`),
  };
  return seen;
}

describe('an S7 PLC that does less than it was asked for', () => {
  it('is believed in nothing where the S7 simulator confirms more than it was asked for', async () => {
    const plc = new SimulatedS7Plc({ items: 2 });
    await plc.listen();
    const client = clientOf(plc);
    const release = client.connection.need();
    try {
      const seen = witness(plc);
      plc.misbehave({ kind: 'more-items', by: 1, times: 1 });
      const values = Object.fromEntries(tags.slice(0, 5).map(({ name }, index) => [name, index + 1]));
      const { results } = await new S7Table({ client, tags }).write(values, terms);
      assert.equal(seen.size, 2);
      assert.deepEqual(new Set(results.map(({ outcome }) => outcome)), new Set(['unknown']));
    } finally {
      release();
      await client.close();
      await plc.close();
    }
  });
});

describe(`a storm of faults of the S7 simulator (SEED=${seed})`, function () {
  this.timeout(120_000);

  it('lets every read and write settle, and none is told done that was not, or not sent that was', async () => {
    const chance = new Chance(seed);
    const below = (end: number): number => Math.floor(chance.between(0, end));
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    // Without those that turn the truth of a single confirmation: a reference that is another's, bytes changed by chance.
    const faults: readonly S7Fault[] = [
      ...(['silence', 'split', 'duplicate', 'truncate', 'garbage', 'endless', 'close', 'reset'] as const).map(
        (kind) => ({ kind }),
      ),
      { kind: 'delay', milliseconds: 30 },
      { kind: 'delay', milliseconds: 250 },
      { kind: 'late-byte', milliseconds: 30 },
      { kind: 'hold', count: 3, reversed: true },
      { kind: 'fragment', bytes: 7 },
      { kind: 'packet', version: 4 },
      { kind: 'packet', length: 20 },
      { kind: 'cut', bytes: 20, how: 'reset' },
      { kind: 'disconnect' },
      { kind: 'refuse', error: 0x8500 },
      { kind: 'rosctr', value: 7 },
      { kind: 'stray', value: 3, beside: 1 },
      { kind: 'lengths', data: 1 },
      { kind: 'fewer-items', by: 1 },
      { kind: 'more-items', by: 1 },
      { kind: 'longer-items', by: 1 },
      { kind: 'shorter-items', by: 1 },
      { kind: 'short-data', by: 1 },
      { kind: 'item', code: 0x0a, at: 1 },
      { kind: 'transport', size: 9 },
    ];
    const plc = new SimulatedS7Plc({
      seed,
      pdu: pick([112, 240, 480]),
      jobs: pick([1, 2, 8]),
      items: pick([1, 2, 5, 20]),
      moreItems: pick(['truncate', 'refuse']),
    });
    await plc.listen();
    const seen = witness(plc);
    const client = clientOf(plc);
    const release = client.connection.need();
    const counts = new Map<string, number>();
    let value = 0;
    const check = ({ results }: Writing): void => {
      for (const { tag: name, written, outcome, status } of results) {
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        const isWritten = seen.has(`${name}=${written}`);
        if (outcome === 'done') assert.ok(isWritten, `${name} is told done, and does not hold ${written}`);
        if (/^This request was not sent/.test(status?.reason ?? ''))
          assert.ok(!isWritten, `${name} is told not sent, and holds ${written}`);
      }
    };
    const storm = async (table: S7Table, index: number): Promise<void> => {
      for (let round = 0; round < 30; round += 1) {
        for (let left = below(3); left > 0; left -= 1) {
          const on = pick<S7Fault['on']>([undefined, 'read', 'write', 'set-up', 'connect']);
          plc.misbehave({ ...pick(faults), times: 1 + below(2), ...(on && { on }) });
        }
        if (below(4) === 0) plc.behave();
        if (below(20) === 0) plc.disconnect(pick(['close', 'reset']));
        if (index === 0) await table.read(undefined, terms);
        else {
          const names = Array.from({ length: 1 + below(8) }, () => pick(tags).name);
          const values = Object.fromEntries(names.map((name) => [name, ++value]));
          check(await table.write(values, { ...terms, verify: below(5) === 0 }));
        }
        await connected(client);
      }
    };
    try {
      const shared = new S7Table({ client, tags });
      await Promise.all([shared, shared, new S7Table({ client, tags })].map(storm));
      assert.ok((counts.get('done') ?? 0) > 0, JSON.stringify([...counts]));
      plc.behave();
      // Whatever there was, it is over.
      const { results } = await untilDone(client, ++value);
      check({ results });
      assert.deepEqual(plc.problems, []);
    } finally {
      release();
      await client.close();
      await waitFor('no connection', () => plc.connections === 0);
      await plc.close();
    }
  });
});

function clientOf({ port }: SimulatedS7Plc): S7Client {
  const policy = { firstDelay: 1, longestDelay: 5 };
  const place = { host: '127.0.0.1', port, rack: 0, slot: 2 };
  return new S7Client({ ...place, timeout: 100, connectTimeout: 20_000, policy });
}

/** Who asks while there is no connection is told so at once. */
async function connected({ connection }: S7Client): Promise<void> {
  await waitFor('a connection', () => connection.current !== undefined, { every: 2, deadline: 60_000 });
}

async function untilDone(client: S7Client, value: number): Promise<Writing> {
  const table = new S7Table({ client, tags });
  for (;;) {
    await connected(client);
    const writing = await table.write({ [tags[0]?.name ?? '']: value }, terms);
    if (writing.results.every(({ outcome }) => outcome === 'done')) return writing;
  }
}
