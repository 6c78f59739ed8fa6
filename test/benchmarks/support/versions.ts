import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeBetween, divideFlows, type FlowDocument, type FlowPart } from '@millwright/flows';
import { createArchive } from '../../../plugins/history/src/runtime/archive/archive.ts';
import type { Kept } from '../../../plugins/history/src/runtime/archive/messages.ts';
import { summarize } from '../../../plugins/history/src/runtime/summary.ts';
import { plant } from './plant.ts';

type Items = readonly Readonly<Record<string, unknown>>[];
type Archive = ReturnType<typeof createArchive>;

/** Runs work on an archive of its own. */
export async function withArchive<Result>(
  work: (archive: Archive, directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const archive = createArchive(directory, () => new Date());
  try {
    return await work(archive, directory);
  } finally {
    await archive.close();
    await rm(directory, { recursive: true });
  }
}

/** Flows as people have them: ids are as random as Node-RED makes them, so that nothing looks smaller than it is. */
export function manyNodes(tabs: number, nodesPerTab: number): Items {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? createHash('sha256').update(id).digest('hex').slice(0, 16);
    ids.set(id, known);
    return known;
  };
  return plant({ tabs, nodesPerTab }).map((item) => ({
    ...item,
    id: idOf(String(item['id'])),
    ...(item['z'] === undefined ? {} : { z: idOf(String(item['z'])) }),
    ...(Array.isArray(item['wires'])
      ? { wires: (item['wires'] as string[][]).map((port) => port.map(idOf)) }
      : {}),
  }));
}

/** Deploys as one person makes them: one node after the other, all over the flows, its name changed. */
export class Deploys {
  readonly #items: Record<string, unknown>[];
  #document: FlowDocument;
  #contents: readonly number[] = [];
  #epoch = '';
  #number = 0;
  #time = Date.parse('2026-01-01T08:00:00Z');

  constructor(items: Items) {
    this.#items = items.map((item) => ({ ...item }));
    this.#document = divideFlows(this.#items);
  }

  /** Keeps one more version, as the main thread sends it: only the part that changed as text. */
  async make(archive: Pick<Archive['handlers'], 'keep'>): Promise<number> {
    this.#number += 1;
    this.#time += 10 * 60_000;
    const nodes = this.#items.filter(({ z }) => z !== undefined);
    const node = nodes[(this.#number * 7919) % nodes.length];
    if (node && this.#number > 1) node['name'] = `renamed for the ${this.#number}th time`;
    const former = this.#document;
    this.#document = divideFlows(this.#items, former);
    const known = new Map(former.parts.map((part, index) => [part, this.#contents[index]]));
    const kept = (await this.#keep(archive, former, known)) ?? (await this.#keep(archive, former, new Map()));
    if (!kept) throw new Error('The archive does not know what it was sent');
    this.#contents = kept.contents;
    this.#epoch = kept.epoch;
    return kept.version.number;
  }

  /** @returns undefined if the archive was opened anew, and knows no numbers of before */
  async #keep(
    archive: Pick<Archive['handlers'], 'keep'>,
    former: FlowDocument,
    known: ReadonlyMap<FlowPart, number | undefined>,
  ): Promise<Kept | undefined> {
    const { parts, runs } = this.#document;
    const kept = await archive.keep({
      time: this.#time,
      document: {
        epoch: this.#epoch,
        runs,
        parts: parts.map((part) => {
          const content = known.get(part);
          return content === undefined ? part : { content };
        }),
      },
      record: {
        actor: { kind: 'user', name: 'ana' },
        operation: 'flows.deploy',
        change: summarize(changeBetween(former, this.#document)),
      },
      rev: createHash('sha256').update(`${this.#number}`).digest('hex'),
      credentials: '{}',
      modules: '[]',
      settings: '{}',
    });
    return 'stale' in kept ? undefined : kept;
  }
}

/** What the database takes once its log is folded into it. */
export async function closedSize(archive: Archive, directory: string): Promise<number> {
  await archive.close();
  return statSync(join(directory, 'history.db')).size;
}
