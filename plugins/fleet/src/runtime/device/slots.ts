import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FlowItem } from '@millwright/flows';
import type { Credentials } from '@millwright/release';
import type { Sealer } from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../common/errors.ts';
import { finalFailure } from './carry.ts';
import { entriesOf, isFull, isMissing, makeFolder, syncFolder, syncTree, writeWhole } from './files.ts';
import { digestOfCode } from './module-digest.ts';
import { type SlotMark, slotMark } from './slot-mark.ts';

/** What a slot is filled with; its modules lie in {@link Slots.modulesFolder} by then. */
export interface SlotContent extends Omit<SlotMark, 'format' | 'digests'> {
  readonly flows: readonly FlowItem[];
  /** Plain; sealed before they reach the disk. */
  readonly credentials: Credentials;
}

export interface Completing {
  readonly signal?: AbortSignal;
  /** Whoever put them there has synced them: each file takes its time. */
  readonly areModulesDurable?: boolean;
}

/** A complete slot, read and compared with its digests, its modules only where it says so. */
export interface Slot {
  readonly mark: SlotMark;
  readonly flows: readonly FlowItem[];
  /** Plain: in memory only. */
  readonly credentials: Credentials;
}

const names = {
  mark: 'slot.json',
  flows: 'flows.json',
  credentials: 'credentials',
  modules: 'modules',
} as const;

/** The slots of a device: `<slot>/{flows.json, credentials, modules/node_modules/…, slot.json}`. */
export class Slots {
  readonly #directory: string;
  readonly #sealer: Sealer;

  /** @param sealer seals credentials for this device alone */
  constructor(directory: string, sealer: Sealer) {
    this.#directory = directory;
    this.#sealer = sealer;
  }

  /** Where a slot's `node_modules` lies, and the `package.json` and lock by which it was made. */
  modulesFolder(slot: string): string {
    return join(this.#directory, slot, names.modules);
  }

  /** The slots that there are, complete or not. */
  async list(): Promise<readonly string[]> {
    const entries = await entriesOf(this.#directory);
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }

  /** Makes a slot that is to be filled: from now on it is not complete, and it has nothing of a former attempt. */
  async begin(slot: string): Promise<void> {
    await this.remove(slot);
    await makeFolder(this.modulesFolder(slot));
  }

  /** Fills a slot; where nothing fits any more what there is of it goes again, so that the journal finds room. */
  async filling<Result>(slot: string, fill: () => Promise<Result>): Promise<Result> {
    try {
      return await fill();
    } catch (error) {
      if (isFull(error)) await this.remove(slot).catch(() => {});
      throw error;
    }
  }

  /** Makes all of it durable, and the mark last. */
  async complete(
    slot: string,
    content: SlotContent,
    { signal, areModulesDurable = false }: Completing = {},
  ): Promise<SlotMark> {
    const { flows, credentials, ...rest } = content;
    const folder = join(this.#directory, slot);
    const flowsText = JSON.stringify(flows);
    const sealed = this.#sealer.seal(contextOf(slot), JSON.stringify(credentials));
    if (!areModulesDurable) await syncTree(this.modulesFolder(slot), signal);
    await writeWhole(join(folder, names.flows), flowsText);
    await writeWhole(join(folder, names.credentials), sealed);
    const digests = {
      flows: sha256(flowsText),
      credentials: sha256(sealed),
      modules: await digestOfCode(this.#nodeModules(slot), signal),
    };
    const mark: SlotMark = { format: 1, ...rest, digests };
    signal?.throwIfAborted();
    await writeWhole(join(folder, names.mark), `${JSON.stringify(mark)}\n`);
    return mark;
  }

  /** What a slot says of itself; undefined if it is not complete, or what it says cannot be understood. */
  async mark(slot: string): Promise<SlotMark | undefined> {
    const text = await contentOf(join(this.#directory, slot, names.mark));
    const parsed = v.safeParse(slotMark, text === undefined ? undefined : parse(text.toString('utf8')));
    return parsed.success ? parsed.output : undefined;
  }

  /** @throws `fleet.slot-incomplete`, `fleet.slot-damaged`, both final; what the disk says */
  async read(slot: string): Promise<Slot> {
    const mark = await this.mark(slot);
    if (!mark) throw finalFailure(fleetErrors.slotIncomplete({ slot }));
    const flows = await this.#file(slot, 'flows', mark);
    const sealed = await this.#file(slot, 'credentials', mark);
    const credentials = this.#sealer.unseal(contextOf(slot), sealed);
    if (credentials === undefined) throw damaged(slot, names.credentials);
    return {
      mark,
      flows: JSON.parse(flows.toString('utf8')) as readonly FlowItem[],
      credentials: JSON.parse(credentials) as Credentials,
    };
  }

  /** Reads one that is to be used once more: its modules are compared too. @throws as {@link read} */
  async readWhole(slot: string, signal?: AbortSignal): Promise<Slot> {
    const content = await this.read(slot);
    const digest = await digestOfCode(this.#nodeModules(slot), signal);
    if (digest !== content.mark.digests.modules) throw damaged(slot, `${names.modules}/node_modules`);
    return content;
  }

  #nodeModules(slot: string): string {
    return join(this.modulesFolder(slot), 'node_modules');
  }

  async #file(slot: string, name: 'flows' | 'credentials', { digests }: SlotMark): Promise<Buffer> {
    const content = await contentOf(join(this.#directory, slot, names[name]));
    if (!content || sha256(content) !== digests[name]) throw damaged(slot, names[name]);
    return content;
  }

  /** Removes a slot; first of all, durably, it stops being complete. */
  async remove(slot: string): Promise<void> {
    const folder = join(this.#directory, slot);
    if ((await entriesOf(folder)).length > 0) {
      await rm(join(folder, names.mark), { force: true });
      await syncFolder(folder);
    }
    await rm(folder, { recursive: true, force: true });
  }
}

/** Credentials of one slot cannot be put in another's place. */
const contextOf = (slot: string): Buffer => Buffer.from(`slot ${slot}`);

const damaged = (slot: string, file: string) => finalFailure(fleetErrors.slotDamaged({ slot, file }));

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
