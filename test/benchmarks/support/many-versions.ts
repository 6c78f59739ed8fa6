import { createHash } from 'node:crypto';
import { changeBetween, divideFlows, type FlowDocument } from '@millwright/flows';
import type { Figure } from '@millwright/testing';
import type { ArchiveClient } from '../../../plugins/history/src/runtime/archive-client.ts';
import { summarize } from '../../../plugins/history/src/runtime/summary.ts';
import { withArchiveClient } from './archive-client.ts';
import { below } from './figure.ts';
import { quantile } from './statistics.ts';
import { manyNodes } from './versions.ts';

const versions = 10_000;
const atOnce = 100;
const hour = 60 * 60_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const people = ['ana', 'ben', 'çelik'];

/** What 10,000 versions of flows with 10,000 nodes cost: to list, to verify, to delete. In the threads that they have. */
export function manyVersions(): Promise<Figure[]> {
  return withArchiveClient(async (archive) => {
    const deploys = new ManyDeploys(archive);
    await deploys.make(1);
    while (deploys.made < versions) await deploys.make(Math.min(atOnce, versions - deploys.made));
    return [
      ...(await listing(archive)),
      await verifying(archive, deploys),
      ...(await deleting(archive, deploys)),
    ];
  });
}

/** Each changes one node of the first version, so that many can be on their way at once. */
class ManyDeploys {
  readonly #archive: ArchiveClient;
  readonly #items = manyNodes(50, 200);
  readonly #texts = this.#items.map((item) => JSON.stringify(item));
  readonly #first = divideFlows(this.#items);
  made = 0;

  constructor(archive: ArchiveClient) {
    this.#archive = archive;
  }

  async make(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#one()));
  }

  #one(): Promise<unknown> {
    this.made += 1;
    const number = this.made;
    const document = number === 1 ? this.#first : this.#changed(number);
    return this.#archive.keep(document, {
      time: start + number * hour,
      record: {
        actor: { kind: 'user', name: people[number % people.length] ?? '' },
        operation: 'flows.deploy',
        change: summarize(changeBetween(this.#first, document)),
        ...(number === 3 ? { note: 'Sollwert erhöht' } : {}),
      },
      rev: createHash('sha256').update(`${number}`).digest('hex'),
      credentials: '{}',
      modules: '[]',
      settings: '{}',
    });
  }

  #changed(number: number): FlowDocument {
    const place = 50 + ((number * 7919) % (this.#items.length - 50));
    const changed = this.#items.with(place, {
      ...this.#items[place],
      name: `renamed for the ${number}th time`,
    });
    return divideFlows(changed, this.#first, (item, index) =>
      index === place ? JSON.stringify(item) : (this.#texts[index] ?? ''),
    );
  }
}

async function slowest(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await took(work));
  return Math.max(...times);
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function listing(archive: ArchiveClient): Promise<Figure[]> {
  // Whoever is the first to read waits for the thread that reads to begin.
  await archive.list({ limit: 1 });
  const page = async (filter: object, first: number) => {
    const value = await slowest(20, async () => {
      const [newest] = await archive.list({ ...filter, limit: 51 });
      if (newest?.number !== first) throw new Error(`Version ${first} is not the first of the list`);
    });
    return { value };
  };
  const of = (name: string) => `${name} at 10,000 versions, slowest of 20`;
  return [
    below(of('first page of the list'), await page({}, versions), 'ms', 50),
    below(
      of('first page with a text that only one old version has'),
      await page({ text: 'SOLLWERT ERHÖHT' }, 3),
      'ms',
      50,
    ),
    below(
      of('first page of one person'),
      await page({ person: people[versions % people.length] }, versions),
      'ms',
      50,
    ),
    below(
      of('what a list can be narrowed to'),
      { value: await slowest(20, () => archive.filters()) },
      'ms',
      50,
    ),
  ];
}

/** How much longer the slowest deploys wait while all versions are verified. */
async function verifying(archive: ArchiveClient, deploys: ManyDeploys): Promise<Figure> {
  const deploysFor = async (isOver: () => boolean): Promise<number> => {
    const times: number[] = [];
    do times.push(await took(() => deploys.make(1)));
    while (!isOver() || times.length < 30);
    return quantile(times, 0.95);
  };
  const alone = await deploysFor(() => true);
  let done = false;
  const verified = (async () => {
    for (let from: number | undefined = 1; from !== undefined; ) {
      const { faulty, next } = await archive.verify({ from, limit: 1000 });
      if (faulty.length > 0) throw new Error(`Version ${faulty[0]?.number} is faulty`);
      from = next;
    }
    done = true;
  })();
  const meanwhile = await deploysFor(() => done);
  await verified;
  return below(
    'a version kept while 10,000 others are verified: added to the 95th percentile',
    { value: meanwhile - alone },
    'ms',
    50,
  );
}

/** The longest that a deploy waits for a step of retention. */
async function deleting(archive: ArchiveClient, deploys: ManyDeploys): Promise<Figure[]> {
  const rules = { keepAllDays: 36_500, keepDailyDays: 36_500, maxVersions: versions / 2, maxBytes: 1e15 };
  let planned: Awaited<ReturnType<ArchiveClient['plan']>> | undefined;
  const planning = await took(async () => {
    planned = await archive.plan({ rules, running: undefined, now: start + deploys.made * hour });
  });
  if (!planned) throw new Error('There is no plan');
  const { numbers, contents, newest } = planned;
  let longest = 0;
  const step = async (work: () => Promise<unknown>): Promise<void> => {
    longest = Math.max(longest, await took(work));
  };
  for (let at = 0; at < numbers.length; at += 50) {
    await step(() => archive.forgetVersions(numbers.slice(at, at + 50), undefined));
  }
  for (let at = 0; at < contents.length; at += 200) {
    await step(() => archive.forgetContents(contents.slice(at, at + 200), newest));
  }
  let left = 1;
  while (left > 0) {
    await step(async () => {
      left = await archive.giveBack(1024 * 1024);
    });
  }
  return [
    below('retention of 10,000 versions planned, beside deploys', { value: planning }, 'ms', 2000),
    below('the longest step in which 5,000 of them are deleted', { value: longest }, 'ms', 100),
  ];
}
